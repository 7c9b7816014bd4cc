import type { PackCell, PackSection } from '@quorate/libs/evidence';
import { FIGURE_NUMBERS, isFigureNumber, type ProviderFigures } from '@quorate/libs/signals';
import { namedCells, recount } from '../recount.js';
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

/**
 * Every figure beside the scores of these months, and what the pack's own register gives for it. Ages of people cared for
 * are left out: they are few.
 */
export function figuresSection(months: readonly MonthRow[], register: PackSection, hostCode: HostCode): PackSection {
  const cells = namedCells(register.columns, register.rows);
  const rows = months.flatMap((month) => {
    if (!hasFigures(month.figures)) return [];
    const { impact, ...figures } = month.figures;
    const { ages: _ages, ...people } = impact;
    const counted = recount(cells, month.dataCut, aboutOf(figures, hostCode));
    return flattened({ ...figures, impact: people }).map(
      ({ path, value }): FigureRow => ({
        month: month.month,
        version: month.version,
        figure: path,
        value,
        recounted: isFigureNumber(path) ? counted[path].length : null,
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
export function claimsSection(month: MonthRow | null, register: PackSection, hostCode: HostCode): PackSection {
  const counted =
    month && hasFigures(month.figures)
      ? recount(namedCells(register.columns, register.rows), month.dataCut, aboutOf(month.figures, hostCode))
      : null;
  return tableOf(
    {
      name: 'claims',
      title: 'What each number counts',
      about:
        'One row a number of the newest judgement, with the numbers of the rows of the register extract behind it.',
    },
    {
      figure: { title: 'Figure', cell: ({ figure }) => figure },
      count: { title: 'Rows', cell: ({ rows }) => rows.length },
      rows: { title: 'Numbers of the rows', cell: ({ rows }) => rows },
    },
    counted ? FIGURE_NUMBERS.map((figure) => ({ figure, rows: counted[figure] })) : [],
  );
}

export function hasFigures(figures: MonthRow['figures']): figures is ProviderFigures {
  return 'since' in figures;
}

function aboutOf({ scope, since, asOf }: Pick<ProviderFigures, 'scope' | 'since' | 'asOf'>, hostCode: HostCode) {
  const code = scope.kind === 'host' && scope.code !== null ? hostCode(scope.code) : scope.code;
  return { scope: { kind: scope.kind, code }, since, asOf };
}
