import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { concernLifecycle, type StateOf } from '@quorate/libs/lifecycle';
import { REGIME_2015 } from '@quorate/libs/signals';
import { mailWords } from '../../meetings/invitations/mail-text.js';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { changedByOther, invalidInput, notPermitted, type RefusalData, Refused } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { type ConcernForm, handleInput } from './concern-inputs.js';

/** Concerns that one system takes in an hour. */
const MOST_AN_HOUR = 60;

export interface ConcernChanged {
  readonly __typename: 'ConcernChanged';
  readonly concernId: string;
}

export interface ConcernReceived {
  readonly __typename: 'ConcernReceived';
  readonly reference: string;
}

interface ConcernState {
  readonly concernId: string;
  readonly state: StateOf<typeof concernLifecycle>;
  readonly providerId: string | null;
  readonly lockVersion: number;
}

/** Concerns that anybody opens, and what commissioners do with them. */
@Injectable()
export class ConcernsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Takes a concern from the public form. Answers with the reference to quote; nothing says whether the name is known. */
  receive(tenantId: string, requestId: string, form: ConcernForm): Promise<ConcernReceived | RefusalData> {
    return this.commands.runLink(tenantId, 'receiveConcern', requestId, async (tx) => {
      const concernId = newId();
      const reference = `C-${concernId.replaceAll('-', '').slice(-8).toUpperCase()}`;
      const sentHash = hashOf(form);
      const [made] = await tx.query(
        `insert into concern (tenant_id, concern_id, reference, about, provider_organisation_id, behaviours, words, happened_from, happened_until, sources, state, received_at, has_contact, sent_hash)
         values ($1,$2,$3,$4,(select organisation_id from organisation where tenant_id = $1 and lower(name) = lower($4) order by is_open desc, organisation_id limit 1),$5,$6,$7,$8,$9,$10,$11,$12,$13)
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
        ],
      );
      if (!made) return await receivedBefore(tx, sentHash);
      await refuseFlood(tx);
      if (form.contactReach !== '')
        await tx.query('insert into concern_contact (tenant_id, concern_id, name, reach) values ($1,$2,$3,$4)', [
          tx.tenantId,
          concernId,
          form.contactName,
          form.contactReach,
        ]);
      await addStep(tx, concernId, { kind: 'received', toState: concernLifecycle.initial, by: null, reason: '' });
      await this.tell(tx, concernId, reference);
      return { __typename: 'ConcernReceived', reference };
    });
  }

  /** A commissioner looks into a concern, and from then on reads how to reach its author; refers it; or stops it. */
  handle(viewer: Viewer, input: unknown): Promise<ConcernChanged | RefusalData> {
    return this.commands.run(viewer, 'handleConcern', handleInput, input, async (tx, given) => {
      const concern = await lockConcern(tx, given.concernId);
      if (!concern) throw notPermitted();
      if (concern.lockVersion !== given.expectedVersion) throw changedByOther(concern.lockVersion);
      await refuseParty(tx, viewer, concern);
      const step = concernLifecycle.next(concern.state, given.event, given.reason);
      if (step.refused)
        throw step.refused.code === 'reasonNeeded'
          ? invalidInput('reason', step.refused.message)
          : notPossible('NOT_ALLOWED_NOW', step.refused.message);
      if (given.event === 'refer' && !REGIME_2015.bodies.some(({ code }) => code === given.bodyCode))
        throw invalidInput('bodyCode', 'Choose a body of the list.');
      if (given.signalId) await refuseUnseen(tx, given.signalId);
      await tx.query(
        `update concern set state = $3, handled_by = coalesce(handled_by, $4), signal_id = coalesce($5, signal_id), lock_version = lock_version + 1
         where tenant_id = $1 and concern_id = $2`,
        [tx.tenantId, concern.concernId, step.state, viewer.accountId, given.signalId ?? null],
      );
      await addStep(tx, concern.concernId, {
        kind: given.event,
        toState: step.state,
        by: viewer,
        reason: given.reason,
        bodyCode: given.event === 'refer' ? given.bodyCode : null,
      });
      if (given.event === 'stop') await publish(tx, viewer, given.publishedReason ?? '');
      return { __typename: 'ConcernChanged', concernId: concern.concernId };
    });
  }

  /**
   * Commissioners and their information governance leads, but not those of the organisation that it is or may be about.
   * The mail says that there is a concern, and nothing of it.
   */
  private async tell(tx: Transaction, concernId: string, reference: string): Promise<void> {
    const recipients = await tx.query<{ name: string; email: string; practitionerId: string | null }>(
      `select distinct u.name, u.email, u.practitioner_id as "practitionerId" from acting_role r join account u using (tenant_id, account_id)
         join organisation o on o.tenant_id = r.tenant_id and o.organisation_id = r.organisation_id
         join concern c on c.tenant_id = r.tenant_id and c.concern_id = $3
           and c.provider_organisation_id is distinct from o.organisation_id and lower(c.about) <> lower(o.name)
       where r.tenant_id = $1 and r.role in ('commissioner','informationGovernanceLead') and r.during @> $2::timestamptz
         and u.active_from <= $2 and (u.left_at is null or u.left_at > $2)
         and o.kind in ('icb','subIcb','localAuthority','region','regulator') order by u.email`,
      [tx.tenantId, tx.now, concernId],
    );
    for (const { name, email, practitionerId } of recipients)
      tx.send({
        kind: 'concernReceived',
        recipientName: name,
        recipientEmail: email,
        recipientPractitionerId: practitionerId,
        subject: `News for you in Quorate: ${reference}`,
        ...mailWords([
          { kind: 'paragraph', words: `A concern has been received. Reference ${reference}.` },
          { kind: 'link', words: 'Sign in to read it', url: `${this.publicUrl.origin()}/concerns` },
        ]),
      });
  }
}

/** Of all that was sent, not of the nonce alone: what somebody goes back to and changes is another concern. */
function hashOf(form: ConcernForm): Buffer | null {
  return form.nonce ? createHash('sha256').update(JSON.stringify(form)).digest() : null;
}

async function receivedBefore(tx: Transaction, sentHash: Buffer | null): Promise<ConcernReceived> {
  const [before] = await tx.query<{ concernId: string; reference: string }>(
    'select concern_id as "concernId", reference from concern where tenant_id = $1 and sent_hash = $2',
    [tx.tenantId, sentHash],
  );
  if (!before) throw new Error('A concern that was sent before is not there.');
  tx.audit({ entity: 'Concern', entityId: before.concernId, detail: { step: 'receivedAgain' } });
  return { __typename: 'ConcernReceived', reference: before.reference };
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

async function lockConcern(tx: Transaction, concernId: string): Promise<ConcernState | null> {
  const [found] = await tx.query<ConcernState>(
    `select concern_id as "concernId", state, provider_organisation_id as "providerId", lock_version as "lockVersion"
     from concern where tenant_id = $1 and concern_id = $2 for update`,
    [tx.tenantId, concernId],
  );
  return found ?? null;
}

async function refuseParty(tx: Transaction, viewer: Viewer, { providerId }: ConcernState): Promise<void> {
  const [party] = await tx.query(
    'select 1 as found from acting_role where tenant_id = $1 and account_id = $2 and organisation_id = $3 and during @> $4::timestamptz',
    [tx.tenantId, viewer.accountId, providerId, tx.now],
  );
  if (party)
    throw notPossible(
      'IS_PARTY',
      'You work for the organisation that this is about, so somebody else has to handle it.',
    );
}

async function refuseUnseen(tx: Transaction, signalId: string): Promise<void> {
  const [seen] = await tx.query('select 1 as found from signal where tenant_id = $1 and signal_id = $2', [
    tx.tenantId,
    signalId,
  ]);
  if (!seen) throw invalidInput('signalId', 'Choose a signal of the log.');
}

interface NewConcernStep {
  readonly kind: 'received' | 'lookInto' | 'refer' | 'stop';
  readonly toState: string;
  readonly by: Viewer | null;
  readonly reason: string;
  readonly bodyCode?: string | null | undefined;
}

async function addStep(tx: Transaction, concernId: string, step: NewConcernStep): Promise<void> {
  await tx.query(
    `insert into concern_step (tenant_id, concern_id, step_no, at, kind, to_state, account_id, on_behalf_of, reason, body_code)
     values ($1,$2,(select coalesce(max(step_no), 0) + 1 from concern_step where tenant_id = $1 and concern_id = $2),$3,$4,$5,$6,$7,$8,$9)`,
    [
      tx.tenantId,
      concernId,
      tx.now,
      step.kind,
      step.toState,
      step.by?.accountId ?? null,
      step.by?.organisationId ?? null,
      step.reason,
      step.bodyCode ?? null,
    ],
  );
  tx.audit({ entity: 'Concern', entityId: concernId, detail: { step: step.kind, state: step.toState } });
}

/** For all staff to read, so it names neither an organisation nor anybody. */
async function publish(tx: Transaction, viewer: Viewer, words: string): Promise<void> {
  await tx.query(
    `insert into published_reason (tenant_id, publication_id, kind, title, words, published_by, published_at) values ($1,$2,'stopped','A concern was stopped',$3,$4,$5)`,
    [tx.tenantId, newId(), words, viewer.accountId, tx.now],
  );
}

function notPossible(code: string, message: string): Refused {
  return new Refused({ __typename: 'SignalStepNotPossible', code, message } as RefusalData);
}
