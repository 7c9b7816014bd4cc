import { Inject, Injectable } from '@nestjs/common';
import { concernLifecycle } from '@quorate/libs/lifecycle';
import {
  concernTimetable,
  isSlipReason,
  REGIME_2015,
  type RegulatoryRegime,
  SLIP_REASONS,
} from '@quorate/libs/signals';
import { ENGLAND_BANK_HOLIDAYS, workingDaysBetween } from '@quorate/libs/time';
import { isId } from '../../platform/page-after.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { actorOf, type StoredActor } from '../signals/signal-actor.js';
import { signalReference } from '../signals/signal-mail.js';
import { BEHAVIOURS } from './behaviours.js';
import type {
  ConcernInfo,
  ConcernNaming,
  ConcernPage,
  ConcernStep,
  ConcernSummary,
  ConcernsDue,
} from './concern.graphql.js';
import { MAY_DECIDE, type NamingStanding, STANDING, whyNotDecide } from './concern-naming-statements.js';

type StoredSummary = Omit<ConcernSummary, 'overdueWorkingDays'>;
type StoredStep = Omit<ConcernStep, 'by' | 'slipReason'> & {
  readonly by: StoredActor | null;
  readonly bodyCode: string | null;
  readonly slipReason: string | null;
};
type StoredNaming = Omit<ConcernNaming, 'by' | 'canDecide' | 'isWithin'> & {
  readonly by: StoredActor;
  readonly standing: NamingStanding;
};

interface OneRow
  extends Omit<
    ConcernInfo,
    | 'steps'
    | 'signals'
    | 'nextSteps'
    | 'bodies'
    | 'overdueWorkingDays'
    | 'naming'
    | 'canName'
    | 'timetable'
    | 'slipReasons'
  > {
  readonly steps: readonly StoredStep[];
  readonly signals: readonly { readonly id: string; readonly since: string }[];
  readonly naming: StoredNaming | null;
}

const SUMMARY = `jsonb_build_object('id', c.concern_id, 'reference', c.reference, 'about', c.about, 'organisationName', o.name,
  'behaviours', c.behaviours, 'state', c.state, 'receivedAt', c.received_at, 'dueOn', c.due_on)`;

const FROM = `from concern c left join organisation o on o.tenant_id = c.tenant_id and o.organisation_id = c.provider_organisation_id`;

const TODAY = `(quorate_now() at time zone 'Europe/London')::date`;

/** Who did a step or said a name, of account `u`, for the organisation that acted. */
const actor = (row: string, onBehalfOf: string, role: string) =>
  `jsonb_build_object('name', u.name, 'role', ${role}, 'organisationId', ${row}.${onBehalfOf}, 'organisationName',
    coalesce((select b.name from organisation b where b.tenant_id = ${row}.tenant_id and b.organisation_id = ${row}.${onBehalfOf}), ''))`;

/** What the body of step `t` was called by the rules of that day: a later version may call it otherwise, or leave it out. */
const BODY_NAME = `(select b->>'name' from regulatory_regime g cross join lateral jsonb_array_elements(g.body->'bodies') b
  where g.tenant_id = t.tenant_id and b->>'code' = t.body_code and (g.issued_by is null or g.issued_at <= t.at)
    and g.in_force_from <= (t.at at time zone 'Europe/London')::date
  order by g.in_force_from desc, g.version desc limit 1)`;

const STEPS = `(select jsonb_agg(jsonb_build_object('no', t.step_no, 'at', t.at, 'kind', t.kind, 'toState', t.to_state, 'reason', t.reason,
    'bodyCode', t.body_code, 'bodyName', ${BODY_NAME}, 'dueOn', t.detail->>'dueOn', 'toDue', t.detail->>'toDue', 'slipReason', t.detail->>'slipReason',
    'organisationName', (select g.name from organisation g where g.tenant_id = t.tenant_id and g.organisation_id = (t.detail->>'organisationId')::uuid),
    'isWithin', coalesce((t.detail->>'isWithin')::boolean, false),
    'by', (select ${actor('t', 'on_behalf_of', `coalesce(t.detail->>'role', 'commissioner')`)}
      from account u where u.tenant_id = t.tenant_id and u.account_id = t.account_id)) order by t.step_no)
  from concern_step t where t.tenant_id = c.tenant_id and t.concern_id = c.concern_id)`;

const NAMING = `(select jsonb_build_object('organisationName', g.name, 'reason', n.reason, 'at', n.named_at,
    'by', ${actor('n', 'on_behalf_of', `'commissioner'`)},
    'standing', ${STANDING})
  from concern_naming n join account u on u.tenant_id = n.tenant_id and u.account_id = n.named_by
  join organisation g on g.tenant_id = n.tenant_id and g.organisation_id = n.organisation_id
  where n.tenant_id = c.tenant_id and n.concern_id = c.concern_id and n.state = 'waiting')`;

/** As `REGIME_IN_FORCE` has it, for today. */
const RULES = `(select g.body from regulatory_regime g where g.tenant_id = $1
  order by g.in_force_from <= ${TODAY} desc, case when g.in_force_from <= ${TODAY} then g.in_force_from end desc, g.version desc, g.in_force_from limit 1)`;

