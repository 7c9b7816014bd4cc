import type { ScreenQuery } from '../../platform/reads.js';
import { counterpartTypeSql } from './counterpart-type.js';
import { MEASURES } from './measure-list.js';

/** Sums of a measure over months, by what of the counterparts it is of. `hidden`: whether all or some of it may not be shown. */
export interface MeasureRow {
  readonly measure: string;
  readonly provider: string;
  readonly cut: 'all' | 'type' | 'organisation' | 'age';
  readonly counterpart: string;
  readonly numerator: number;
  readonly denominator: number;
  readonly days: number;
  readonly timed: number;
  readonly hidden: 'nothing' | 'some' | 'all';
}

/** What there is to read: the newest published quarter, and when a provider's own were counted. */
export interface MeasureHead {
  readonly lastQuarter: string | null;
  readonly publishedAt: Date | null;
  readonly countedAt: Date | null;
}

export function headStatement(tenantId: string): ScreenQuery {
  return {
    name: 'measures-head',
    text: `
      select (select to_char(max(quarter), 'YYYY-MM-DD') from measure_quarter where tenant_id = $1) as "lastQuarter",
             (select max(published_at) from measure_quarter where tenant_id = $1) as "publishedAt",
             (select max(counted_at) from measure_count where tenant_id = $1) as "countedAt"`,
    values: [tenantId],
  };
}

export interface PublishedAsked {
  readonly tenantId: string;
  /** First days of the first and the last quarter. */
  readonly from: string;
  readonly to: string;
  readonly providerId: string | null;
  /** One measure by provider, or all of them over all providers. */
  readonly measure: string | null;
  /** Those that are about people alone: of everything else a provider reads its own counts. */
  readonly ofPeople: boolean;
}

const OF_PEOPLE = `(${MEASURES.filter(({ rule }) => rule === 'people')
  .map(({ code }) => `'${code}'`)
  .join(', ')})`;

const HIDDEN = `case when bool_and(p.numerator is null) then 'all' when bool_or(p.numerator is null) then 'some' else 'nothing' end as hidden`;

/** Published quarters added up. A hidden figure is in no sum, so a sum is of what each quarter shows. */
export function publishedStatement({ tenantId, from, to, ...asked }: PublishedAsked): ScreenQuery {
  const { providerId, measure, ofPeople } = asked;
  const values: unknown[] = [tenantId, from, to];
  const given = (value: string) => `$${values.push(value)}`;
  const provider = providerId === null ? '' : `and p.provider_organisation_id = ${given(providerId)}`;
  const one = measure === null ? '' : `and p.measure = ${given(measure)}`;
  const cuts = providerId !== null && measure !== null ? '' : `and p.cut in ('all', 'type')`;
  return {
    name: `measures-published${provider && '-provider'}${one && '-one'}${ofPeople ? '-people' : ''}`,
    text: `
      select p.measure, ${measure === null ? `''` : 'p.provider_organisation_id::text'} as provider, p.cut, p.counterpart,
             coalesce(sum(p.numerator), 0)::integer as numerator, coalesce(sum(p.denominator), 0)::integer as denominator,
             coalesce(sum(p.days), 0)::float8 as days, coalesce(sum(p.timed), 0)::integer as timed, ${HIDDEN}
      from published_measure p
      where p.tenant_id = $1 and p.quarter between $2::date and $3::date ${provider} ${one} ${cuts}
        ${ofPeople ? `and p.measure in ${OF_PEOPLE}` : ''}
      group by 1, 2, 3, 4`,
    values,
  };
}

export interface OwnAsked {
  readonly tenantId: string;
  readonly providerId: string;
  readonly fromMonth: string;
  readonly toMonth: string;
  readonly measure: string | null;
}

/** A provider's own counts of staff, to the last night. */
export function ownStatement({ tenantId, providerId, fromMonth, toMonth, measure }: OwnAsked): ScreenQuery {
  const type = counterpartTypeSql('c.provider_organisation_id', 'c.counterpart_organisation_id', 'o.kind');
  return {
    name: `measures-own${measure === null ? '' : '-one'}`,
    text: `
      with placed as (
        select c.measure, c.counterpart_organisation_id as counterpart, c.numerator, c.denominator, c.days, c.timed, ${type} as type
        from measure_count c
        join organisation o on o.tenant_id = c.tenant_id and o.organisation_id = c.counterpart_organisation_id
        where c.tenant_id = $1 and c.provider_organisation_id = $2 and c.month between ($3 || '-01')::date and ($4 || '-01')::date
          ${measure === null ? '' : 'and c.measure = $5'})
      select measure, $2::text as provider,
             case when grouping(type) = 1 then 'all' when grouping(counterpart) = 1 then 'type' else 'organisation' end as cut,
             coalesce(counterpart::text, type, '') as counterpart, sum(numerator)::integer as numerator,
             sum(denominator)::integer as denominator, sum(days)::float8 as days, sum(timed)::integer as timed, 'nothing' as hidden
      from placed
      group by grouping sets ((measure), (measure, type), (measure, type, counterpart))`,
    values: [tenantId, providerId, fromMonth, toMonth, ...(measure === null ? [] : [measure])],
  };
}

/** An organisation of a page: its name, and its licence as it stands today. */
export interface NamedOrganisation {
  readonly id: string;
  readonly name: string;
  readonly licence: string | null;
}

export function organisationsStatement(tenantId: string, ids: readonly string[]): ScreenQuery {
  return {
    name: 'measures-organisations',
    text: `
      select o.organisation_id as id, o.name, l.status as licence
      from organisation o
      left join licence_status l on l.tenant_id = o.tenant_id and l.organisation_id = o.organisation_id
        and l.during @> (quorate_now() at time zone 'Europe/London')::date
      where o.tenant_id = $1 and o.organisation_id = any($2::uuid[])`,
    values: [tenantId, ids],
  };
}

/** Providers with a published figure, by name. */
export function providersStatement(tenantId: string): ScreenQuery {
  return {
    name: 'measures-providers',
    text: `
      select o.organisation_id as value, o.name as label
      from organisation o
      where o.tenant_id = $1 and exists (
        select 1 from published_measure p where p.tenant_id = $1 and p.provider_organisation_id = o.organisation_id and p.cut = 'all')
      order by o.name, o.organisation_id`,
    values: [tenantId],
  };
}

/** Measures of people over the whole system, of the quarters asked for; by age too where all measures are asked for. */
export function systemStatement(tenantId: string, from: string, to: string, measure: string | null): ScreenQuery {
  return {
    name: `measures-system${measure === null ? '' : '-one'}`,
    text: `
      select p.measure, '' as provider, p.cut, p.part as counterpart, coalesce(sum(p.numerator), 0)::integer as numerator,
             coalesce(sum(p.denominator), 0)::integer as denominator, coalesce(sum(p.days), 0)::float8 as days,
             coalesce(sum(p.timed), 0)::integer as timed, ${HIDDEN}
      from published_system_measure p
      where p.tenant_id = $1 and p.quarter between $2::date and $3::date
        ${measure === null ? '' : `and p.measure = $4 and p.cut <> 'age'`}
      group by 1, 3, 4`,
    values: [tenantId, from, to, ...(measure === null ? [] : [measure])],
  };
}
