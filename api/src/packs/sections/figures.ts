import type { PackCell, PackSection } from '@quorate/libs/evidence';
import type { ProviderFigures } from '@quorate/libs/signals';
import type { AskedRun, Recounted } from '../count-again.js';
import { runName } from '../recount.js';
import {
  isPackNumber,
  PACK_NUMBERS,
  type PackNumber,
  packNumberWords,
  SET_ASIDE_NUMBER,
  toldSetAside,
} from '../set-aside.js';
import type { MonthRow } from './months.js';
import { flattened, tableOf } from './table.js';

interface FigureRow {
  readonly month: string;
  readonly version: number;
  readonly figure: string;
  readonly value: PackCell;
  readonly recounted: number | null;
}

/** The ODS code of a host that a scope names by its id; null for any other scope. */
export type HostCode = (organisationId: string) => string | null;

/** What to count again for these months. */
export function askedRuns(months: readonly MonthRow[], hostCode: HostCode): AskedRun[] {
  return months.flatMap((month) =>
    hasFigures(month.figures)
      ? [
          {
            runId: month.runId,
            run: { run: runName(month), cut: month.dataCut },
            about: aboutOf(month.figures, hostCode),
          },
        ]
      : [],
  );
}

/**
 * Every figure beside the scores of these months, and what the pack's own register gives for it. Ages of people cared for
 * are left out: they are few; so is why a seat was set aside. What the monthly chart shows is a section of its own.
 */
export function figuresSection(months: readonly MonthRow[], recounted: Recounted, hostCode: HostCode): PackSection {
  const rows = months.flatMap((month) => {
    if (!hasFigures(month.figures)) return [];
    const { impact, months: _months, ...figures } = month.figures;
    const { ages: _ages, ...people } = impact;
    const counted = recounted.get(month.runId);
    const setAside = toldSetAside(figures.setAside);
    return flattened({ ...figures, setAside, scope: aboutOf(figures, hostCode).scope, impact: people }).map(
      ({ path, value }): FigureRow => ({
        month: month.month,
        version: month.version,
        figure: path,
        value,
        recounted: isPackNumber(path) ? (counted?.[path].length ?? null) : null,
      }),
    );
  });
  return tableOf(
    {
      name: 'figures',
      title: 'Figures beside the scores',
      about:
        'Every figure of the runs named in the manifest. "Counted again" is the same number counted from the register extract of this pack; it is empty for figures that also need the records of other providers, such as what was to be expected.',
    },
    {
      month: { title: 'Month', cell: (row) => row.month.slice(0, 7) },
      version: { title: 'Version', cell: (row) => row.version },
      figure: { title: 'Figure', cell: (row) => row.figure },
      value: { title: 'Value', cell: (row) => row.value },
      recounted: { title: 'Counted again', cell: (row) => row.recounted },
    },
    rows,
  );
}

/** Each number of the newest judgement, and the rows of the register that it counts. */
export function claimsSection(month: MonthRow | null, recounted: Recounted): PackSection {
  return tableOf(
    {
      name: 'claims',
      title: 'What each number counts',
      about:
        'One row a number of seats of the newest judgement: as it stands beside the score, and the numbers of the rows of the register extract behind it.',
    },
    {
      figure: { title: 'Figure', cell: ({ figure }) => figure },
      means: { title: 'Seats', cell: ({ figure }) => packNumberWords(figure) },
      stored: { title: 'Beside the score', cell: ({ stored }) => stored },
      count: { title: 'Rows', cell: ({ count }) => count },
      rows: { title: 'Numbers of the rows', cell: ({ rows }) => rows },
    },
    month && hasFigures(month.figures) ? claimsOf(month.figures, recounted.get(month.runId)) : [],
  );
}

function claimsOf(figures: ProviderFigures, counted: Readonly<Record<PackNumber, readonly number[]>> | undefined) {
  const stored = new Map(flattened(figures).map(({ path, value }) => [path, value]));
  return PACK_NUMBERS.map((figure) => {
    const rows = counted?.[figure] ?? [];
    return { figure, stored: storedOf(figure, figures, stored.get(figure)), count: rows.length, rows };
  });
}

/** What is lost is stored as what it is the difference of, and what was set aside by why. */
function storedOf(figure: PackNumber, figures: ProviderFigures, value: PackCell | undefined): PackCell {
  const { elsewhere, ownSites, setAside } = figures;
  if (figure === SET_ASIDE_NUMBER) return toldSetAside(setAside).all;
  if (figure === 'elsewhere.lost') return elsewhere.atRisk - elsewhere.tookPart;
  if (figure === 'ownSites.lost') return ownSites.atRisk - ownSites.tookPart;
  return value ?? null;
}

/** What the monthly charts of the newest judgement are drawn from. */
export function participationSection(month: MonthRow | null): PackSection {
  return tableOf(
    {
      name: 'participation',
      title: 'Taking part, month by month',
      about:
        'All seats of the provider in the two years that the newest judgement looked at: expected and taken part in, at other organisations’ meetings and at its own, and what was usual for the same seats.',
    },
    {
      month: { title: 'Month', cell: (row) => row.month.slice(0, 7) },
      elsewhereAtRisk: { title: 'Expected at other sites', cell: (row) => row.elsewhere.atRisk },
      elsewhereTookPart: { title: 'Taken part in at other sites', cell: (row) => row.elsewhere.tookPart },
      elsewhereUsual: { title: 'Usual at other sites', cell: (row) => row.elsewhere.expected },
      ownAtRisk: { title: 'Expected at own sites', cell: (row) => row.ownSites.atRisk },
      ownTookPart: { title: 'Taken part in at own sites', cell: (row) => row.ownSites.tookPart },
    },
    month && hasFigures(month.figures) ? month.figures.months : [],
  );
}

export function hasFigures(figures: MonthRow['figures']): figures is ProviderFigures {
  return 'since' in figures;
}

function aboutOf({ scope, since, asOf }: Pick<ProviderFigures, 'scope' | 'since' | 'asOf'>, hostCode: HostCode) {
  const code = scope.kind === 'host' && scope.code !== null ? hostCode(scope.code) : scope.code;
  return { scope: { kind: scope.kind, code }, since, asOf };
}