/** Concerns as commissioners and their information governance leads read them. The wall keeps everybody else out. */
@Injectable()
export class ConcernsReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** The file, newest first. */
  async concerns(viewer: Viewer, first: number, after: string | null): Promise<ConcernPage> {
    const rows = await this.reads.rows<{ item: StoredSummary; today: string }>(viewer, {
      name: 'concern-file',
      text: `select ${SUMMARY} as item, ${TODAY}::text as today ${FROM} where c.tenant_id = $1
          and ($2::uuid is null or (c.received_at, c.concern_id) < (select b.received_at, b.concern_id from concern b where b.tenant_id = $1 and b.concern_id = $2))
        order by c.received_at desc, c.concern_id desc limit $3`,
      values: [viewer.tenantId, after !== null && isId(after) ? after : null, first + 1],
    });
    const shown = rows.slice(0, first).map(({ item, today }) => summaryOf(item, today));
    return { items: shown, hasMore: rows.length > first, endCursor: shown.at(-1)?.id ?? null };
  }

  /** What waits for somebody: the open ones, those due first at the head. */
  async due(viewer: Viewer, first: number): Promise<ConcernsDue> {
    const [row] = await this.reads.rows<
      Pick<ConcernsDue, 'open' | 'overdue' | 'toConfirm'> & { items: StoredSummary[]; today: string }
    >(viewer, {
      name: 'concerns-waiting',
      text: `with open as (select c.* from concern c where c.tenant_id = $1 and c.state <> 'stopped')
        select ${TODAY}::text as today, (select count(*)::int from open) as open, (select count(*)::int from open where due_on < ${TODAY}) as overdue,
          (select count(*)::int from concern_naming n join open c on c.tenant_id = n.tenant_id and c.concern_id = n.concern_id where n.state = 'waiting' and ${MAY_DECIDE}) as "toConfirm",
          coalesce((select jsonb_agg(item order by due_on nulls last, received_at, concern_id) from (
            select ${SUMMARY} as item, c.due_on, c.received_at, c.concern_id from open c
              left join organisation o on o.tenant_id = c.tenant_id and o.organisation_id = c.provider_organisation_id
            order by c.due_on nulls last, c.received_at, c.concern_id limit $2) s), '[]') as items`,
      values: [viewer.tenantId, first],
    });
    if (!row) throw new Error('The open concerns could not be counted.');
    return { ...row, items: row.items.map((item) => summaryOf(item, row.today)) };
  }

  /** One concern; how to reach its author only where the wall lets the viewer read it. */
  async concern(viewer: Viewer, concernId: string): Promise<ConcernInfo | null> {
    const [row] = await this.reads.rows<{ concern: OneRow; today: string; rules: RegulatoryRegime | null }>(viewer, {
      name: 'concern',
      text: `select ${TODAY}::text as today, ${RULES} as rules, ${SUMMARY} || jsonb_build_object('version', c.lock_version, 'words', c.words,
          'from', c.happened_from, 'until', c.happened_until, 'sources', c.sources, 'signalId', c.signal_id, 'hasContact', c.has_contact,
          'contact', (select jsonb_build_object('name', k.name, 'reach', k.reach) from concern_contact k where k.tenant_id = c.tenant_id and k.concern_id = c.concern_id),
          'signals', coalesce((select jsonb_agg(jsonb_build_object('id', s.signal_id, 'since', s.since) order by s.opened_at desc) from signal s
            where s.tenant_id = c.tenant_id and s.provider_organisation_id = c.provider_organisation_id and s.commissioner_sees_from <= quorate_now()), '[]'),
          'naming', ${NAMING}, 'steps', ${STEPS}) as concern
        ${FROM} where c.tenant_id = $1 and c.concern_id = $2`,
      values: [viewer.tenantId, concernId],
    });
    return row ? infoOf(viewer, row.concern, row.today, row.rules ?? REGIME_2015) : null;
  }
}

function infoOf(viewer: Viewer, row: OneRow, today: string, rules: RegulatoryRegime): ConcernInfo {
  const state = concernLifecycle.states.find((known) => known === row.state);
  const isCommissioner = viewer.role === 'commissioner';
  const events = state && isCommissioner ? concernLifecycle.allows(state) : [];
  const bodies = [...rules.bodies, ...REGIME_2015.bodies];
  return {
    ...row,
    ...summaryOf(row, today),
    steps: row.steps.map(({ slipReason, ...step }) => ({
      ...step,
      by: step.by && actorOf(viewer, step.by),
      bodyName: step.bodyName ?? bodies.find(({ code }) => code === step.bodyCode)?.name ?? null,
      slipReason: slipReason !== null && isSlipReason(slipReason) ? SLIP_REASONS[slipReason] : null,
    })),
    nextSteps: events.filter((event) => event !== 'link' || row.signals.length > 0),
    naming: row.naming && namingOf(viewer, row.naming, row.state),
    canName: isCommissioner && row.organisationName === null && row.naming === null && row.state !== 'stopped',
    timetable: [...concernTimetable({ state: row.state, dueOn: row.dueOn, today }, rules.times, ENGLAND_BANK_HOLIDAYS)],
    slipReasons: Object.entries(SLIP_REASONS).map(([code, words]) => ({ code, words })),
    signals: row.signals.map((signal) => ({ ...signal, reference: signalReference(signal.id) })),
    bodies: [...rules.bodies],
  };
}

function namingOf(viewer: Viewer, { by, standing, ...naming }: StoredNaming, state: string): ConcernNaming {
  return {
    ...naming,
    by: actorOf(viewer, by),
    isWithin: !standing.othersCan,
    canDecide: whyNotDecide(standing) === null && state !== 'stopped',
  };
}

/** Codes of behaviours as they were on the form, and how late it is. */
function summaryOf<T extends StoredSummary>(row: T, today: string): T & ConcernSummary {
  const late = row.dueOn === null ? 0 : workingDaysBetween(row.dueOn, today, ENGLAND_BANK_HOLIDAYS);
  return {
    ...row,
    behaviours: row.behaviours.map((code) => BEHAVIOURS.find((known) => known.code === code)?.label ?? code),
    // A date that passed at the weekend is late as well, by no working day yet.
    overdueWorkingDays: row.dueOn !== null && row.dueOn < today ? late : null,
  };
}
