import type { Transaction } from '../../platform/commands.js';
import { groupBy } from '../engagement-sums.js';
import { STORE_STAFF_MEASURES } from './count-measures.js';
import { counterpartTypeSql } from './counterpart-type.js';
import { type MeasureCell, publishAges, publishCells } from './measure-cells.js';
import { measureOf } from './measure-list.js';
import { PEOPLE_MEASURES } from './people-measures.js';

/** Raised when measures are counted, or small numbers hidden, by other rules than before. */
const RULE_VERSION = 1;

/** Counts the measures of staff anew for meetings in [from, until). Nobody else does meanwhile. */
export async function recountMeasures(tx: Transaction, from: string, until: string): Promise<void> {
  await tx.query(`set local statement_timeout = '10min'`, []);
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`measures ${tx.tenantId}`]);
  await tx.query('delete from measure_count where tenant_id = $1 and month >= $2::date and month < $3::date', [
    tx.tenantId,
    from,
    until,
  ]);
  await tx.query(STORE_STAFF_MEASURES, [tx.tenantId, from, until, tx.now]);
}

/**
 * Publishes one quarter, as it is counted now, for ever: what may be shown of every provider, and of people by their age.
 * Returns false where it is published already. A quarter in which nothing was counted is published as such.
 */
export async function publishMeasures(tx: Transaction, quarter: string, until: string): Promise<boolean> {
  await recountMeasures(tx, quarter, until);
  const [fresh] = await tx.query<{ quarter: string }>(
    `insert into measure_quarter (tenant_id, quarter, published_at, rule_version) values ($1, $2, $3, $4)
     on conflict do nothing returning quarter::text`,
    [tx.tenantId, quarter, tx.now, RULE_VERSION],
  );
  if (!fresh) return false;
  const ofStaff = await cellsOf(tx, STAFF_CELLS, [tx.tenantId, quarter, until]);
  const ofPeople = await cellsOf(tx, PEOPLE_MEASURES, [tx.tenantId, quarter, until, tx.now]);
  const published = [...groupBy([...ofStaff, ...ofPeople], ({ measure }) => measure)].flatMap(([code, rows]) => {
    const places = rows.filter(({ cut }) => cut !== 'age');
    const made = [
      ...publishCells(places, measureOf(code)?.rule ?? 'people'),
      ...publishAges(rows.filter(({ cut }) => cut === 'age')),
    ];
    return made.map((cell) => ({ ...cell, measure: code }));
  });
  const ofProviders = published.filter(({ provider }) => provider !== null);
  await tx.query(STORE, [tx.tenantId, quarter, JSON.stringify(ofProviders)]);
  const ofSystem = published.filter(({ provider }) => provider === null);
  await tx.query(STORE_SYSTEM, [tx.tenantId, quarter, JSON.stringify(ofSystem)]);
  return true;
}

interface CountedRow extends Omit<MeasureCell, 'people'> {
  readonly measure: string;
  readonly people_numerator: number;
  readonly people_denominator: number;
}

async function cellsOf(tx: Transaction, text: string, values: readonly unknown[]) {
  const rows = await tx.query<CountedRow>(text, values);
  return rows.map(({ people_numerator, people_denominator, ...row }) => ({
    ...row,
    people: { numerator: people_numerator, denominator: people_denominator },
  }));
}

/** The counts of staff of a quarter: all counterparts of a provider, each type, each organisation. */
const STAFF_CELLS = `
  with placed as (
    select c.measure, c.provider_organisation_id as provider, c.counterpart_organisation_id as counterpart, c.numerator, c.denominator,
           c.days, c.timed, ${counterpartTypeSql('c.provider_organisation_id', 'c.counterpart_organisation_id', 'o.kind')} as type
    from measure_count c
    join organisation o on o.tenant_id = c.tenant_id and o.organisation_id = c.counterpart_organisation_id
    where c.tenant_id = $1 and c.month >= $2::date and c.month < $3::date),
  sums as (
    select measure, provider, type, counterpart, sum(numerator)::integer as numerator, sum(denominator)::integer as denominator,
           sum(days)::integer as days, sum(timed)::integer as timed, grouping(counterpart) as no_counterpart, grouping(type) as no_type
    from placed
    group by grouping sets ((measure, provider), (measure, provider, type), (measure, provider, type, counterpart)))
  select measure, provider,
         case when no_type = 1 then 'all' when no_counterpart = 1 then 'type' else 'organisation' end as cut,
         coalesce(counterpart::text, type, '') as counterpart, case when no_counterpart = 0 then type else '' end as within,
         numerator, denominator, numerator as people_numerator, denominator as people_denominator, days, timed
  from sums`;

const STORE = `
  insert into published_measure (tenant_id, quarter, measure, provider_organisation_id, cut, counterpart, numerator, denominator, days, timed)
  select $1, $2::date, n.measure, n.provider, n.cut, n.counterpart, n.numerator, n.denominator, n.days, n.timed
  from jsonb_to_recordset($3::jsonb) as n(measure text, provider uuid, cut text, counterpart text, numerator integer,
    denominator integer, days bigint, timed integer)`;

const STORE_SYSTEM = `
  insert into published_system_measure (tenant_id, quarter, measure, cut, part, numerator, denominator, days, timed)
  select $1, $2::date, n.measure, n.cut, n.counterpart, n.numerator, n.denominator, n.days, n.timed
  from jsonb_to_recordset($3::jsonb) as n(measure text, cut text, counterpart text, numerator integer, denominator integer, days bigint, timed integer)`;
