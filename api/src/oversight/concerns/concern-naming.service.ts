import { Inject, Injectable } from '@nestjs/common';
import { concernDueOn } from '@quorate/libs/signals';
import { ENGLAND_BANK_HOLIDAYS, toLondon } from '@quorate/libs/time';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import { newId } from '../../platform/ids.js';
import { invalidInput, type RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { worksAt } from '../../platform/works-at.js';
import { decideNameInput, nameInput } from './concern-inputs.js';
import { tellOfConcern } from './concern-mail.js';
import { type NamingStanding, STANDING, whyNotDecide } from './concern-naming-statements.js';
import {
  addStep,
  type ConcernChanged,
  type ConcernState,
  changed,
  lockConcern,
  notPossible,
  rulesOfConcerns,
} from './concern-state.js';

interface Naming {
  readonly namingId: string;
  readonly organisationId: string;
  readonly state: 'waiting' | 'confirmed';
  readonly standing: NamingStanding;
}

/**
 * Leads a concern to the organisation that it is about, where it was written under a name that nobody has. Until then how
 * to reach its author stays closed, since the concern may be about the reader's own organisation. So that nobody opens it by
 * naming another one, it takes two people who work together nowhere; where only one organisation commissions, two colleagues,
 * and then its author is for an information governance lead who took no part (row-level security of concern_contact).
 */
@Injectable()
export class ConcernNamingService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Says which organisation it is. Nothing follows until somebody of another organisation has confirmed it. */
  name(viewer: Viewer, input: unknown): Promise<ConcernChanged | RefusalData> {
    return this.commands.run(viewer, 'nameConcernOrganisation', nameInput, input, async (tx, given) => {
      const concern = await lockConcern(tx, given.concernId, given.expectedVersion);
      await refuseKnown(tx, concern);
      const [organisation] = await tx.query(
        'select 1 as found from organisation where tenant_id = $1 and organisation_id = $2',
        [tx.tenantId, given.organisationId],
      );
      if (!organisation) throw invalidInput('organisationId', 'Choose an organisation of the directory.');
      await refuseParty(tx, viewer, given.organisationId);
      await tx.query(
        `insert into concern_naming (tenant_id, naming_id, concern_id, organisation_id, reason, named_by, on_behalf_of, named_at, state)
         values ($1,$2,$3,$4,$5,$6,$7,$8,'waiting')`,
        [
          tx.tenantId,
          newId(),
          concern.concernId,
          given.organisationId,
          given.reason,
          viewer.accountId,
          viewer.organisationId,
          tx.now,
        ],
      );
      await touch(tx, concern.concernId);
      await addStep(tx, concern.concernId, {
        kind: 'named',
        toState: concern.state,
        by: viewer,
        reason: given.reason,
        detail: { organisationId: given.organisationId },
      });
      const naming = await namingOf(tx, concern.concernId);
      if (naming?.standing.othersCan === false)
        await tellOfConcern(tx, this.publicUrl, concern, 'concernNamedHere', { notToAccount: viewer.accountId });
      else await tellOfConcern(tx, this.publicUrl, concern, 'concernNamed', { notTo: viewer.organisationId });
      return changed(concern.concernId);
    });
  }

  /** Confirms or declines it, in the name of an organisation that whoever said it does not work for. */
  decide(viewer: Viewer, input: unknown): Promise<ConcernChanged | RefusalData> {
    return this.commands.run(viewer, 'decideConcernOrganisation', decideNameInput, input, async (tx, given) => {
      const concern = await lockConcern(tx, given.concernId, given.expectedVersion);
      const naming = await namingOf(tx, concern.concernId);
      if (naming?.state !== 'waiting' || concern.state === 'stopped')
        throw notPossible('NOTHING_TO_CONFIRM', 'Nobody’s word waits to be confirmed here. Load the page again.');
      const refused = whyNotDecide(naming.standing);
      if (refused) throw notPossible(refused.code, refused.message);
      const isWithin = naming.standing.isColleague;
      await tx.query(
        `update concern_naming set state = $3, decided_by = $4, decided_on_behalf_of = $5, decided_at = $6, decision_reason = $7, is_within_organisation = $8
         where tenant_id = $1 and naming_id = $2`,
        [
          tx.tenantId,
          naming.namingId,
          given.isConfirmed ? 'confirmed' : 'declined',
          viewer.accountId,
          viewer.organisationId,
          tx.now,
          given.reason,
          isWithin,
        ],
      );
      await addStep(tx, concern.concernId, {
        kind: given.isConfirmed ? 'nameConfirmed' : 'nameDeclined',
        toState: concern.state,
        by: viewer,
        reason: given.reason,
        detail: { organisationId: naming.organisationId, ...(isWithin && { isWithin }) },
      });
      if (given.isConfirmed) await leadTo(tx, concern, naming.organisationId);
      else await touch(tx, concern.concernId);
      await tellOfConcern(tx, this.publicUrl, concern, 'concernNameDecided', { notTo: viewer.organisationId });
      return changed(concern.concernId);
    });
  }
}

