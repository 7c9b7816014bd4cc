import { Inject, Injectable } from '@nestjs/common';
import { DISCLOSURE_NOTES } from '@quorate/libs/disclosure';
import { AGE_BANDS } from '@quorate/libs/signals';
import { toLondon } from '@quorate/libs/time';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import { badFilter } from '../engagement-ask.js';
import { funnelOf } from '../engagement-figures.js';
import { BadPeriod, type EngagementPeriod, engagementPeriod, quarterOf } from '../engagement-period.js';
import { groupBy } from '../engagement-sums.js';
import { lastMonthOf } from '../publication/known-publication.js';
import { byType, figureOf, lessOf, together, trustsAndOthers } from './measure-figures.js';
import {
  MEASURE_GROUPS,
  MEASURES,
  MEASURES_TO_COME,
  type MeasureDefinition,
  type MeasureRule,
  measureOf,
} from './measure-list.js';
import {
  headStatement,
  type MeasureHead,
  type MeasureRow,
  type NamedOrganisation,
  organisationsStatement,
  ownStatement,
  providersStatement,
  publishedStatement,
  systemStatement,
} from './measure-statements.js';
import type {
  EngagementMeasure,
  EngagementMeasures,
  EquityMeasure,
  MeasureInfo,
  MeasurePart,
  MeasureProvider,
  MeasureSummary,
  MeasuresAsOf,
  MeasuresFilter,
} from './measures.graphql.js';

const filterShape = z.object({ organisationId: z.uuid().nullish() });

/** What one viewer asks, inside their wall. */
interface Ask {
  readonly isManager: boolean;
  readonly providerId: string | null;
  readonly scope: string;
  readonly period: EngagementPeriod;
  /** First days of the first and the last published quarter of the period; null before there is one. */
  readonly quarters: { readonly from: string; readonly to: string } | null;
  readonly head: MeasureHead;
}

