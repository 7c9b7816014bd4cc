import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { PackFacts, PackKey, PackSection } from './pack.js';
import { sealPack } from './seal-pack.js';
import { type PackCrypto, verifyPack } from './verify-pack.js';

const FACTS: PackFacts = {
  packId: '00000000-0000-4000-8000-000000000001',
  subject: { kind: 'signal', id: 's', providerName: 'Ysbyty Tŷ’r Ŵyl', providerCode: 'XALD', system: 'Tamewater' },
  sealedFor: 'NHS England',
  sealedBy: { role: 'commissioner', organisation: 'Tamewater ICB' },
  readAt: '2026-11-24T09:00:00.000Z',
  dataCut: 12,
  runs: [{ runId: 'r', month: '2026-10-01', version: 1, modelVersion: '1', dataCut: 11 }],
  rules: { code: 'integratedCare2015', version: 1 },
  softwareVersion: '0.1.0',
  pseudonyms: 'Numbers drawn for this pack alone.',
  caveat: 'A reason to ask, not a finding.',
};
const REGISTER: PackSection = {
  name: 'register',
  title: 'Register',
  about: 'One row a seat and meeting.',
  columns: [
    { name: 'row', title: 'Row' },
    { name: 'day', title: 'Day' },
    { name: 'note', title: 'Note' },
  ],
  rows: Array.from({ length: 2_500 }, (_, at) => [at, '2026-10-06', at % 2 ? null : 'Nyrs “ardal” – 50 %']),
};
const EMPTY: PackSection = { ...REGISTER, name: 'chronology', title: 'Chronology', rows: [] };

const pair = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');
const crypto: PackCrypto = {
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  isSigned: (bytes, signature, key) =>
    verify(null, bytes, createPublicKey({ key: Buffer.from(key), format: 'der', type: 'spki' }), signature),
};

function keyOf(publicKey: KeyObject): PackKey {
  const der = publicKey.export({ type: 'spki', format: 'der' });
  return { algorithm: 'Ed25519', publicKey: der.toString('base64'), fingerprint: String(crypto.sha256(der)) };
}

function packText(sections: readonly PackSection[] = [REGISTER, EMPTY], keys = pair): string {
  const hash = () => {
    const sum = createHash('sha256');
    return { update: (text: string) => void sum.update(text, 'utf8'), end: () => sum.digest('hex') };
  };
  const signer = {
    key: keyOf(keys.publicKey),
    sign: (text: string) => sign(null, Buffer.from(text), keys.privateKey).toString('base64'),
  };
  const steps = sealPack(FACTS, sections, signer, hash);
  for (;;) {
    const step = steps.next();
    if (!step.done) continue;
    expect(step.value.sha256).toBe(createHash('sha256').update(step.value.text.join('')).digest('hex'));
    return step.value.text.join('');
  }
}

const check = (text: string | Buffer, fingerprint?: string) =>
  verifyPack(typeof text === 'string' ? Buffer.from(text) : text, crypto, fingerprint);

