import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { type SealedPack, sealPack } from '@quorate/libs/evidence';
import { TenantPasses } from '../messaging/tenant-passes.js';
import { Clock } from '../platform/clock.js';
import { Commands, type Transaction } from '../platform/commands.js';
import { Live } from '../platform/live.js';
import { Reads } from '../platform/reads.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { jobSession } from '../platform/tenant-session.js';
import { packHash } from './pack-crypto.js';
import { packSigner } from './pack-key.js';
import { readConcernPack } from './read-concern-pack.js';
import { type PackAsk, readSignalPack } from './read-signal-pack.js';
import { softwareVersion } from './software-version.js';

const zip = promisify(gzip);
const PART_BYTES = 16_384;
const TAKEN_SECONDS = 60;
const TELL_EVERY_MS = 2_000;
const MOST_ATTEMPTS = 3;

const WAITING_SQL = `select 1 from evidence_pack where tenant_id = $1 and (state = 'waiting' or (state = 'sealing' and taken_until <= quorate_now())) limit 1`;
const TAKE_SQL = `
  update evidence_pack p set state = case when p.attempts >= ${MOST_ATTEMPTS} then 'failed' else 'sealing' end,
    attempts = p.attempts + 1, taken_until = $2::timestamptz + make_interval(secs => ${TAKEN_SECONDS}), progress_done = 0, progress_of = null
  from (select pack_id from evidence_pack where tenant_id = $1 and (state = 'waiting' or (state = 'sealing' and taken_until <= $2))
        order by asked_at, pack_id limit 1 for update skip locked) w
  where p.tenant_id = $1 and p.pack_id = w.pack_id
  returning p.pack_id as "packId", p.signal_id as "signalId", p.concern_id as "concernId", p.sealed_for as "sealedFor", p.asked_role as role, p.state,
    p.provider_organisation_id as "providerId",
    (select o.name from organisation o where o.tenant_id = p.tenant_id and o.organisation_id = p.asked_on_behalf_of) as organisation`;
// Read and written: each row counts twice.
const EXPECTED_SQL = `select 2 * (
    (select count(*) from attendance_evidence where tenant_id = $1 and provider_organisation_id = $2)
    + (select count(*) from invitation i join mdt_meeting g on g.tenant_id = i.tenant_id and g.meeting_id = i.meeting_id
       where i.tenant_id = $1 and i.provider_organisation_id = $2 and g.starts_at <= quorate_now()))::float8 as rows`;

interface TakenPack {
  readonly packId: string;
  /** One of the two. */
  readonly signalId: string | null;
  readonly concernId: string | null;
  readonly providerId: string;
  readonly sealedFor: string;
  readonly role: string;
  readonly organisation: string;
  readonly state: 'sealing' | 'failed';
}

/**
 * Makes the packs that were asked for. One is taken for a minute at a time; several instances can run. Its bytes and the
 * word that it is sealed are written in one transaction, so that after a crash there is no half pack: whoever comes after
 * that minute makes it from the beginning.
 */
