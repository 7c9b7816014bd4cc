import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OpenPack, openPack, verifyPack } from '@quorate/libs/evidence';
import type { FigureNumber } from '@quorate/libs/signals';
import { AuditReads } from '../audit/audit.reads.js';
import { checkPack } from '../cli/evidence-verify.command.js';
import type { Viewer } from '../platform/viewer.js';
import { startTestApp, type TestApp } from '../testkit/test-app.js';
import { type ArrangedSignal, arrangeSignal } from '../withholding/testkit/arrange-signal.js';
import { packCrypto } from './pack-crypto.js';
import { PackSealer } from './pack-sealer.js';
import { PacksReads } from './packs.reads.js';
import { PacksService } from './packs.service.js';
import { PACK_NUMBERS } from './set-aside.js';

describe('an evidence pack', () => {
  let t: TestApp;
  let folder: string;
  let signal: ArrangedSignal;
  const commissioner = () => t.economy.viewer('commissioner', 'icb');
  const provider = () => t.economy.viewer('providerManager', 'northgate');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'packs-'));
    t = await startTestApp({ QUORATE_DATA_DIR: folder });
    signal = await arrangeSignal(t, { commissionerSeesFrom: '2026-11-20T00:00:00Z' });
  });
  afterAll(async () => {
    await t.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (viewer: Viewer, signalId = signal.signalId) =>
    t.app.get(PacksService, { strict: false }).sealEvidencePack(viewer, { signalId, sealedFor: 'NHS England' });
  const seal = () => t.app.get(PackSealer, { strict: false }).sealWaiting(t.economy.tenantId);
  const reads = () => t.app.get(PacksReads, { strict: false });

  async function sealed(viewer = commissioner()): Promise<{ packId: string; bytes: Buffer; pack: OpenPack }> {
    const asked = await ask(viewer);
    expect(asked).toMatchObject({ __typename: 'EvidencePackAsked' });
    const { packId } = asked as unknown as { packId: string };
    expect(await seal()).toBe(1);
    const bytes = await reads().bytes(viewer, packId, 'json');
    if (!bytes) throw new Error('No bytes.');
    const opened = openPack(bytes);
    if ('why' in opened) throw new Error(opened.why);
    return { packId, bytes, pack: opened.pack };
  }

  const sectionOf = ({ manifest, sections }: OpenPack, name: string) => {
    const seal = manifest.sections.find((section) => section.name === name);
    const columns = seal?.columns.map((column) => column.name) ?? [];
    return (sections[name] ?? []).map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
  };

  it('is sealed in the background, names its key, and verifies without the database', async () => {
    const { packId, bytes } = await sealed();
    const shown = await reads().pack(commissioner(), packId);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(shown).toMatchObject({ state: 'sealed', progress: 1, sha256, byteCount: bytes.length });
    const verdict = await verifyPack(bytes, packCrypto, shown?.keyFingerprint);
    expect(verdict).toMatchObject({ ok: true, sha256, manifest: { packId, sealedFor: 'NHS England' } });
    const file = join(folder, 'pack.json');
    writeFileSync(file, bytes);
    expect(await checkPack(file, {})).toMatchObject({ ok: true, key: { from: 'pack' } });
    writeFileSync(file, Buffer.from(String(bytes).replace('NHS England', 'NHS Englanb')));
    expect(await checkPack(file, {})).toMatchObject({ ok: false, firstBad: { place: 'manifest', why: 'notSigned' } });
  });

  it('gives from its own register every count that stands beside the score, 0 apart', async () => {
    const { pack } = await sealed();
    const figures = sectionOf(pack, 'figures').filter(({ recounted }) => recounted !== null);
    expect(figures.length).toBeGreaterThan(24);
    expect(figures.filter(({ value, recounted }) => value !== recounted)).toEqual([]);
    const claims = new Map(sectionOf(pack, 'claims').map(({ figure, rows }) => [figure, rows as number[]]));
    expect([...claims.keys()]).toEqual([...PACK_NUMBERS]);
    expect(claims.get('elsewhere.lost' satisfies FigureNumber)?.length).toBe(
      signal.figures.elsewhere.atRisk - signal.figures.elsewhere.tookPart,
    );
    const numbers = new Set(sectionOf(pack, 'register').map(({ row }) => row));
    expect([...claims.values()].flat().filter((row) => !numbers.has(row))).toEqual([]);
  });

  it('lets nobody count off whose leave it was: what is set aside is one class and one number, whatever it was', async () => {
    const { pack, bytes } = await sealed();
    expect(String(bytes)).not.toMatch(/excluded[A-Z]|insideLeave|annualLeave|sickness"|setAside\.(?!all)/);
    const register = sectionOf(pack, 'register');
    expect([...new Set(register.map(({ countsAs }) => countsAs))].sort()).toEqual(['lost', 'setAside', 'tookPart']);
    const aside = register.filter(({ countsAs }) => countsAs === 'setAside');
    expect(aside.length).toBeGreaterThan(0);
    for (const { status, reasonCode, minutesPresent } of aside)
      expect([status, reasonCode, minutesPresent]).toEqual([null, null, null]);
    const claim = sectionOf(pack, 'claims').find(({ figure }) => figure === 'setAside.all');
    expect(claim).toMatchObject({ stored: claim?.count });
    expect((await verifyPack(bytes, packCrypto)).ok).toBe(true);
  });

  it('says nothing of months judged before the signal opened', async () => {
    const { tenantId } = t.economy;
    await t.db.sql(
      tenantId,
      `with run as (insert into detection_run select (jsonb_populate_record(r, '{"run_id": "0190a000-0000-7000-8000-00000000000a", "month": "2026-08-01"}')).*
         from detection_run r where r.tenant_id = $1 and r.run_id = $2 returning run_id, month)
       insert into provider_month select (jsonb_populate_record(p, jsonb_build_object('run_id', run.run_id, 'month', run.month, 'level', 'earlyNotice'))).*
         from provider_month p, run where p.tenant_id = $1 and p.run_id = $2`,
      [tenantId, signal.runId],
    );
    const { pack } = await sealed();
    for (const section of ['months', 'figures', 'dataQuality'])
      expect(sectionOf(pack, section).filter(({ month }) => String(month) < '2026-10')).toEqual([]);
    expect(sectionOf(pack, 'months')).toHaveLength(1);
  });

  it('names neither staff nor people cared for, and draws its numbers anew in 50 packs', async () => {
    const identities = await t.db.sql<{ text: string }>(
      t.economy.tenantId,
      `select unnest(array[name, email, practitioner_id::text]) as text from practitioner where tenant_id = $1
       union select unnest(array[family_name, nhs_number, patient_id::text]) from patient where tenant_id = $1
       union select unnest(array[name, login, email, account_id::text]) from account where tenant_id = $1`,
      [t.economy.tenantId],
    );
    const canaries = identities.map(({ text }) => text).filter((text) => text !== null && text.length > 3);
    expect(canaries.length).toBeGreaterThan(40);
    const found: string[] = [];
    const namings = new Set<string>();
    for (let at = 0; at < 50; at += 1) {
      const { bytes, pack } = await sealed();
      const text = String(bytes);
      found.push(...canaries.filter((canary) => text.includes(canary)));
      namings.add(
        sectionOf(pack, 'register')
          .map(({ person }) => person)
          .join(),
      );
    }
    expect(found).toEqual([]);
    expect(namings.size).toBeGreaterThan(1);
  }, 240_000);

  it('is one while it is in the making, whoever asks again', async () => {
    const [first, second] = await Promise.all([ask(commissioner()), ask(provider())]);
    expect(first).toEqual(second);
    expect(await seal()).toBe(1);
    expect(await seal()).toBe(0);
  });

  it('is the provider’s and the commissioner’s, and nobody else’s: not of another provider, nor of another tenant', async () => {
    const { packId } = await sealed(provider());
    for (const viewer of [commissioner(), provider(), t.economy.viewer('informationGovernanceLead', 'northgate')]) {
      expect(await reads().pack(viewer, packId)).toMatchObject({ id: packId });
    }
    const strangers = [
      t.economy.viewer('providerManager', 'riverside'),
      // The wall lets an organisation that commissions pass, such as a local authority; its manager of a provider is no commissioner.
      t.economy.viewer('providerManager', 'icb'),
      t.economy.viewer('informationGovernanceLead', 'elmpark'),
      t.economy.stranger('commissioner'),
      t.economy.stranger('providerManager'),
    ];
    for (const viewer of strangers) {
      expect(await reads().pack(viewer, packId)).toBeNull();
      expect(await reads().bytes(viewer, packId, 'json')).toBeNull();
      expect(await reads().packs(viewer, { signalId: null, concernId: null, first: 10, after: null })).toMatchObject({
        packs: [],
      });
      expect(await ask(viewer)).toMatchObject({ __typename: 'NotPermitted' });
    }
    expect(await ask(t.economy.viewer('clinician', 'northgate'))).toMatchObject({ __typename: 'NotPermitted' });
  });

  it('is no half pack when its making was cut short: it is made from the beginning by whoever comes after', async () => {
    const { tenantId } = t.economy;
    const asked = await ask(commissioner());
    const { packId } = asked as unknown as { packId: string };
    await t.db.sql(
      tenantId,
      `update evidence_pack set state = 'sealing', attempts = 1, taken_until = $2::timestamptz + interval '1 minute', progress_done = 3, progress_of = 9
       where tenant_id = $1 and pack_id = $3`,
      [tenantId, t.clock.now(), packId],
    );
    expect(await seal()).toBe(0);
    expect(await reads().bytes(commissioner(), packId, 'json')).toBeNull();
    expect(await reads().pack(commissioner(), packId)).toMatchObject({ state: 'sealing', sha256: null });
    const now = t.clock.now();
    t.clock.setNow(new Date(now.getTime() + 61_000).toISOString());
    try {
      expect(await seal()).toBe(1);
      expect(await reads().pack(commissioner(), packId)).toMatchObject({ state: 'sealed' });
    } finally {
      t.clock.setNow(now.toISOString());
    }
  });

  it('is given up after three tries that were cut short, and another can be asked for', async () => {
    const { tenantId } = t.economy;
    const { packId } = (await ask(commissioner())) as unknown as { packId: string };
    await t.db.sql(
      tenantId,
      `update evidence_pack set state = 'sealing', attempts = 3, taken_until = '2026-01-01' where tenant_id = $1 and pack_id = $2`,
      [tenantId, packId],
    );
    expect(await seal()).toBe(0);
    expect(await reads().pack(commissioner(), packId)).toMatchObject({ state: 'failed' });
    expect((await sealed()).packId).not.toBe(packId);
  });

  it('can be neither changed nor deleted once it is sealed', async () => {
    const { packId } = await sealed();
    const { tenantId } = t.economy;
    await expect(
      t.db.sql(tenantId, `update evidence_pack set sealed_for = 'x' where tenant_id = $1 and pack_id = $2`, [
        tenantId,
        packId,
      ]),
    ).rejects.toThrow('never changed');
    await expect(
      t.db.sql(tenantId, `insert into evidence_pack_part values ($1, $2, 99, 'x')`, [tenantId, packId]),
    ).rejects.toThrow('only while it is being sealed');
    for (const table of ['evidence_pack_part', 'evidence_pack']) {
      const [right] = await t.db.sql<{ may: boolean }>(
        tenantId,
        `select has_table_privilege('quorate_app', $1, 'delete') as may`,
        [table],
      );
      expect(right?.may).toBe(false);
    }
  });

  it('tells a correction apart: the pack before and the one after differ, both verify, both counts are in the second', async () => {
    const before = await sealed();
    const { tenantId } = t.economy;
    const lost = sectionOf(before.pack, 'claims').find(({ figure }) => figure === 'elsewhere.lost')?.rows as number[];
    await t.db.sql(
      tenantId,
      `with old as (update attendance_evidence set is_current = false where tenant_id = $1 and evidence_no = $2 returning *),
        head as (update evidence_head set evidence_no = evidence_no + 1 where tenant_id = $1 returning evidence_no)
       insert into attendance_evidence select o.tenant_id, h.evidence_no, o.meeting_id, o.seat_id, o.version + 1, true, false, o.practitioner_id,
         o.provider_organisation_id, o.host_organisation_id, o.mdt_id, o.series_id, o.site_id, o.role_code, o.is_core, o.meeting_date, o.start_minute,
         o.duration_minutes, o.mode, o.invited_on, o.travel_minutes, o.cover_depth, 'tookPart', 'attended', 90, null, o.release_requested_on,
         o.release_decision, o.release_decided_on, o.recorded_by, '2026-11-23' from old o, head h`,
      [tenantId, lost[0]],
    );
    const after = await sealed();
    for (const { bytes } of [before, after]) expect((await verifyPack(bytes, packCrypto)).ok).toBe(true);
    const register = sectionOf(after.pack, 'register');
    expect(register.length).toBe(sectionOf(before.pack, 'register').length + 1);
    expect(register.find(({ row }) => row === lost[0])?.replacedBy).toBe(after.pack.manifest.dataCut);
    // The run judged what stood at its cut: its counts still come out of the register.
    expect(
      sectionOf(after.pack, 'figures').filter(({ value, recounted }) => recounted !== null && value !== recounted),
    ).toEqual([]);
  });

  it('is on the audit trail of whom it may be shown to, and of no other organisation’s administrator', async () => {
    const { packId } = await sealed(provider());
    const filter = { operation: 'sealEvidencePack' } as never;
    const seen = async (organisation: 'northgate' | 'icb' | 'riverside') => {
      const viewer = t.economy.viewer('administrator', organisation);
      const page = await t.app.get(AuditReads, { strict: false }).events(viewer, { filter, first: 100 });
      return page.events.some(({ entityId }) => entityId === packId);
    };
    expect([await seen('northgate'), await seen('icb'), await seen('riverside')]).toEqual([true, true, false]);
  });

  it('is an audit event each time it goes out, with the form', async () => {
    const { packId } = await sealed();
    await reads().bytes(provider(), packId, 'zip');
    const events = await t.db.sql<{ detail: { form: string } }>(
      t.economy.tenantId,
      `select detail from audit_event where tenant_id = $1 and operation = 'downloadEvidencePack' and entity_id = $2 order by seq`,
      [t.economy.tenantId, packId],
    );
    expect(events.map(({ detail }) => detail.form)).toEqual(['json', 'zip']);
  });
});