describe('a sealed pack', () => {
  const text = packText();

  it('verifies from its bytes alone, and names what it is about and every section', async () => {
    const verdict = await check(text);
    expect(verdict).toMatchObject({ ok: true, firstBad: null });
    expect(verdict.manifest?.subject.providerName).toBe('Ysbyty Tŷ’r Ŵyl');
    expect(verdict.manifest?.sections.map(({ name, rows }) => [name, rows])).toEqual([
      ['register', 2_500],
      ['chronology', 0],
    ]);
  });

  it('is the same bytes for the same facts, rows and key', () => {
    expect(packText()).toBe(text);
  });

  it('is found out by one changed byte, wherever it is, in 1,000 of 1,000 tries', async () => {
    const bytes = Buffer.from(packText([{ ...REGISTER, rows: REGISTER.rows.slice(0, 40) }, EMPTY]));
    expect((await check(bytes)).ok).toBe(true);
    let seed = 20_261_124;
    const next = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    let found = 0;
    for (let attempt = 0; attempt < 1_000; attempt += 1) {
      const at = next(bytes.length);
      const changed = Buffer.from(bytes);
      changed[at] = ((changed[at] ?? 0) + 1 + next(255)) % 256;
      const verdict = await check(changed);
      if (!verdict.ok && verdict.firstBad !== null) found += 1;
    }
    expect(found).toBe(1_000);
  });

  it('is found out by every single bit of its signature and its key', async () => {
    const bytes = Buffer.from(packText([EMPTY]));
    const places = [...String(bytes).matchAll(/"(?:signature|publicKey|fingerprint)":"[^"]*"/g)].flatMap(
      ({ index, 0: hit }) =>
        Array.from({ length: hit.length }, (_, at) => Buffer.byteLength(String(bytes).slice(0, index)) + at),
    );
    expect(places.length).toBeGreaterThan(200);
    const missed: number[] = [];
    for (const at of places) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ (1 << bit);
        if ((await check(changed)).ok) missed.push(at);
      }
    }
    expect(missed).toEqual([]);
  });

  it.each<[string, (text: string) => string | Buffer, string, string]>([
    ['a row that was changed', (t) => t.replace('[7,', '[8,'), 'sections.register', 'contentChanged'],
    ['a row that was taken out', (t) => t.replace('[7,"2026-10-06",null],', ''), 'sections.register', 'contentChanged'],
    ['a manifest that was changed', (t) => t.replace('"dataCut":12', '"dataCut":13'), 'manifest', 'notSigned'],
    ['a section that was taken out', (t) => t.replace('"chronology":[],', ''), 'sections', 'sectionsDiffer'],
    [
      'a section that was added',
      (t) => t.replace('"chronology":[]', '"chronology":[],"more":[]'),
      'sections',
      'sectionsDiffer',
    ],
    ['a space between', (t) => t.replace('"sections":{', '"sections": {'), 'character ', 'notCanonical'],
    ['something after the end', (t) => `${t}\n`, 'character ', 'notCanonical'],
    ['a byte order mark', (t) => `\ufeff${t}`, 'file', 'notJson'],
    [
      'a key that comes twice',
      (t) => t.replace('{"manifest"', '{"signature":"","manifest"'),
      'character ',
      'notCanonical',
    ],
    ['a fourth part', (t) => t.replace(/\}$/, ',"z":1}'), 'file', 'notAPack'],
    ['another format', (t) => t.replace('evidence-pack/1', 'evidence-pack/2'), 'file', 'notAPack'],
    ['bytes that are no text', (t) => Buffer.concat([Buffer.from(t), Buffer.from([0xff])]), 'file', 'notText'],
    ['nothing', () => '', 'file', 'notJson'],
    ['any JSON', () => '{"a":1}', 'file', 'notAPack'],
    ['a number written otherwise', (t) => t.replace('[7,', '[7.0,'), 'character ', 'notCanonical'],
  ])('is refused with %s', async (_name, change, place, why) => {
    const changed = change(text);
    expect(Buffer.from(changed).equals(Buffer.from(text))).toBe(false);
    const { ok, firstBad, manifest } = await check(changed);
    expect({ ok, why: firstBad?.why, manifest }).toEqual({ ok: false, why, manifest: null });
    expect(firstBad?.place.startsWith(place)).toBe(true);
  });

  it('sealed anew with another key is whole, but not by the key that was asked for', async () => {
    const forged = packText([EMPTY], other);
    expect((await check(forged)).ok).toBe(true);
    const verdict = await check(forged, keyOf(pair.publicKey).fingerprint);
    expect(verdict).toMatchObject({ ok: false, firstBad: { place: 'manifest.key', why: 'anotherKey' } });
  });

  it('with another key put in is not signed', async () => {
    const swapped = text
      .replace(keyOf(pair.publicKey).publicKey, keyOf(other.publicKey).publicKey)
      .replace(keyOf(pair.publicKey).fingerprint, keyOf(other.publicKey).fingerprint);
    expect((await check(swapped)).firstBad).toEqual({ place: 'manifest', why: 'notSigned' });
    const half = text.replace(keyOf(pair.publicKey).publicKey, keyOf(other.publicKey).publicKey);
    expect((await check(half)).firstBad).toEqual({ place: 'manifest.key', why: 'keyDiffers' });
  });
});

describe('sealing', () => {
  it('refuses two sections of one name, and a row that is not as wide as its columns', () => {
    expect(() => packText([EMPTY, EMPTY])).toThrow('Two sections are called chronology');
    expect(() => packText([{ ...EMPTY, rows: [[1]] }])).toThrow('another number of cells');
  });
});
