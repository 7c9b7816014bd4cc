import type { MonthlyProps } from '@quorate/libs/engagement';
import type { PackCell } from '@quorate/libs/evidence';

type Cells = Readonly<Record<string, PackCell>>;

/** What the two monthly charts are drawn from: rows of the section "participation". Null where there are fewer than two months. */
export function participationCharts(rows: readonly Cells[], provider: string, since: string) {
  const months = everyMonth(rows);
  if (months.length < 2) return null;
  const known = rows.filter(({ elsewhereUsual }) => typeof elsewhereUsual === 'number');
  const expected = sumOf(known, 'elsewhereUsual');
  const atRisk = sumOf(known, 'elsewhereAtRisk');
  const draw = (title: string, took: string, of: string, mean: number | null): MonthlyProps => ({
    title,
    subtitle: `${provider}, all seats`,
    points: months.map(({ month, cells }) => point(month, cells?.[took], cells?.[of])),
    mean,
    lower: null,
    upper: null,
  });
  return {
    elsewhere: draw(
      `Taking part at other sites; since ${since} less`,
      'elsewhereTookPart',
      'elsewhereAtRisk',
      atRisk === 0 ? null : expected / atRisk,
    ),
    own: draw('Taking part at its own sites', 'ownTookPart', 'ownAtRisk', null),
  };
}

function point(
  month: string,
  events: PackCell | undefined,
  total: PackCell | undefined,
): MonthlyProps['points'][number] {
  const counted = typeof events === 'number' && typeof total === 'number' && total > 0;
  return {
    month,
    value: counted ? events / total : null,
    events: counted ? events : null,
    total: counted ? total : null,
    isHidden: false,
    signal: null,
  };
}

/** Months without a seat stand as gaps, so that the line is not drawn through them. */
function everyMonth(rows: readonly Cells[]): { month: string; cells: Cells | undefined }[] {
  const found = new Map(rows.map((cells) => [String(cells.month), cells]));
  const [first, last] = [[...found.keys()][0], [...found.keys()].at(-1)];
  const all: { month: string; cells: Cells | undefined }[] = [];
  if (!first || !last) return all;
  for (let month = first; month <= last; month = next(month)) all.push({ month, cells: found.get(month) });
  return all;
}

function next(month: string): string {
  const [year = 0, of = 0] = month.split('-').map(Number);
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`;
}

function sumOf(rows: readonly Cells[], name: string): number {
  return rows.reduce((sum, cells) => sum + Number(cells[name]), 0);
}
