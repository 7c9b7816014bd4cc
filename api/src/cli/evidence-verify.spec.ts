import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sealPack } from '@quorate/libs/evidence';
import { packHash } from '../packs/pack-crypto.js';
import { packSigner, pemOf } from '../packs/pack-key.js';
import { BadInput } from './command.js';
import { checkPack } from './evidence-verify.command.js';

const FACTS = {
  packId: 'p',
  subject: { kind: 'signal', id: 's', providerName: 'Ysbyty Ŵyl', providerCode: 'XALD', system: 'Tamewater' },
  sealedFor: 'NHS England',
  sealedBy: { role: 'commissioner', organisation: 'Tamewater ICB' },
  readAt: '2026-11-24T09:00:00.000Z',
  dataCut: 2,
  runs: [],
  rules: { code: 'integratedCare2015', version: 1 },
  softwareVersion: 'test',
  pseudonyms: '',
  caveat: '',
} as const;
const SECTION = { name: 'register', title: 'R', about: '', columns: [{ name: 'row', title: 'Row' }], rows: [[1], [2]] };

describe('quorate evidence verify', () => {
  let folder: string;
  let file: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'evidence-'));
    file = join(folder, 'pack.json');
    const steps = sealPack(FACTS, [SECTION], packSigner(folder), packHash);
    let step = steps.next();
    while (!step.done) step = steps.next();
    writeFileSync(file, step.value.text.join(''));
    writeFileSync(join(folder, 'key.pem'), pemOf(packSigner(folder).key));
    writeFileSync(join(folder, 'other.pem'), pemOf(packSigner(join(folder, 'other')).key));
    writeFileSync(join(folder, 'changed.json'), step.value.text.join('').replace('[[1]', '[[3]'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('says what the pack is, what is in it and by which key it was sealed', async () => {
    const result = await checkPack(file, { key: join(folder, 'key.pem') });
    expect(result).toMatchObject({ ok: true, firstBad: null, packId: 'p', rows: 2, sealedFor: 'NHS England' });
    expect(result.sections).toMatchObject([{ name: 'register', rows: 2 }]);
    expect(result.key).toEqual({ fingerprint: packSigner(folder).key.fingerprint, from: 'given' });
    expect((await checkPack(file, {})).key).toMatchObject({ from: 'pack' });
  });

  it('finds what was changed, and a pack that somebody else sealed', async () => {
    expect(await checkPack(join(folder, 'changed.json'), {})).toMatchObject({
      ok: false,
      firstBad: { place: 'sections.register', why: 'contentChanged' },
      packId: null,
    });
    expect(await checkPack(file, { key: join(folder, 'other.pem') })).toMatchObject({
      ok: false,
      firstBad: { place: 'manifest.key', why: 'anotherKey' },
    });
  });

  it('calls it bad input when there is no such file, or the key is none', async () => {
    await expect(checkPack(join(folder, 'nowhere.json'), {})).rejects.toBeInstanceOf(BadInput);
    await expect(checkPack(file, { key: file })).rejects.toBeInstanceOf(BadInput);
  });

  it('makes one key, whoever asks first', () => {
    expect(packSigner(folder).key).toEqual(packSigner(folder).key);
    expect(packSigner(folder).key).not.toEqual(packSigner(join(folder, 'other')).key);
  });
});
