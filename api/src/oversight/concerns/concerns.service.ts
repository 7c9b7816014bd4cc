import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { concernLifecycle } from '@quorate/libs/lifecycle';
import { concernDueOn } from '@quorate/libs/signals';
import { ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { invalidInput, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { type ConcernForm, handleInput } from './concern-inputs.js';
import { tellOfConcern } from './concern-mail.js';
import {
  addStep,
  type ConcernChanged,
  type ConcernState,
  changed,
  lockConcern,
  notPossible,
  rulesOfConcerns,
} from './concern-state.js';
import { hashStatusSecret, statusSecretOf } from './status-secret.js';

/** Concerns that one system takes in an hour. */
const MOST_AN_HOUR = 60;

export interface ConcernReceived {
  readonly __typename: 'ConcernReceived';
  readonly reference: string;
  /** To ask with how far it is. Stored as its hash alone, so it is told this once. */
  readonly secret: string;
}

/** Concerns that anybody opens, and what commissioners do with them. */
@Injectable()
export class ConcernsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * Takes a concern from the public form. Answers with the reference to quote and the secret to ask with; nothing says
   * whether the name is known.
   */
  receive(tenantId: string, requestId: string, form: ConcernForm): Promise<ConcernReceived | RefusalData> {
    const secret = statusSecretOf(form.nonce);
    return this.commands.runLink(tenantId, 'receiveConcern', requestId, async (tx) => {
      const concernId = newId();
      const reference = `C-${concernId.replaceAll('-', '').slice(-8).toUpperCase()}`;
      const sentHash = hashOf(form);
      const dueOn = await dueOnOf(tx, concernLifecycle.initial);
      const [made] = await tx.query(
        `insert into concern (tenant_id, concern_id, reference, about, provider_organisation_id, behaviours, words, happened_from, happened_until, sources, state, received_at, has_contact, sent_hash, due_on, status_hash)
         values ($1,$2,$3,$4,${NAMED},$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)
         on conflict (tenant_id, sent_hash) do nothing returning 1 as made`,
        [
          tx.tenantId,
          concernId,
          reference,
          form.about,
          JSON.stringify(form.behaviours),
          form.words,
          form.from,
          form.until,
          form.sources,
          concernLifecycle.initial,
          tx.now,
          form.contactReach !== '',
          sentHash,
          dueOn,
          hashStatusSecret(secret),
        ],
      );
      if (!made) return { __typename: 'ConcernReceived', reference: await receivedBefore(tx, sentHash), secret };
      await refuseFlood(tx);
      if (form.contactReach !== '')
        await tx.query('insert into concern_contact (tenant_id, concern_id, name, reach) values ($1,$2,$3,$4)', [
          tx.tenantId,
          concernId,
          form.contactName,
          form.contactReach,
        ]);
      await addStep(tx, concernId, { kind: 'received', toState: concernLifecycle.initial, by: null, reason: '' });
      await tellOfConcern(tx, this.publicUrl, { concernId, reference }, 'concernReceived');
      return { __typename: 'ConcernReceived', reference, secret };
    });
  }

  /**
   * A commissioner looks into a concern, and from then on reads how to reach its author; links it to a signal of the same
   * provider; refers it; or stops it.
   */
  handle(viewer: Viewer, input: unknown): Promise<ConcernChanged | RefusalData> {
    return this.commands.run(viewer, 'handleConcern', handleInput, input, async (tx, given) => {
      const concern = await lockConcern(tx, given.concernId, given.expectedVersion);
      const step = concernLifecycle.next(concern.state, given.event, given.reason);
      if (step.refused)
        throw step.refused.code === 'reasonNeeded'
          ? invalidInput('reason', step.refused.message)
          : notPossible('NOT_ALLOWED_NOW', step.refused.message);
      const { bodies } = await rulesOfConcerns(tx.query, tx.tenantId, tx.now);
      if (given.event === 'refer' && !bodies.some(({ code }) => code === given.bodyCode))
        throw invalidInput('bodyCode', 'Choose a body of the list.');
      const signalId = given.event === 'link' ? await linkable(tx, concern, given.signalId ?? '') : null;
      await tx.query(
        `update concern set state = $3, handled_by = case when $4 then $5 else coalesce(handled_by, $5) end, signal_id = coalesce($6, signal_id),
           due_on = $7, lock_version = lock_version + 1
         where tenant_id = $1 and concern_id = $2`,
        [
          tx.tenantId,
          concern.concernId,
          step.state,
          // Whoever looks into it now is who may ask its author.
          given.event === 'lookInto',
          viewer.accountId,
          signalId,
          await dueOnOf(tx, step.state),
        ],
      );
      await addStep(tx, concern.concernId, {
        kind: given.event,
        toState: step.state,
        by: viewer,
        reason: given.reason,
        bodyCode: given.event === 'refer' ? given.bodyCode : null,
      });
      if (given.event === 'stop') await publish(tx, viewer, given.publishedReason ?? '');
      return changed(concern.concernId);
    });
  }
}

/**
 * SQL: the organisation whose name was typed ($4), whatever apostrophes, dots and spaces it was typed with: under a name that is
 * taken for nobody's, those who commission for that very organisation would read it.
 */
const lettersOf = (name: string) => `regexp_replace(replace(lower(${name}), '&', 'and'), '[^[:alnum:]]+', '', 'g')`;
const NAMED = `(select organisation_id from organisation where tenant_id = $1 and ${lettersOf('$4')} in (${lettersOf('name')}, ${lettersOf('published_name')})
  order by lower(name) = lower($4) desc, is_open desc, organisation_id limit 1)`;

/** When a stage that begins now should be over, by the rules in force. */
async function dueOnOf(tx: Transaction, state: string): Promise<string | null> {
  const { times } = await rulesOfConcerns(tx.query, tx.tenantId, tx.now);
  return concernDueOn(state, toLondon(tx.now.toISOString()).date, times, ENGLAND_BANK_HOLIDAYS);
}

/** Of all that was sent, not of the nonce alone: what somebody goes back to and changes is another concern. */
function hashOf(form: ConcernForm): Buffer | null {
  return form.nonce ? createHash('sha256').update(JSON.stringify(form)).digest() : null;
}

async function receivedBefore(tx: Transaction, sentHash: Buffer | null): Promise<string> {
  const [before] = await tx.query<{ concernId: string; reference: string }>(
    'select concern_id as "concernId", reference from concern where tenant_id = $1 and sent_hash = $2',
    [tx.tenantId, sentHash],
  );
  if (!before) throw new Error('A concern that was sent before is not there.');
  tx.audit({ entity: 'Concern', entityId: before.concernId, detail: { step: 'receivedAgain' } });
  return before.reference;
}

/** Whoever sends from many addresses passes the limit of one: commissioners still get no more than they can read. */
async function refuseFlood(tx: Transaction): Promise<void> {
  const [last] = await tx.query<{ count: number }>(
    `select count(*)::int as count from concern where tenant_id = $1 and received_at > $2::timestamptz - interval '1 hour'`,
    [tx.tenantId, tx.now],
  );
  if ((last?.count ?? 0) > MOST_AN_HOUR)
    throw notPossible(
      'TOO_MANY_NOW',
      'More concerns are coming in than can be taken now. Keep what you wrote, and send it again in an hour.',
    );
}

/** A signal that the viewer sees, about the organisation that the concern is about. */
async function linkable(tx: Transaction, { providerId }: ConcernState, signalId: string): Promise<string> {
  const [seen] = await tx.query(
    'select 1 as found from signal where tenant_id = $1 and signal_id = $2 and provider_organisation_id = $3',
    [tx.tenantId, signalId, providerId],
  );
  if (!seen) throw invalidInput('signalId', 'Choose a signal about the same organisation.');
  return signalId;
}

/** For all staff to read, so it names neither an organisation nor anybody. */
async function publish(tx: Transaction, viewer: Viewer, words: string): Promise<void> {
  await tx.query(
    `insert into published_reason (tenant_id, publication_id, kind, title, words, published_by, published_at) values ($1,$2,'stopped','A concern was stopped',$3,$4,$5)`,
    [tx.tenantId, newId(), words, viewer.accountId, tx.now],
  );
}
