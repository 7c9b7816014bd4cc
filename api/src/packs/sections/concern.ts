import type { PackSection } from '@quorate/libs/evidence';
import { instant, type PackSource } from '../pack-ask.js';
import { PACK_NUMBERS, type PackNumber, packNumberWords } from '../set-aside.js';
import { flattened, tableOf } from './table.js';

/** A concern as a pack about it says it. Nothing of its author, and none of their words. */
export interface PackConcern {
  readonly concernId: string;
  readonly reference: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly providerCode: string;
  readonly system: string;
  readonly behaviours: readonly string[];
  readonly state: string;
  readonly dueOn: string | null;
  readonly receivedAt: string;
  /** As its author said; null where they did not. */
  readonly saidFrom: string | null;
  readonly saidUntil: string | null;
  /** First and last day of the meetings in the pack. */
  readonly from: string;
  readonly until: string;
}

/** What the concern says, item by item. */
export function concernSection(concern: PackConcern): PackSection {
  const { reference, state, dueOn, receivedAt, saidFrom, saidUntil, from, until, behaviours } = concern;
  return tableOf(
    {
      name: 'concern',
      title: 'The concern',
      about:
        'What somebody has written by the public form, item by item: the examples of the guidance that they chose, and when. A concern is no finding. The records in this pack are of the meetings from "from" to "until".',
    },
    {
      item: { title: 'Item', cell: ({ path }) => path },
      value: { title: 'Value', cell: ({ value }) => value },
    },
    flattened({ reference, state, dueOn, receivedAt, saidFrom, saidUntil, from, until, about: behaviours }),
  );
}

interface StepRow {
  readonly at: string;
  readonly what: string;
  readonly by: string;
  readonly to: string | null;
  readonly reason: string;
}

const STEPS_SQL = `
  select ${instant('s.at')} as at, s.kind as what,
    coalesce(o.name, case s.kind when 'received' then 'Whoever wrote it' else 'The product, by rule' end) as by, s.to_state as to, s.reason
  from concern_step s left join organisation o on o.tenant_id = s.tenant_id and o.organisation_id = s.on_behalf_of
  where s.tenant_id = $1 and s.concern_id = $2
  union all
  select ${instant('p.sealed_at')}, 'packSealed', o.name, null, 'SHA-256 ' || encode(p.sha256, 'hex')
  from evidence_pack p join organisation o on o.tenant_id = p.tenant_id and o.organisation_id = p.asked_on_behalf_of
  where p.tenant_id = $1 and p.concern_id = $2 and p.state = 'sealed'
  order by 1, 2`;

/** What happened to the concern, oldest first. */
export async function concernChronology({ query, tenantId }: PackSource, concernId: string): Promise<PackSection> {
  return tableOf<StepRow>(
    {
      name: 'chronology',
      title: 'Chronology',
      about: 'What happened to the concern, oldest first, in the name of which organisation, and the reason on record.',
    },
    {
      at: { title: 'When', cell: (row) => row.at },
      what: { title: 'What', cell: (row) => row.what },
      by: { title: 'By', cell: (row) => row.by },
      to: { title: 'To', cell: (row) => row.to },
      reason: { title: 'Reason', cell: (row) => row.reason },
    },
    await query<StepRow>(STEPS_SQL, [tenantId, concernId]),
  );
}

/** What can be counted without comparing with others. `crossRows` is of two years and says nothing of a period. */
const NUMBERS = PACK_NUMBERS.filter((number) => number !== 'crossRows');

/** Each number of seats in the period, and the rows of the register that it counts. */
export function countsSection(counted: Readonly<Record<PackNumber, readonly number[]>> | undefined): PackSection {
  return tableOf(
    {
      name: 'claims',
      title: 'What the records count',
      about:
        'One row a number of seats in the period, at other organisations’ meetings and at the own ones, and the numbers of the rows of the register extract behind it. Nothing is compared with others, so a number alone says neither much nor little.',
    },
    {
      figure: { title: 'Figure', cell: (figure) => figure },
      means: {
        title: 'Seats',
        cell: (figure) => packNumberWords(figure).replace('where the signal looks', 'at other sites'),
      },
      count: { title: 'Rows', cell: (figure) => counted?.[figure].length ?? 0 },
      rows: { title: 'Numbers of the rows', cell: (figure) => counted?.[figure] ?? [] },
    },
    NUMBERS,
  );
}

/** The same seats month by month. */
export function monthlySection(
  register: PackSection,
  counted: Readonly<Record<PackNumber, readonly number[]>> | undefined,
): PackSection {
  const place = (name: string) => register.columns.findIndex((column) => column.name === name);
  const [row, day] = [place('row'), place('day')];
  const monthOf = new Map(register.rows.map((cells) => [Number(cells[row]), String(cells[day]).slice(0, 7)]));
  const months = [...new Set(monthOf.values())].sort();
  const counts = (figure: PackNumber) => {
    const by = new Map<string, number>();
    for (const number of counted?.[figure] ?? []) {
      const month = monthOf.get(number) ?? '';
      by.set(month, (by.get(month) ?? 0) + 1);
    }
    return (month: string) => by.get(month) ?? 0;
  };
  const [elsewhere, elsewhereTook] = [counts('elsewhere.atRisk'), counts('elsewhere.tookPart')];
  const [own, ownTook] = [counts('ownSites.atRisk'), counts('ownSites.tookPart')];
  return tableOf(
    {
      name: 'participation',
      title: 'Taking part, month by month',
      about:
        'Seats expected and taken part in, month by month of the period, at other organisations’ meetings and at own ones.',
    },
    {
      month: { title: 'Month', cell: (month) => month },
      elsewhereAtRisk: { title: 'Expected at other sites', cell: elsewhere },
      elsewhereTookPart: { title: 'Taken part in at other sites', cell: elsewhereTook },
      ownAtRisk: { title: 'Expected at own sites', cell: own },
      ownTookPart: { title: 'Taken part in at own sites', cell: ownTook },
    },
    months,
  );
}
