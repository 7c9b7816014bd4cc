import { Inject, Injectable } from '@nestjs/common';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, invalidInput, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { draftInput, type ReplyInput, type ReplyPointInput, replyInput } from './signal-inputs.js';
import { tellCommissioners } from './signal-mail.js';
import { changeSignal, notPossible, type SignalState } from './signal-state.js';
import { changed, ownOf, refuseClosed, type SignalChanged } from './stages.service.js';

/** The provider's right of reply: a draft that is kept, and one reply in points that stands for ever. */
@Injectable()
export class RepliesService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Keeps what has been written so far. `expectedVersion` 0 where there is no draft yet. */
  saveDraft(viewer: Viewer, input: unknown): Promise<SignalChanged | RefusalData> {
    return this.commands.run(viewer, 'saveReplyDraft', draftInput, input, async (tx, given) => {
      const signal = await ownOf(tx, viewer, given.signalId);
      refuseClosed(signal);
      await refuseReplied(tx, signal);
      await refuseOtherDraft(tx, signal, given.expectedVersion);
      await tx.query(
        `insert into signal_reply_draft (tenant_id, signal_id, provider_organisation_id, body, saved_by, saved_at) values ($1,$2,$3,$4,$5,$6)
         on conflict (tenant_id, signal_id) do update set body = excluded.body, saved_by = excluded.saved_by, saved_at = excluded.saved_at,
           lock_version = signal_reply_draft.lock_version + 1`,
        [
          tx.tenantId,
          signal.signalId,
          signal.providerId,
          { summary: given.summary, points: given.points },
          viewer.accountId,
          tx.now,
        ],
      );
      tx.audit({ entity: 'SignalReplyDraft', entityId: signal.signalId });
      return changed(signal);
    });
  }

  /**
   * Sends the reply, once. Rows that it names have to be the provider's own. Sending drops the draft for good, so it may
   * not have become newer than what the reply was written from.
   */
  sendReply(viewer: Viewer, input: unknown): Promise<SignalChanged | RefusalData> {
    return this.commands.run(viewer, 'sendReply', replyInput, input, async (tx, given) => {
      const signal = await ownOf(tx, viewer, given.signalId);
      refuseClosed(signal);
      await refuseReplied(tx, signal);
      await refuseOtherDraft(tx, signal, given.draftVersion);
      await writeReply(tx, viewer, signal, given);
      await tx.query('delete from signal_reply_draft where tenant_id = $1 and signal_id = $2', [
        tx.tenantId,
        signal.signalId,
      ]);
      await changeSignal(tx, signal, {}, { kind: 'replySent', by: viewer, detail: { points: given.points.length } });
      if (signal.commissionerSeesFrom !== null && signal.commissionerSeesFrom <= tx.now)
        await tellCommissioners(tx, this.publicUrl, signal, 'signalReplied');
      return changed(signal);
    });
  }
}

async function refuseReplied(tx: Transaction, signal: SignalState): Promise<void> {
  const [reply] = await tx.query('select 1 as found from signal_reply where tenant_id = $1 and signal_id = $2', [
    tx.tenantId,
    signal.signalId,
  ]);
  if (reply) throw notPossible('REPLIED_ALREADY', 'The reply to this signal has been sent. It stands as it is.');
}

async function refuseOtherDraft(tx: Transaction, signal: SignalState, expectedVersion: number): Promise<void> {
  const [draft] = await tx.query<{ version: number }>(
    'select lock_version as version from signal_reply_draft where tenant_id = $1 and signal_id = $2',
    [tx.tenantId, signal.signalId],
  );
  const version = draft?.version ?? 0;
  if (version !== expectedVersion) throw changedByOther(version);
}

async function writeReply(tx: Transaction, viewer: Viewer, signal: SignalState, given: ReplyInput): Promise<void> {
  await tx.query(
    'insert into signal_reply (tenant_id, signal_id, summary, sent_by, on_behalf_of, sent_at) values ($1,$2,$3,$4,$5,$6)',
    [tx.tenantId, signal.signalId, given.summary, viewer.accountId, viewer.organisationId, tx.now],
  );
  for (const [i, point] of given.points.entries()) {
    const pointId = newId();
    await tx.query(
      'insert into signal_reply_point (tenant_id, point_id, signal_id, point_no, kind, words, evidence) values ($1,$2,$3,$4,$5,$6,$7)',
      [tx.tenantId, pointId, signal.signalId, i + 1, point.kind, point.words, point.evidence],
    );
    await writeRows(tx, signal, pointId, i, point);
  }
}

async function writeRows(
  tx: Transaction,
  signal: SignalState,
  pointId: string,
  index: number,
  { rows }: ReplyPointInput,
): Promise<void> {
  for (const { meetingId, seatId } of rows) {
    const [row] = await tx.query<{ hostId: string }>(
      `select host_organisation_id as "hostId" from attendance_evidence
       where tenant_id = $1 and meeting_id = $2 and seat_id = $3 and provider_organisation_id = $4 and is_current and not is_gone`,
      [tx.tenantId, meetingId, seatId, signal.providerId],
    );
    if (!row) throw invalidInput(`points.${index}.rows`, 'Choose meetings at which your organisation had the seat.');
    await tx.query(
      'insert into signal_reply_row (tenant_id, point_id, meeting_id, seat_id, host_organisation_id) values ($1,$2,$3,$4,$5) on conflict do nothing',
      [tx.tenantId, pointId, meetingId, seatId, row.hostId],
    );
  }
}
