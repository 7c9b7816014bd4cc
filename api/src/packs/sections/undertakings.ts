import type { PackSection } from '@quorate/libs/evidence';
import type { UndertakingEffectView } from '../../oversight/undertakings/undertaking-effect.graphql.js';
import { effectForBoth } from '../../oversight/undertakings/undertaking-effect.reads.js';
import { instant, type SignalSource } from '../pack-ask.js';
import { tableOf } from './table.js';

interface Terms {
  readonly kind: string;
  readonly words: string;
  readonly owner: string;
  readonly actionOn: string;
  readonly doneBy: string;
  readonly seenBy: string;
}

interface UndertakingRow extends Terms {
  readonly id: string;
  readonly no: number;
  readonly state: string;
  readonly writtenBy: string;
  readonly agreedBy: string | null;
  readonly agreedAt: string | null;
  readonly remedy: string | null;
}

interface StepRow {
  readonly no: number;
  readonly at: string;
  readonly what: string;
  readonly by: string;
  readonly words: string;
  readonly terms: Terms | null;
  readonly remedy: string | null;
  readonly dueOn: string | null;
}

/** Numbered within the pack, in the order in which they were first proposed. */
const UNDERTAKINGS_SQL = `
  select u.undertaking_id as id, row_number() over (order by f.at, u.undertaking_id)::int as no, u.state, u.written_party as "writtenBy",
    u.kind, u.words, u.owner, u.action_on::text as "actionOn", u.done_by::text as "doneBy", u.seen_by as "seenBy",
    o.name as "agreedBy", ${instant('u.agreed_at')} as "agreedAt", u.remedy
  from signal_undertaking u
  cross join lateral (select min(t.at) as at from undertaking_step t where t.tenant_id = u.tenant_id and t.undertaking_id = u.undertaking_id) f
  left join organisation o on o.tenant_id = u.tenant_id and o.organisation_id = u.on_behalf_of
  where u.tenant_id = $1 and u.signal_id = $2 order by no`;

const STEPS_SQL = `
  select n.no, ${instant('t.at')} as at, t.kind as what, coalesce(o.name, 'The product, by rule') as by, t.words, t.terms, t.remedy, t.due_on::text as "dueOn"
  from unnest($2::uuid[]) with ordinality as n (id, no)
  join undertaking_step t on t.tenant_id = $1 and t.undertaking_id = n.id
  left join organisation o on o.tenant_id = t.tenant_id and o.organisation_id = t.on_behalf_of
  order by n.no, t.step_no`;

/** Undertakings with all that happened to them, and what is on their charts; agreed or not. */
export async function undertakingSections({ query, tenantId, signal }: SignalSource): Promise<PackSection[]> {
  const undertakings = await query<UndertakingRow>(UNDERTAKINGS_SQL, [tenantId, signal.signalId]);
  const steps = await query<StepRow>(STEPS_SQL, [tenantId, undertakings.map(({ id }) => id)]);
  const effects: EffectRow[] = [];
  for (const { no, id } of undertakings) {
    const effect = await effectForBoth(query, tenantId, id);
    if (effect) effects.push({ no, effect });
  }
  return [
    undertakingsSection(undertakings),
    stepsSection(steps),
    effectsSection(effects),
    effectMonthsSection(effects),
  ];
}

function undertakingsSection(rows: readonly UndertakingRow[]): PackSection {
  return tableOf<UndertakingRow>(
    {
      name: 'undertakings',
      title: 'Undertakings',
      about:
        'What the provider undertakes to do, by which post, from when and by when, and how both will see that it works: each as it stood when this was read, also what was declined or taken back. What happened to it is under "Steps of undertakings".',
    },
    {
      undertaking: { title: 'Undertaking', cell: (row) => row.no },
      state: { title: 'State', cell: (row) => row.state },
      kind: { title: 'Kind', cell: (row) => row.kind },
      words: { title: 'What', cell: (row) => row.words },
      owner: { title: 'Post', cell: (row) => row.owner },
      actionOn: { title: 'From', cell: (row) => row.actionOn },
      doneBy: { title: 'Done by', cell: (row) => row.doneBy },
      seenBy: { title: 'How both will see it', cell: (row) => row.seenBy },
      writtenBy: { title: 'Terms written by', cell: (row) => row.writtenBy },
      by: { title: 'Agreed by', cell: (row) => row.agreedBy },
      at: { title: 'Agreed', cell: (row) => row.agreedAt },
      remedy: { title: 'What follows as it was not done', cell: (row) => row.remedy },
    },
    rows,
  );
}