/** Measures beside attendance: published quarters for commissioners, the own provider's counts for its manager. */
@Injectable()
export class MeasuresReads {
  constructor(
    @Inject(Reads) private readonly reads: Reads,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  /** Every measure over all counterparts and by their type. Null for a role that sees none. */
  async all(viewer: Viewer, filter: MeasuresFilter): Promise<EngagementMeasures | null> {
    const ask = await this.ask(viewer, filter);
    if (!ask) return null;
    const [rows, system, providers] = await Promise.all([
      this.rows(viewer, ask, null),
      this.system(viewer, ask, null),
      this.providers(viewer, ask),
    ]);
    const groups = MEASURE_GROUPS.map(({ code, name }) => ({
      code,
      name,
      measures: MEASURES.filter(({ group }) => group === code).map((measure) =>
        summaryOf(
          measure,
          (isOfSystem(ask, measure) ? system : rows).filter((row) => row.measure === measure.code),
        ),
      ),
      toCome: MEASURES_TO_COME.filter(({ group }) => group === code).map(({ name: what, needs }) => ({
        name: what,
        needs,
      })),
    }));
    return { ...frameOf(ask, null), providers, groups, equity: ask.providerId === null ? equityOf(system) : [] };
  }

  /** One measure by provider, and by organisation where one provider is asked for. Null for an unknown measure. */
  async one(viewer: Viewer, code: string, filter: MeasuresFilter): Promise<EngagementMeasure | null> {
    const measure = measureOf(code);
    const ask = measure && (await this.ask(viewer, filter));
    if (!measure || !ask) return null;
    const [rows, system, choices] = await Promise.all([
      this.rows(viewer, ask, code),
      this.system(viewer, ask, code),
      this.providers(viewer, ask),
    ]);
    const names = await this.names(viewer, rows);
    const providers = providersOf(rows, names, measure.rule);
    return {
      ...frameOf(ask, measure.rule),
      choices,
      summary: summaryOf(measure, isOfSystem(ask, measure) ? system : rows),
      providers,
      funnel: ask.isManager ? null : funnelOf(providers.flatMap(entryOf), () => true),
      byOrganisation: ask.providerId === null ? null : organisationsOf(rows, names, measure.rule),
    };
  }

  private async ask(viewer: Viewer, filter: MeasuresFilter): Promise<Ask | null> {
    const isManager = viewer.role === 'providerManager';
    if (!isManager && viewer.role !== 'commissioner') return null;
    const parsed = filterShape.safeParse(filter);
    if (!parsed.success) throw badFilter('The filter is not right: choose a provider from the list.');
    const [head] = await this.reads.rows<MeasureHead>(viewer, headStatement(viewer.tenantId));
    if (!head) return null;
    const today = toLondon(this.clock.now().toISOString()).date;
    const through = head.lastQuarter === null ? null : lastMonthOf(head.lastQuarter);
    const period = periodOf(filter, today, isManager ? null : (through ?? today.slice(0, 7)));
    const providerId = isManager ? viewer.organisationId : (parsed.data.organisationId ?? null);
    const [one] = providerId === null ? [] : await this.namesOf(viewer, [providerId]);
    if (!one && (isManager || providerId !== null)) return null;
    return {
      isManager,
      providerId,
      scope: one?.name ?? `All providers in ${viewer.tenantName}`,
      period,
      quarters: quartersOf(period, through),
      head,
    };
  }

  /** A commissioner reads what was published; a manager the own counts, and of people what was published. */
  private async rows(viewer: Viewer, ask: Ask, measure: string | null): Promise<readonly MeasureRow[]> {
    const { tenantId } = viewer;
    const { providerId, quarters, period } = ask;
    const published = quarters
      ? this.reads.rows<MeasureRow>(
          viewer,
          publishedStatement({ tenantId, ...quarters, providerId, measure, ofPeople: ask.isManager }),
        )
      : Promise.resolve([]);
    if (!ask.isManager || providerId === null) return published;
    const own = this.reads.rows<MeasureRow>(viewer, ownStatement({ tenantId, providerId, ...period, measure }));
    return (await Promise.all([own, published])).flat();
  }

  private providers(viewer: Viewer, ask: Ask): Promise<{ value: string; label: string }[]> {
    return ask.isManager ? Promise.resolve([]) : this.reads.rows(viewer, providersStatement(viewer.tenantId));
  }

  /** People over the whole system, where no provider is asked for. */
  private system(viewer: Viewer, ask: Ask, measure: string | null): Promise<MeasureRow[]> {
    if (ask.providerId !== null || !ask.quarters) return Promise.resolve([]);
    const { from, to } = ask.quarters;
    return this.reads.rows<MeasureRow>(viewer, systemStatement(viewer.tenantId, from, to, measure));
  }

  private async names(viewer: Viewer, rows: readonly MeasureRow[]): Promise<ReadonlyMap<string, NamedOrganisation>> {
    const ids = rows.flatMap((row) => [row.provider, ...(row.cut === 'organisation' ? [row.counterpart] : [])]);
    return new Map((await this.namesOf(viewer, [...new Set(ids)])).map((one) => [one.id, one]));
  }

  private namesOf(viewer: Viewer, ids: readonly string[]): Promise<NamedOrganisation[]> {
    return this.reads.rows<NamedOrganisation>(viewer, organisationsStatement(viewer.tenantId, ids));
  }
}

const EQUITY = [
  { code: 'seatsPresent', name: 'Seats relevant to the person that were there' },
  { code: 'discussedWhenListed', name: 'Discussed at the meeting they were listed for' },
  { code: 'actionsInTime', name: 'Actions done by their date' },
] as const;

function periodOf(filter: MeasuresFilter, today: string, publishedThrough: string | null): EngagementPeriod {
  try {
    return engagementPeriod(filter, today, publishedThrough);
  } catch (cause) {
    if (cause instanceof BadPeriod) throw badFilter(cause.message);
    throw cause;
  }
}

/** The published quarters that lie whole in the period. */
function quartersOf(period: EngagementPeriod, through: string | null): Ask['quarters'] {
  if (through === null) return null;
  const [from, last] = [quarterOf(period.fromMonth), period.toMonth < through ? period.toMonth : through];
  const to = quarterOf(last);
  return from > to ? null : { from: `${from}-01`, to: `${to}-01` };
}

/** What is about people is published for the whole system on its own, since it cannot be added up from what is shown. */
function isOfSystem(ask: Ask, { rule }: MeasureDefinition): boolean {
  return ask.providerId === null && rule === 'people';
}

/** What is hidden: of both kinds of measures, or of the one kind that a page shows. */
function frameOf(ask: Ask, rule: MeasureRule | null) {
  const ofStaff = ask.isManager || rule === 'people' ? [] : [STAFF_NOTE];
  const ofPeople = rule === 'staffAttendance' ? [] : [PEOPLE_NOTE];
  const notes = [...ofStaff, ...ofPeople];
  const guard = notes.length === 0 ? [] : ['Others are hidden where they would tell a hidden one.'];
  return { scope: ask.scope, asOf: asOfOf(ask), disclosureNote: [...notes, ...guard].join(' ') || null };
}

const STAFF_NOTE =
  'Figures that rest on fewer than 5 invitations, requests or seats are hidden, and left out of what is added up.';
const PEOPLE_NOTE = `About people cared for: ${DISCLOSURE_NOTES.people} Where one quarter is hidden, so are the quarters together.`;

function asOfOf({ period, quarters, head, isManager }: Ask): MeasuresAsOf {
  return {
    months: { ...period, wholeQuarters: !isManager },
    peopleMonths: quarters && {
      fromMonth: quarters.from.slice(0, 7),
      toMonth: lastMonthOf(quarters.to),
      monthSoFar: null,
      wholeQuarters: true,
    },
    publishedAt: head.publishedAt,
    countedAt: isManager ? head.countedAt : null,
  };
}

function infoOf({ code, name, of, happened, timed, counts, rule }: MeasureDefinition): MeasureInfo {
  return { code, name, of, happened, timed, counts, isOfPeople: rule === 'people' };
}

function summaryOf(measure: MeasureDefinition, rows: readonly MeasureRow[]): MeasureSummary {
  const { trusts, others } = trustsAndOthers(rows, measure.rule);
  return {
    measure: infoOf(measure),
    all: figureOf(
      together(
        rows.filter(({ cut }) => cut === 'all'),
        measure.rule,
      ),
    ),
    byType: byType(rows, measure.rule).map(({ code, label, sums }) => ({
      value: code,
      name: label,
      licenceStatus: null,
      figure: figureOf(sums),
    })),
    trustsLessOthers: lessOf(trusts, others),
  };
}

function providersOf(
  rows: readonly MeasureRow[],
  names: ReadonlyMap<string, NamedOrganisation>,
  rule: MeasureRule,
): MeasureProvider[] {
  return [...groupBy(rows, ({ provider }) => provider)]
    .map(([organisationId, own]) => {
      const { trusts, others } = trustsAndOthers(own, rule);
      return {
        organisationId,
        organisationName: names.get(organisationId)?.name ?? organisationId,
        all: figureOf(
          together(
            own.filter(({ cut }) => cut === 'all'),
            rule,
          ),
        ),
        trusts: figureOf(trusts),
        others: figureOf(others),
        trustsLessOthers: lessOf(trusts, others),
      };
    })
    .sort((a, b) => a.organisationName.localeCompare(b.organisationName, 'en-GB'));
}

function organisationsOf(
  rows: readonly MeasureRow[],
  names: ReadonlyMap<string, NamedOrganisation>,
  rule: MeasureRule,
): MeasurePart[] {
  return rows
    .filter(({ cut }) => cut === 'organisation')
    .map((row) => ({
      value: row.counterpart,
      name: names.get(row.counterpart)?.name ?? row.counterpart,
      licenceStatus: names.get(row.counterpart)?.licence ?? null,
      figure: figureOf(together([row], rule)),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

function entryOf({ organisationId, organisationName: name, all }: MeasureProvider) {
  if (all.numerator === null || all.denominator === null) return [];
  return [{ organisationId, name, lost: all.numerator, counted: all.denominator, expected: null }];
}

function equityOf(rows: readonly MeasureRow[]): EquityMeasure[] {
  return EQUITY.map(({ code, name }) => {
    const bands = rows.filter(({ measure, cut }) => measure === code && cut === 'age');
    return {
      code,
      name,
      bands: AGE_BANDS.flatMap((band) => {
        const own = bands.filter(({ counterpart }) => counterpart === band);
        const others = together(
          bands.filter(({ counterpart }) => counterpart !== band),
          'people',
        );
        if (own.length === 0) return [];
        const figure = together(own, 'people');
        return [{ band, figure: figureOf(figure), lessOthers: lessOf(figure, others) }];
      }),
    };
  });
}
