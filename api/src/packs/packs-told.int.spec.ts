import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type PackCell, type PackSection, sealPack, verifyPack } from '@quorate/libs/evidence';
import { extractText, getDocumentProxy } from 'unpdf';
import { checkPack } from '../cli/evidence-verify.command.js';
import type { Charts } from '../indicators/charts.js';
import { UndertakingEffectReads } from '../oversight/undertakings/undertaking-effect.reads.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { type ArrangedSignal, arrangeSignal } from '../withholding/testkit/arrange-signal.js';
import { packCrypto, packHash } from './pack-crypto.js';
import { packPdf } from './pdf/pack-pdf.js';
import { addDispute, addInvitation, addUndertakings } from './testkit/arrange-told.js';
import { addEvidence, type SealedForTest, sealSignalPack, sectionOf } from './testkit/seal-pack.js';

jest.setTimeout(240_000);

/** Days on which Northgate's geriatrician is set aside: in the arrangement's own week of leave, and in three more weeks for other reasons. */
const OWN_LEAVE = '2026-06-30';
const SET_ASIDE = {
  '2026-07-21': { count_class: 'excludedLeave', status: 'apologies', reason_code: 'sickness' },
  '2026-08-11': {
    count_class: 'excludedShortNotice',
    status: 'apologies',
    reason_code: null,
    invited_on: '2026-08-10',
  },
  '2026-09-01': { count_class: 'excludedNotInvited', status: 'absentNoNotice', reason_code: null, invited_on: null },
  '2026-09-15': {
    count_class: 'excludedStructural',
    status: 'apologies',
    reason_code: 'vacancy',
    practitioner_id: null,
  },
} as const;

