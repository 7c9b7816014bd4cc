import { RETURN_LINES, type ReturnCounts, type ReturnFigures } from '@quorate/libs/attendance';
import { narrowedCounts } from '../../indicators/engagement-page.js';
import { quarterOf } from '../../indicators/engagement-period.js';
import { type CountsRow, countsStatement } from '../../indicators/engagement-statements.js';
import { groupBy, sumClasses } from '../../indicators/engagement-sums.js';
import { type KnownPublication, publicationsStatement } from '../../indicators/publication/known-publication.js';
import { type NarrowedRow, type Narrowing, ProviderCells } from '../../indicators/publish-cells.js';
import type { Query } from '../../platform/audit.js';

/** Figures of a signed return that a commissioner may be shown; null for what stays hidden. */
export interface ShownReturn {
  readonly all: ReturnCounts | null;
  readonly ownSites: ReturnCounts | null;
  readonly otherSites: ReturnCounts | null;
}

const NOTHING: ShownReturn = { all: null, ownSites: null, otherSites: null };

/**
 * What of signed returns commissioners are shown: only numbers that are published already of the same provider and month,
 * so that a return tells no count which the published figures hide, nor by how much a register was corrected since
 * (decisions/0012). Where one count of a figure is another one, nothing of the figure is shown.
 */
export class PublishedReturns {
  private readonly cells = new Map<string, { readonly rows: readonly NarrowedRow[]; readonly cells: ProviderCells }>();

  private constructor(
    readonly publication: Pick<KnownPublication, 'number' | 'throughQuarter'> | null,
    rows: readonly CountsRow[],
  ) {
    for (const [provider, own] of groupBy(rows, (row) => row.provider)) {
      const narrowed = own.map(narrowedCounts);
      this.cells.set(provider, { rows: narrowed, cells: new ProviderCells(narrowed) });
    }
  }

  /** Reads what is published of a quarter (its first month, YYYY-MM), of one provider or of all (null). */
  static async read(
    query: Query,
    tenantId: string,
    quarter: string,
    providerId: string | null,
  ): Promise<PublishedReturns> {
    const known = publicationsStatement(tenantId);
    const publication = (await query<KnownPublication>(known.text, known.values)).at(-1) ?? null;
    if (!publication) return new PublishedReturns(null, []);
    const counts = countsStatement({
      tenantId,
      wall: { kind: 'economy' },
      period: { fromMonth: quarter, toMonth: quarter },
      publication,
      providerId,
      month: quarter,
      by: 'nothing',
      mdtId: null,
      roleCode: null,
      hostId: null,
      coreOnly: false,
    });
    return new PublishedReturns(publication, await query<CountsRow>(counts.text, counts.values));
  }

  /** Whether the newest publication reaches the quarter (its first month, YYYY-MM). */
  holds(quarter: string): boolean {
    return this.publication !== null && this.publication.throughQuarter.slice(0, 7) >= quarter;
  }

  /** What may be shown of a signed return of a month, YYYY-MM. */
  shown(providerId: string, month: string, signed: ReturnFigures): ShownReturn {
    const provider = this.cells.get(providerId);
    const hasMonth = provider?.rows.some((row) => row.quarter === quarterOf(month) && row.values.month === month);
    if (!provider || !hasMonth) return NOTHING;
    const all = sameAsPublished(provider.cells, { month }, signed.all);
    const ownSites = all && sameAsPublished(provider.cells, { month, site: 'true' }, signed.ownSites);
    const otherSites = all && sameAsPublished(provider.cells, { month, site: 'false' }, signed.otherSites);
    // Own and other sites tell of each other: both or neither.
    return ownSites && otherSites ? { all, ownSites, otherSites } : { ...NOTHING, all };
  }
}

/** The signed counts as far as published figures have them, where every one of them is the same; else null. */
function sameAsPublished(cells: ProviderCells, narrowing: Narrowing, signed: ReturnCounts): ReturnCounts | null {
  const published = cells.publish(narrowing);
  if (published.hidden !== 'nothing') return null;
  const counts = linesPublished(published.rows);
  const isSame = Object.entries(counts).every(([line, seats]) => signed[line] === seats);
  return isSame ? counts : null;
}

/** Published rows by the lines of a return. Who filled a seat, the member or a deputy, is not published. */
function linesPublished(rows: readonly NarrowedRow[]): ReturnCounts {
  const { tookPart, lost, counted, excluded, lostBy } = sumClasses(rows);
  const leftOut = RETURN_LINES.filter(({ of }) => of === 'leftOut').map(
    ({ code }) => [code, excluded.get(code.slice('leftOut.'.length)) ?? 0] as const,
  );
  const lostParts = RETURN_LINES.filter(({ of }) => of === 'lost').map(
    ({ code }) => [code, lostBy.get(code.slice('lost.'.length)) ?? 0] as const,
  );
  return Object.fromEntries([
    ['expected', counted],
    ['filled', tookPart],
    ['lost', lost],
    ...lostParts,
    ['leftOut', leftOut.reduce((sum, [, seats]) => sum + seats, 0)],
    ...leftOut,
  ]);
}