@Injectable()
export class PackSealer {
  private readonly passes: TenantPasses;

  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Live) live: Live,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.passes = new TenantPasses(reads, live, 'packs', (tenantId) => this.sealWaiting(tenantId));
  }

  /** Makes packs from now on: at once on a hint, and every half minute whatever waits. `report` is told of what failed. */
  start(report: (cause: unknown) => void): void {
    this.passes.start(report);
  }

  /** Takes no more, and resolves when what was taken is sealed. */
  stop(): Promise<void> {
    return this.passes.stop();
  }

  /** Makes what waits in one tenant. Resolves to how many packs were sealed. */
  async sealWaiting(tenantId: string): Promise<number> {
    for (let sealed = 0; ; ) {
      const waiting = await this.reads.rowsFor(jobSession(tenantId), {
        name: 'packs-waiting',
        text: WAITING_SQL,
        values: [tenantId],
      });
      const taken = waiting.length > 0 ? await this.take(tenantId) : null;
      if (!taken) return sealed;
      if (taken.state === 'failed') continue;
      await this.sealOne(tenantId, taken);
      sealed += 1;
    }
  }

  private take(tenantId: string): Promise<TakenPack | null> {
    return this.commands.runJob(tenantId, 'takeEvidencePack', async (tx) => {
      const [taken] = await tx.query<TakenPack>(TAKE_SQL, [tenantId, tx.now]);
      tx.audit({
        entity: 'EvidencePack',
        entityId: taken?.packId ?? tenantId,
        detail: { state: taken?.state ?? 'takenByAnother' },
      });
      return taken ?? null;
    });
  }

  private async sealOne(tenantId: string, taken: TakenPack): Promise<void> {
    const progress = new Progress((done, of) => this.tell(tenantId, taken.packId, done, of));
    const { packId, sealedFor, role, organisation } = taken;
    const ask: PackAsk = { packId, tenantId, subject: subjectOf(taken), sealedFor, sealedBy: { role, organisation } };
    const readAt = this.clock.now();
    const { facts, sections } = await this.reads.inSnapshot(jobSession(tenantId), async (query) => {
      const [expected] = await query<{ rows: number }>(EXPECTED_SQL, [tenantId, taken.providerId]);
      progress.expect(expected?.rows ?? 0);
      const readPack = ask.subject.kind === 'signal' ? readSignalPack : readConcernPack;
      return readPack(ask, {
        query,
        readAt,
        softwareVersion: softwareVersion(),
        read: (rows) => void progress.add(rows),
      });
    });
    const signer = packSigner(this.settings.dataDirectory);
    const steps = sealPack(facts, sections, signer, packHash);
    let step = steps.next();
    for (let before = 0; !step.done; step = steps.next()) {
      await progress.add(step.value - before);
      before = step.value;
      // Others are answered between any thousand rows and the next.
      await setImmediate();
    }
    const sealed = step.value;
    const zipped = await zip(Buffer.from(sealed.text.join('')));
    await this.commands.runJob(tenantId, 'sealEvidencePack', (tx) => keep(tx, packId, sealed, zipped));
  }

  /** Says how far it is, and that it is still at work. */
  private tell(tenantId: string, packId: string, done: number, of: number): Promise<void> {
    return this.commands.runJob(tenantId, 'tellPackProgress', async (tx) => {
      await tx.query(
        `update evidence_pack set progress_done = $3, progress_of = $4, taken_until = $5::timestamptz + make_interval(secs => ${TAKEN_SECONDS})
         where tenant_id = $1 and pack_id = $2 and state = 'sealing'`,
        [tenantId, packId, done, of, tx.now],
      );
      tx.audit({ entity: 'EvidencePack', entityId: packId, detail: { done, of } });
    });
  }
}

function subjectOf({ packId, signalId, concernId }: TakenPack): PackAsk['subject'] {
  if (signalId !== null) return { kind: 'signal', id: signalId };
  if (concernId !== null) return { kind: 'concern', id: concernId };
  throw new Error(`The evidence pack ${packId} is about nothing.`);
}

async function keep(tx: Transaction, packId: string, { manifest, text, rows, sha256 }: SealedPack, zipped: Buffer) {
  const parts: Buffer[] = [];
  for (let at = 0; at < zipped.length; at += PART_BYTES) parts.push(zipped.subarray(at, at + PART_BYTES));
  await tx.query(
    'insert into evidence_pack_part (tenant_id, pack_id, part_no, bytes) select $1, $2, n, b from unnest($3::bytea[]) with ordinality as p (b, n)',
    [tx.tenantId, packId, parts],
  );
  const bytes = text.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const [kept] = await tx.query(
    `update evidence_pack set state = 'sealed', sealed_at = $3, read_at = $4, data_cut = $5, row_count = $6, byte_count = $7,
       sha256 = decode($8, 'hex'), key_fingerprint = decode($9, 'hex'), taken_until = null
     where tenant_id = $1 and pack_id = $2 and state = 'sealing' returning 1`,
    [tx.tenantId, packId, tx.now, manifest.readAt, manifest.dataCut, rows, bytes, sha256, manifest.key.fingerprint],
  );
  if (!kept) throw new Error('Another instance took this pack in between.');
  tx.audit({ entity: 'EvidencePack', entityId: packId, detail: { sha256, rows } });
  tx.notify('packSealed', packId);
}

/** Counts work and tells of it, at most every two seconds. */
class Progress {
  private done = 0;
  private of = 0;
  private toldAt = performance.now();

  constructor(private readonly tell: (done: number, of: number) => Promise<void>) {}

  expect(rows: number): void {
    this.of = rows;
  }

  async add(rows: number): Promise<void> {
    this.done += rows;
    if (performance.now() - this.toldAt < TELL_EVERY_MS) return;
    this.toldAt = performance.now();
    await this.tell(this.done, this.of);
  }
}
