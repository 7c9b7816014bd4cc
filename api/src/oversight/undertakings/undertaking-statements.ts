import type { UndertakingParty, UndertakingState } from '@quorate/libs/signals';
import type { StoredActor } from '../signals/signal-actor.js';
import type { Undertaking, UndertakingStep, UndertakingToDo } from './undertaking.graphql.js';

type Worked = 'agreedBy' | 'steps' | 'nextSteps' | 'canNote' | 'waitsFor' | 'waitsForViewer' | 'isOverdue';

/** An undertaking as its statement gives it. */
export interface UndertakingRow extends Omit<Undertaking, Worked | 'state' | 'writtenBy'> {
  readonly state: UndertakingState;
  readonly writtenBy: UndertakingParty;
  readonly agreedBy: StoredActor | null;
  readonly steps: readonly (Omit<UndertakingStep, 'by'> & { readonly by: StoredActor | null })[];
}

export interface UndertakingsRow {
  readonly isOpen: boolean;
  readonly isEarlyNotice: boolean;
  readonly items: readonly UndertakingRow[];
}

export interface ToDoRow extends Omit<UndertakingToDo, 'signalReference' | 'waitsForViewer' | 'isOverdue' | 'state'> {
  readonly state: UndertakingState;
  readonly writtenBy: UndertakingParty;
  readonly isSignalOpen: boolean;
}

/** Sees the signal `s`, by role: $2. Row-level security says it again, role aside. */
export const PART_IN = `(case $2 when 'providerManager' then s.provider_organisation_id = (select quorate_organisation())
  when 'commissioner' then s.commissioner_sees_from <= quorate_now() and (select quorate_commissions()) else false end)`;

const actor = (account: string, organisation: string, role: string) =>
  `(select jsonb_build_object('name', a.name, 'role', ${role}, 'organisationId', ${organisation}, 'organisationName', coalesce(
      (select o.name from organisation o where o.tenant_id = a.tenant_id and o.organisation_id = ${organisation}), ''))
    from account a where a.tenant_id = u.tenant_id and a.account_id = ${account})`;

const roleOf = (party: string) => `case ${party} when 'provider' then 'providerManager' else 'commissioner' end`;

const STEPS = `coalesce((select jsonb_agg(jsonb_build_object('no', t.step_no, 'at', t.at, 'kind', t.kind, 'words', t.words, 'terms', t.terms, 'remedy', t.remedy,
    'dueOn', t.due_on, 'by', ${actor('t.account_id', 't.on_behalf_of', roleOf('t.party'))}) order by t.step_no)
  from undertaking_step t where t.tenant_id = u.tenant_id and t.undertaking_id = u.undertaking_id), '[]')`;

// Terms are written by one party and accepted by the other.
const ACCEPTER = `case u.written_party when 'provider' then 'commissioner' else 'providerManager' end`;

/** Values: tenant, role, signal. */
export const UNDERTAKINGS_SQL = `
  select s.closed_at is null as "isOpen", s.level = 'earlyNotice' as "isEarlyNotice", coalesce((
    select jsonb_agg(jsonb_build_object('id', u.undertaking_id, 'version', u.lock_version, 'state', u.state, 'writtenBy', u.written_party,
        'kind', u.kind, 'words', u.words, 'owner', u.owner, 'actionOn', u.action_on, 'doneBy', u.done_by, 'seenBy', u.seen_by,
        'answerDueOn', u.answer_due_on, 'agreedAt', u.agreed_at, 'agreedBy', ${actor('u.agreed_by', 'u.on_behalf_of', ACCEPTER)},
        'remedy', u.remedy, 'steps', ${STEPS}) order by u.action_on, u.undertaking_id)
    from signal_undertaking u where u.tenant_id = s.tenant_id and u.signal_id = s.signal_id), '[]') as items
  from signal s where s.tenant_id = $1 and s.signal_id = $3 and ${PART_IN}`;

/** Values: tenant, role, the day up to which days are near, rows. */
export const TO_DO_SQL = `
  select u.undertaking_id as id, u.signal_id as "signalId", o.name as "providerName", u.state, u.written_party as "writtenBy", u.words,
    case when u.state = 'accepted' then u.done_by else u.answer_due_on end::text as "dueOn", s.closed_at is null as "isSignalOpen"
  from signal_undertaking u
  join signal s on s.tenant_id = u.tenant_id and s.signal_id = u.signal_id
  join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.provider_organisation_id
  where u.tenant_id = $1 and ${PART_IN} and (
    (u.state = 'accepted' and u.done_by <= $3::date)
    or u.state = 'reportedDone' or (u.state in ('proposed','changeAsked') and s.closed_at is null))
  order by "dueOn", u.undertaking_id limit $4`;