function stepsSection(rows: readonly StepRow[]): PackSection {
  return tableOf<StepRow>(
    {
      name: 'undertakingSteps',
      title: 'Steps of undertakings',
      about:
        'What happened to each undertaking, oldest first, in the name of which organisation, in its words. Where a step wrote terms, they stand as it wrote them.',
    },
    {
      undertaking: { title: 'Undertaking', cell: (row) => Number(row.no) },
      at: { title: 'When', cell: (row) => row.at },
      what: { title: 'What', cell: (row) => row.what },
      by: { title: 'By', cell: (row) => row.by },
      words: { title: 'Words', cell: (row) => row.words || null },
      termsKind: { title: 'Kind', cell: (row) => row.terms?.kind ?? null },
      termsWords: { title: 'Terms', cell: (row) => row.terms?.words ?? null },
      termsOwner: { title: 'Post', cell: (row) => row.terms?.owner ?? null },
      termsActionOn: { title: 'From', cell: (row) => row.terms?.actionOn ?? null },
      termsDoneBy: { title: 'Done by', cell: (row) => row.terms?.doneBy ?? null },
      termsSeenBy: { title: 'How both will see it', cell: (row) => row.terms?.seenBy ?? null },
      remedy: { title: 'What follows', cell: (row) => row.remedy },
      dueOn: { title: 'Day that a reminder was about', cell: (row) => row.dueOn },
    },
    rows,
  );
}

interface EffectRow {
  readonly no: number;
  readonly effect: UndertakingEffectView;
}

function effectsSection(rows: readonly EffectRow[]): PackSection {
  return tableOf<EffectRow>(
    {
      name: 'effects',
      title: 'Effect of undertakings',
      about:
        'One row an agreed undertaking: mean and limits of the months before, and the change in taking part at other sites from its day on, beside the change of all other providers over the same months. Shares of 0 to 1; a change of 0.1 is ten points more. It is no verdict: a fall that was partly chance goes back by itself.',
    },
    {
      undertaking: { title: 'Undertaking', cell: ({ no }) => no },
      actionOn: { title: 'From', cell: ({ effect }) => effect.actionOn },
      mean: { title: 'Mean before', cell: ({ effect }) => effect.mean },
      lower: { title: 'Lower limit', cell: ({ effect }) => effect.lower },
      upper: { title: 'Upper limit', cell: ({ effect }) => effect.upper },
      isTrial: { title: 'Trial limits', cell: ({ effect }) => effect.isTrial },
      isBeforeSinceFall: {
        title: 'Months before are those of the fall',
        cell: ({ effect }) => effect.isBeforeSinceFall,
      },
      monthsBefore: { title: 'Months before', cell: ({ effect }) => effect.monthsBefore },
      monthsAfter: { title: 'Months after', cell: ({ effect }) => effect.monthsAfter },
      leastMonths: { title: 'Months of each that are needed', cell: ({ effect }) => effect.leastMonths },
      own: { title: 'Change', cell: ({ effect }) => effect.change?.own ?? null },
      others: { title: 'Change of all others', cell: ({ effect }) => effect.change?.others ?? null },
      difference: { title: 'Difference', cell: ({ effect }) => effect.change?.difference ?? null },
      low: { title: '95% interval from', cell: ({ effect }) => effect.change?.low ?? null },
      high: { title: '95% interval to', cell: ({ effect }) => effect.change?.high ?? null },
    },
    rows,
  );
}

function effectMonthsSection(rows: readonly EffectRow[]): PackSection {
  return tableOf(
    {
      name: 'effectMonths',
      title: 'Effect of undertakings, month by month',
      about:
        'What the charts are drawn from: seats at other sites, what was usual for them, and the share if they had moved as those of all other providers did. Months under five seats are empty, as are others that could be told from each other.',
    },
    {
      undertaking: { title: 'Undertaking', cell: ({ no }) => no },
      month: { title: 'Month', cell: ({ point }) => point.month },
      period: { title: 'When', cell: ({ point }) => point.period },
      tookPart: { title: 'Took part', cell: ({ point }) => point.tookPart },
      atRisk: { title: 'Expected', cell: ({ point }) => point.atRisk },
      usual: { title: 'Usual', cell: ({ point }) => point.usual },
      others: { title: 'As all others', cell: ({ point }) => point.others },
      causes: { title: 'Stands out', cell: ({ point }) => point.causes },
    },
    rows.flatMap(({ no, effect }) => effect.points.map((point) => ({ no, point }))),
  );
}
