import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { invalidInput, notPermitted, type RefusalData } from '../../platform/refusal.js';
import { asOwnWork } from '../../platform/tenant-session.js';
import type { Viewer } from '../../platform/viewer.js';
import { refuseUnfitDecider } from './separation.js';
import { pointInput } from './signal-inputs.js';
import { askHost, tellProvider } from './signal-mail.js';
import { changeSignal, notPossible, type SignalState } from './signal-state.js';
import { changed, refuseClosed, type SignalChanged, visible } from './stages.service.js';

interface Point {
  readonly pointId: string;
  readonly pointNo: number;
  readonly signalId: string;
  readonly kind: 'slip' | 'fact' | 'context';
}

interface NamedRow {
  readonly meetingId: string;
  readonly seatId: string;
  readonly hostId: string;
}

/** Decides what the provider disputes, point by point, by somebody who had no part in the signal. */
@Injectable()
export class PointDecisionsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * Decides one point, once; the decision stands beside it for ever. Where a disputed fact with rows is upheld, the hosts
   * are asked to put their registers right, in the words of `correction`.
   */
  decidePoint(viewer: Viewer, input: unknown): Promise<SignalChanged | RefusalData> {
    return this.commands.run(viewer, 'decidePoint', pointInput, input, async (tx, given) => {
      const point = await pointOf(tx, given.pointId);
      const signal = await visible(tx, point.signalId);
      refuseClosed(signal);
      await refuseUnfitDecider(tx, viewer, signal, point.pointId);
      await refuseDecided(tx, point);
      const rows = given.decision === 'notUpheld' ? [] : await rowsOf(tx, point);
      if (rows.length > 0 && given.correction === '')
        throw invalidInput('correction', 'Say what the register should say, for the host who corrects it.');
      await tx.query(
        `insert into signal_point_decision (tenant_id, point_id, signal_id, decision, reason, decided_by, on_behalf_of, decided_at) values ($1,$2,$3,$4,$5,$6,$7,$8)`,
        [
          tx.tenantId,
          point.pointId,
          signal.signalId,
          given.decision,
          given.reason,
          viewer.accountId,
          viewer.organisationId,
          tx.now,
        ],
      );
      const detail = { pointNo: point.pointNo, decision: given.decision };
      await changeSignal(tx, signal, {}, { kind: 'pointDecided', by: viewer, reason: given.reason, detail });
      if (rows.length > 0) await this.askHosts(tx, viewer, signal, point, rows, given.correction);
      await tellProvider(tx, this.publicUrl, signal, 'signalPointDecided');
      return changed(signal);
    });
  }

  private async askHosts(
    tx: Transaction,
    viewer: Viewer,
    signal: SignalState,
    point: Point,
    rows: readonly NamedRow[],
    instruction: string,
  ): Promise<void> {
    // The versions of registers are the hosts' and not the decider's to see.
    await asOwnWork(tx.query, async () => {
      for (const row of rows) await insertCorrection(tx, signal, point, row, instruction);
    });
    for (const hostId of new Set(rows.map((row) => row.hostId))) await askHost(tx, this.publicUrl, hostId);
    await changeSignal(
      tx,
      signal,
      {},
      {
        kind: 'correctionAsked',
        by: viewer,
        detail: { pointNo: point.pointNo, rows: rows.length },
      },
    );
  }
}

async function pointOf(tx: Transaction, pointId: string): Promise<Point> {
  const [point] = await tx.query<Point>(
    `select point_id as "pointId", point_no as "pointNo", signal_id as "signalId", kind from signal_reply_point where tenant_id = $1 and point_id = $2`,
    [tx.tenantId, pointId],
  );
  if (!point) throw notPermitted();
  return point;
}

async function refuseDecided(tx: Transaction, point: Point): Promise<void> {
  const [decided] = await tx.query(
    'select 1 as found from signal_point_decision where tenant_id = $1 and point_id = $2',
    [tx.tenantId, point.pointId],
  );
  if (decided) throw notPossible('DECIDED_ALREADY', 'This point has been decided. The decision stands as it is.');
}

async function rowsOf(tx: Transaction, point: Point): Promise<NamedRow[]> {
  if (point.kind === 'context') return [];
  return tx.query<NamedRow>(
    `select meeting_id as "meetingId", seat_id as "seatId", host_organisation_id as "hostId" from signal_reply_row
     where tenant_id = $1 and point_id = $2 order by meeting_id, seat_id`,
    [tx.tenantId, point.pointId],
  );
}

async function insertCorrection(
  tx: Transaction,
  signal: SignalState,
  point: Point,
  row: NamedRow,
  instruction: string,
): Promise<void> {
  const [newest] = await tx.query<{ version: number }>(
    `select coalesce(max(version), 0)::int as version from attendance_record where tenant_id = $1 and meeting_id = $2 and seat_id = $3`,
    [tx.tenantId, row.meetingId, row.seatId],
  );
  await tx.query(
    `insert into register_correction (tenant_id, correction_id, signal_id, point_id, meeting_id, seat_id, host_organisation_id, instruction, asked_at, asked_version, state)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,'asked')`,
    [
      tx.tenantId,
      newId(),
      signal.signalId,
      point.pointId,
      row.meetingId,
      row.seatId,
      row.hostId,
      instruction,
      tx.now,
      newest?.version ?? 0,
    ],
  );
}
