import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type OpenPack, openPack, verifyPack } from '@quorate/libs/evidence';
import { unzipSync } from 'fflate';
import { extractText, getDocumentProxy } from 'unpdf';
import { AuditReads } from '../audit/audit.reads.js';
import { addRole, arrangeBorough, arrangeConcern } from '../oversight/testkit/arrange-concern.js';
import type { Viewer } from '../platform/viewer.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { arrangeSignal } from '../withholding/testkit/arrange-signal.js';
import { packCrypto } from './pack-crypto.js';
import { packCsvZip } from './pack-csv.js';
import { PackSealer } from './pack-sealer.js';
import { PacksReads } from './packs.reads.js';
import { PacksService } from './packs.service.js';
import { packPdf } from './pdf/pack-pdf.js';

jest.setTimeout(120_000);

describe('an evidence pack about a concern', () => {
  let t: TestApp;
  let folder: string;
  let concern: Awaited<ReturnType<typeof arrangeConcern>>;
  let packId: string;
  let bytes: Buffer;
  let pack: OpenPack;
  const board = () => t.economy.viewer('commissioner', 'icb');
  const ask = (viewer: Viewer, concernId = concern.concernId) =>
    t.app.get(PacksService, { strict: false }).sealConcernPack(viewer, { concernId, sealedFor: 'NHS England' });
  const seal = () => t.app.get(PackSealer, { strict: false }).sealWaiting(t.economy.tenantId);
  const reads = () => t.app.get(PacksReads, { strict: false });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    t = await startTestApp({ QUORATE_DATA_DIR: folder });
    // For its rows of evidence: a signal is not what this pack is about.
    await arrangeSignal(t, { commissionerSeesFrom: '2099-01-01T00:00:00Z' });
    concern = await arrangeConcern(t, { from: '2026-08-01', until: '2026-09-30' });
    ({ packId } = (await ask(board())) as unknown as { packId: string });
    await seal();
    bytes = (await reads().bytes(board(), packId, 'json')) as Buffer;
    const opened = openPack(bytes);
    if ('why' in opened) throw new Error(opened.why);
    pack = opened.pack;
  });
  afterAll(async () => {
    await t.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const sectionOf = (name: string) => {
    const columns = pack.manifest.sections.find((section) => section.name === name)?.columns ?? [];
    return (pack.sections[name] ?? []).map((row) =>
      Object.fromEntries(columns.map((column, at) => [column.name, row[at]])),
    );
  };

  it('is sealed and checked like any other, about the organisation and the period of the concern', async () => {
    expect(await verifyPack(bytes, packCrypto)).toMatchObject({
      ok: true,
      manifest: {
        subject: { kind: 'concern', id: concern.concernId, providerName: 'Northgate Acute NHS Trust' },
        runs: [],
      },
    });
    const changed = Buffer.from(String(bytes).replace('NHS England', 'NHS Englanb'));
    expect((await verifyPack(changed, packCrypto)).ok).toBe(false);
    const days = sectionOf('register').map(({ day }) => String(day));
    expect(days.length).toBeGreaterThan(10);
    expect(days.filter((day) => day < '2026-08-01' || day > '2026-09-30')).toEqual([]);
    expect(sectionOf('concern')).toContainEqual({
      item: 'about.1',
      value: 'Staff are not allowed to go to MDT meetings at other organisations',
    });
  });

  it('says nothing of its author, nor of a signal that commissioners do not see yet', () => {
    const text = String(bytes);
    for (const word of ['Ada', 'ada@', 'For months nobody', 'I was there', 'score', 'earlyNotice'])
      expect(text.replace(/"sections":.*?"rules":\[.*?\]\]/s, '')).not.toContain(word === 'score' ? '"score"' : word);
    expect(pack.manifest.sections.map(({ name }) => name)).not.toContain('signal');
  });

  it('counts seats whose rows are in it, month by month as in all', () => {
    const claims = new Map(sectionOf('claims').map(({ figure, rows }) => [String(figure), rows as number[]]));
    const numbers = new Set(sectionOf('register').map(({ row }) => row));
    expect([...claims.values()].flat().filter((row) => !numbers.has(row))).toEqual([]);
    const months = sectionOf('participation');
    const sum = (column: string) => months.reduce((all, row) => all + Number(row[column]), 0);
    expect(sum('elsewhereAtRisk')).toBe(claims.get('elsewhere.atRisk')?.length);
    expect(sum('elsewhereAtRisk') - sum('elsewhereTookPart')).toBe(claims.get('elsewhere.lost')?.length);
    expect(claims.get('elsewhere.lost')?.length).toBeGreaterThan(0);
    for (const { countsAs, status } of sectionOf('register')) if (countsAs === 'setAside') expect(status).toBeNull();
  });

  it('is a PDF and tables as well', async () => {
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await packPdf(bytes, null))));
    const words = text.join(' ').replace(/\s+/g, ' ');
    expect(words).toContain('A concern is what somebody has written. It is no finding.');
    expect(words).toContain('Staff are not allowed to go to MDT meetings');
    for (const word of ['breach', 'guilt', 'offender', 'Ada']) expect(words).not.toContain(word);
    const files = Object.keys(unzipSync(new Uint8Array(await packCsvZip(bytes))));
    expect(files).toEqual(expect.arrayContaining(['evidence-pack.json', 'concern.csv', 'register.csv', 'leftOut.csv']));
  });

  it('is for who reads the concern alone: not the organisation, another provider, another tenant or a colleague who works for both', async () => {
    const both = await (await arrangeBorough(t)).viewer('commissioner');
    expect(await reads().pack(both, packId)).toMatchObject({
      id: packId,
      concernId: concern.concernId,
      signalId: null,
    });
    expect(await reads().pack(t.economy.viewer('informationGovernanceLead', 'icb'), packId)).not.toBeNull();
    await addRole(t, both, 'clinician', t.economy.organisations.northgate);
    for (const viewer of [
      both,
      t.economy.viewer('providerManager', 'northgate'),
      t.economy.viewer('informationGovernanceLead', 'northgate'),
      t.economy.viewer('providerManager', 'riverside'),
      t.economy.viewer('providerManager', 'icb'),
      t.economy.viewer('commissioner', 'northgate'),
      t.economy.stranger('commissioner'),
    ]) {
      expect(await reads().pack(viewer, packId)).toBeNull();
      expect(await reads().bytes(viewer, packId, 'json')).toBeNull();
      const page = await reads().packs(viewer, {
        signalId: null,
        concernId: concern.concernId,
        first: 10,
        after: null,
      });
      expect(page.packs).toEqual([]);
      expect(await ask(viewer)).toMatchObject({ __typename: 'NotPermitted' });
    }
    const trail = await t.app
      .get(AuditReads, { strict: false })
      .events(t.economy.viewer('administrator', 'northgate'), { filter: {} as never, first: 100 });
    expect(trail.events.filter(({ entityId }) => entityId === packId || entityId === concern.concernId)).toEqual([]);
  });

  it('is one while it is in the making, another afterwards, and none where the organisation is not known', async () => {
    const [one, two] = await Promise.all([ask(board()), ask(t.economy.viewer('informationGovernanceLead', 'icb'))]);
    expect(one).toEqual(two);
    expect(one).not.toMatchObject({ packId });
    expect(await seal()).toBe(1);
    const unknown = await arrangeConcern(t, { about: 'the hospital' });
    expect(await ask(board(), unknown.concernId)).toMatchObject({
      code: 'INVALID_INPUT',
      problems: [{ path: 'concernId' }],
    });
  });

  it('is of the last year of which records may be shown where its author said no period', async () => {
    const open = await arrangeConcern(t, { from: null, until: null });
    const { packId: id } = (await ask(board(), open.concernId)) as unknown as { packId: string };
    await seal();
    const opened = openPack((await reads().bytes(board(), id, 'json')) as Buffer);
    if ('why' in opened) throw new Error(opened.why);
    const said = Object.fromEntries((opened.pack.sections.concern ?? []).map(([item, value]) => [item, value]));
    // October has been judged, and commissioners do not see it yet.
    expect(said).toMatchObject({ saidFrom: null, from: '2025-10-01', until: '2026-09-30' });
  });
});