/** From now on its walls hold. If who looks into it works for that organisation, it waits for somebody else again. */
async function leadTo(tx: Transaction, concern: ConcernState, organisationId: string): Promise<void> {
  await tx.query(
    'update concern set provider_organisation_id = $3, lock_version = lock_version + 1 where tenant_id = $1 and concern_id = $2',
    [tx.tenantId, concern.concernId, organisationId],
  );
  if (concern.handledBy === null || !(await worksFor(tx, concern.handledBy, organisationId))) return;
  const { times } = await rulesOfConcerns(tx.query, tx.tenantId, tx.now);
  const isLookedInto = concern.state === 'lookedInto';
  await tx.query(
    `update concern set handled_by = null, state = case when $3 then 'received' else state end, due_on = case when $3 then $4::date else due_on end
     where tenant_id = $1 and concern_id = $2`,
    [
      tx.tenantId,
      concern.concernId,
      isLookedInto,
      concernDueOn('received', toLondon(tx.now.toISOString()).date, times, ENGLAND_BANK_HOLIDAYS),
    ],
  );
}

async function touch(tx: Transaction, concernId: string): Promise<void> {
  await tx.query('update concern set lock_version = lock_version + 1 where tenant_id = $1 and concern_id = $2', [
    tx.tenantId,
    concernId,
  ]);
}

async function namingOf(tx: Transaction, concernId: string): Promise<Naming | null> {
  const [found] = await tx.query<Naming>(
    `select n.naming_id as "namingId", n.organisation_id as "organisationId", n.state, ${STANDING} as standing
     from concern_naming n join concern c on c.tenant_id = n.tenant_id and c.concern_id = n.concern_id
     where n.tenant_id = $1 and n.concern_id = $2 and n.state <> 'declined'`,
    [tx.tenantId, concernId],
  );
  return found ?? null;
}

async function refuseKnown(tx: Transaction, concern: ConcernState): Promise<void> {
  if (concern.providerId !== null)
    throw notPossible(
      'NAMED_ALREADY',
      'It is known which organisation this is about, and that does not change any more.',
    );
  if (concern.state === 'stopped')
    throw notPossible('NOT_ALLOWED_NOW', 'The concern has been stopped, so nothing about it changes any more.');
  if (await namingOf(tx, concern.concernId))
    throw notPossible(
      'NAME_WAITS',
      'Somebody has said which organisation it is. That has to be confirmed or declined first.',
    );
}

async function refuseParty(tx: Transaction, viewer: Viewer, organisationId: string): Promise<void> {
  if (await worksFor(tx, viewer.accountId, organisationId))
    throw notPossible('IS_PARTY', 'You work for that organisation, so somebody who does not has to do this.');
}

async function worksFor(tx: Transaction, accountId: string, organisationId: string): Promise<boolean> {
  const [found] = await tx.query(
    `select 1 as found from ${worksAt('$4')} a where a.tenant_id = $1 and a.account_id = $2 and a.organisation_id = $3 limit 1`,
    [tx.tenantId, accountId, organisationId, tx.now],
  );
  return found !== undefined;
}