describe('what a pack tells of rows, disputes and undertakings', () => {
  let t: TestApp;
  let folder: string;
  let signal: ArrangedSignal;
  let sealed: SealedForTest;
  let undertakingId: string;
  const commissioner = () => t.economy.viewer('commissioner', 'icb');
  const rowAt = async (day: string) => {
    const [row] = await t.db.sql<{ no: number }>(
      t.economy.tenantId,
      `select evidence_no::int as no from attendance_evidence where is_current and meeting_date = $1 and practitioner_id = $2`,
      [day, t.economy.practitioners.geriatrician],
    );
    return Number(row?.no);
  };
  const told = (name: string) => sectionOf(sealed.pack, name);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    t = await startTestApp({ QUORATE_DATA_DIR: folder });
    signal = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-10T00:00:00Z' });
    await addInvitation(t, await rowAt(OWN_LEAVE), 'declined', 'annualLeave');
    await addInvitation(t, await rowAt('2026-06-23'), 'declined', 'annualLeave');
    await addInvitation(t, await rowAt('2026-07-07'), 'declined', 'other');
    await addInvitation(t, await rowAt('2026-07-14'), 'declined', 'workload');
    for (const [day, over] of Object.entries(SET_ASIDE)) {
      const before = await rowAt(day);
      await addInvitation(t, before, over.count_class === 'excludedNotInvited' ? null : 'declined', over.reason_code);
      await t.db.sql(t.economy.tenantId, 'update attendance_evidence set is_current = false where evidence_no = $1', [
        before,
      ]);
      await addEvidence(t, before, { version: 2, ...over });
    }
    undertakingId = await addUndertakings(t, signal);
  });
  afterAll(async () => {
    await t.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('marks rows that are disputed and how it was answered, and none that is set aside', async () => {
    const [waiting, late, declined, accepted, taken, aside] = [
      await rowAt('2026-06-23'),
      await rowAt('2026-07-07'),
      await rowAt('2026-07-14'),
      await rowAt('2026-07-28'),
      await rowAt('2026-08-04'),
      await rowAt(OWN_LEAVE),
    ];
    await addDispute(t, waiting, { state: 'waiting', due_on: '2026-11-27' });
    await addDispute(t, late, { state: 'waiting', due_on: '2026-11-20' });
    await addDispute(t, declined, { state: 'declined' });
    await addDispute(t, accepted, { state: 'accepted' });
    await addDispute(t, taken, { state: 'withdrawn' });
    await addDispute(t, aside, { state: 'waiting' });
    sealed = await sealSignalPack(t, commissioner(), signal.signalId);
    const marks = new Map(
      told('register')
        .filter(({ dispute }) => dispute !== null)
        .map((row) => [row.row, row.dispute]),
    );
    expect(marks).toEqual(
      new Map([
        [waiting, 'waiting'],
        [late, 'unanswered'],
        [declined, 'declined'],
        [accepted, 'accepted'],
      ]),
    );
    const listed = told('disputes');
    expect(listed.map(({ row }) => row).sort()).toEqual([...marks.keys()].sort());
    expect(listed.find(({ row }) => row === declined)).toMatchObject({
      answer: 'declined',
      answeredAt: expect.any(String),
    });
    expect(String(sealed.bytes)).not.toContain('She was in the call');
  });

  it('lets nobody guess why a seat was set aside: nothing in the pack tells leave from short notice', () => {
    const aside = told('register').filter(({ countsAs }) => countsAs === 'setAside');
    expect(aside.length).toBeGreaterThanOrEqual(5);
    const WHERE = new Set(['row', 'replacedBy', 'day', 'mdt', 'host', 'hostCode', 'isOwnSite']);
    const same = (cells: Readonly<Record<string, PackCell>>) =>
      JSON.stringify(Object.entries(cells).filter(([name]) => !WHERE.has(name)));
    // Whatever stands beside a seat of one reason stands beside one of any other.
    expect(new Set(aside.map(same)).size).toBe(1);
    expect(aside[0]).toMatchObject({
      person: null,
      invitedOn: null,
      releaseAnswer: null,
      recorder: null,
      dispute: null,
    });
    const asideDays = new Set(aside.map(({ day }) => day));
    for (const section of ['invitations', 'releases'])
      expect(told(section).filter(({ day, role }) => asideDays.has(String(day)) && role === aside[0]?.role)).toEqual(
        [],
      );
    // And an answer without a reason is no leave: other reasons are left open as well.
    const reasons = told('invitations').map(({ day, declineReason }) => [day, declineReason]);
    expect(reasons).toEqual(
      expect.arrayContaining([
        ['2026-06-23', 'notTold'],
        ['2026-07-07', 'notTold'],
        ['2026-07-14', 'workload'],
      ]),
    );
    expect(String(sealed.bytes)).not.toMatch(/annualLeave|sickness"|vacancy"/);
  });

  it('numbers those alone whom it tells of, so that no number is missing', () => {
    const said = ['register', 'invitations', 'releases'].flatMap((name) => told(name).map(({ person }) => person));
    const numbers = [...new Set(said.filter((person) => person !== null))].map((person) =>
      Number(String(person).slice(7)),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1));
  });

  it('counts as before from the register that tells less', () => {
    const figures = told('figures').filter(({ recounted }) => recounted !== null);
    expect(figures.filter(({ value, recounted }) => value !== recounted)).toEqual([]);
  });

  it('holds every undertaking with all its steps, what was declined too, in the names of organisations', () => {
    expect(told('undertakings').map(({ undertaking, state, words }) => [undertaking, state, words])).toEqual([
      [1, 'declined', 'A longer handover'],
      [2, 'accepted', 'Protected time'],
    ]);
    expect(told('undertakingSteps').map(({ undertaking, what, by, words }) => [undertaking, what, by, words])).toEqual([
      [1, 'proposed', 'Northgate Acute NHS Trust', null],
      [1, 'declined', 'Tamewater Integrated Care Board', 'It mends nothing'],
      [2, 'proposed', 'Northgate Acute NHS Trust', null],
      [2, 'accepted', 'Tamewater Integrated Care Board', null],
      [2, 'progress', 'Northgate Acute NHS Trust', 'The rota is drafted'],
    ]);
    expect(told('undertakingSteps')[0]).toMatchObject({ termsWords: 'A longer handover', termsDoneBy: '2026-12-31' });
  });

  it('holds the chart of its effect as it is on the page, and prints it', async () => {
    const page = await t.app.get(UndertakingEffectReads, { strict: false }).effect(commissioner(), undertakingId);
    const months = told('effectMonths');
    expect(months.length).toBeGreaterThan(3);
    expect(months).toEqual(page?.points.map((point) => ({ undertaking: 2, ...point })));
    expect(told('effects')).toMatchObject([{ undertaking: 2, mean: page?.mean, monthsAfter: page?.monthsAfter }]);
    const drawn: { title: string; marks?: unknown }[] = [];
    const charts = {
      renderMonthlySvg: (props: { title: string; marks?: unknown }) => {
        drawn.push(props);
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 300" width="720" height="300"></svg>';
      },
      summariseMonthly: () => 'Mean 99%.',
    } as unknown as Charts;
    const words = await wordsOf(await packPdf(sealed.bytes, charts));
    expect(words).toContain('Undertaking 2: accepted');
    expect(words).toContain('The rota is drafted');
    expect(words).toContain('Disputed records');
    expect(words).toMatch(/Not enough months to compare|The difference is/);
    expect(drawn.filter(({ marks }) => marks)).toMatchObject([{ title: 'Taking part at other sites' }]);
  });

  it('is read and checked in the form of an earlier version, which had less in it', async () => {
    const { manifest, sections } = sealed.pack;
    const later = new Set(['disputes', 'undertakingSteps', 'effects', 'effectMonths']);
    const cut: Readonly<Record<string, readonly string[]>> = {
      register: ['dispute'],
      undertakings: ['undertaking', 'state', 'doneBy', 'seenBy', 'writtenBy', 'remedy'],
    };
    const earlier = manifest.sections
      .filter(({ name }) => !later.has(name))
      .map(({ name, title, about, columns }): PackSection => {
        const kept = columns.map((column) => !cut[name]?.includes(column.name));
        const keep = <T>(all: readonly T[]) => all.filter((_, at) => kept[at]);
        return { name, title, about, columns: keep(columns), rows: (sections[name] ?? []).map(keep) };
      });
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const der = publicKey.export({ type: 'spki', format: 'der' });
    const signer = {
      key: {
        algorithm: 'Ed25519' as const,
        publicKey: der.toString('base64'),
        fingerprint: await packCrypto.sha256(der),
      },
      sign: (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64'),
    };
    const steps = sealPack(manifest, earlier, signer, packHash);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const bytes = Buffer.from(step.value.text.join(''));
    expect((await verifyPack(bytes, packCrypto)).ok).toBe(true);
    const file = join(folder, 'earlier.json');
    writeFileSync(file, bytes);
    expect(await checkPack(file, {})).toMatchObject({ ok: true });
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(await checkPack(file, {})).toMatchObject({ ok: false });
    const words = await wordsOf(await packPdf(Buffer.from(step.value.text.join('')), null));
    expect(words).toContain('Protected time');
    expect(words).not.toContain('Disputed records');
  });

  it('finds a byte that was changed in any of the parts that tell of undertakings and disputes', async () => {
    for (const found of ['"It mends nothing"', '"accepted"', '"declined"', '"2026-11-27"', '"The chart"']) {
      const changed = Buffer.from(sealed.bytes);
      const at = changed.indexOf(found);
      expect(at).toBeGreaterThan(0);
      changed[at + 2] = (changed[at + 2] ?? 0) ^ 1;
      expect((await verifyPack(changed, packCrypto)).ok).toBe(false);
    }
  });

  async function wordsOf(pdf: Buffer): Promise<string> {
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
    return text.join(' ').replace(/\s+/g, ' ');
  }
});
