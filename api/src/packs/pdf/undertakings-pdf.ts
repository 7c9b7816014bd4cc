import {
  type EffectShown,
  effectChangeWords,
  effectLimitsWords,
  effectOthersProps,
  effectProps,
  LEAST_EFFECT_MONTHS,
} from '@quorate/libs/engagement';
import type { PackCell } from '@quorate/libs/evidence';
import type { Charts } from '../../indicators/charts.js';
import type { Cells, PackReader } from './pack-reader.js';
import { cellWords, codeWords } from './pack-words.js';
import type { PdfBook } from './pdf-book.js';

const TERMS = { kind: 1, words: 3, owner: 1.4, actionOn: 1, doneBy: 1, seenBy: 2, by: 1.4, at: 1.2 };

/** Undertakings one by one: terms, steps, and the chart of the effect as it is on the page. */
export async function printUndertakings(book: PdfBook, reader: PackReader, charts: Charts | null): Promise<void> {
  const rows = reader.rows('undertakings');
  // A pack of an earlier version has accepted ones alone, and none of their steps.
  if (!reader.has('undertakingSteps') || rows.length === 0) return reader.print(book, 'undertakings', TERMS);
  const { title, about } = reader.seal('undertakings');
  book.heading2(title);
  book.paragraph(about);
  for (const row of rows) {
    book.heading3(`Undertaking ${String(row.undertaking)}: ${codeWords(String(row.state)).toLowerCase()}`);
    book.paragraph(
      `${String(row.words)} (${cellWords(row.kind).toLowerCase()}), by ${String(row.owner)}, from ${cellWords(row.actionOn)} to be done by ${cellWords(row.doneBy)}. How both will see it: ${String(row.seenBy)}. ${row.at === null ? 'It is not agreed.' : `Agreed by ${String(row.by)}, ${cellWords(row.at)}.`}`,
    );
    if (row.remedy !== null) book.paragraph(`What follows as it was not done: ${cellWords(row.remedy).toLowerCase()}.`);
    await book.table(
      ['When', 'What', 'By', 'Words'].map((name, at) => ({ title: name, share: at === 3 ? 4 : 1.4 })),
      of(reader, 'undertakingSteps', row).map(({ at, what, by, words, termsWords }) =>
        [at, what, by, words ?? termsWords].map((cell) => cellWords(cell)),
      ),
    );
    await printEffect(book, reader, row, charts);
  }
  book.note('Terms as each step wrote them are in undertakingSteps.csv and in the JSON.');
}

async function printEffect(book: PdfBook, reader: PackReader, row: Cells, charts: Charts | null): Promise<void> {
  const [found] = of(reader, 'effects', row);
  if (!found) return;
  const months = of(reader, 'effectMonths', row);
  const effect = effectOf(found, months);
  if (effect.points.filter(({ atRisk }) => atRisk !== null).length < LEAST_EFFECT_MONTHS)
    return book.paragraph('There are not enough months to draw its effect.');
  book.paragraph(`${effectChangeWords(effect)} ${effectLimitsWords(effect)}`);
  const words = String(row.words);
  for (const props of [effectProps(effect, words), effectOthersProps(effect, words)])
    if (props && charts) book.figure(props.title, charts.renderMonthlySvg(props), charts.summariseMonthly(props));
  await book.table(
    ['Month', 'When', 'Took part', 'Expected', 'Usual', 'As all others'].map((name) => ({ title: name, share: 1 })),
    months.map(({ month, period, tookPart, atRisk, usual, others }) =>
      [month, period, tookPart, atRisk, usual, others].map((cell) => cellWords(cell)),
    ),
  );
}

function of(reader: PackReader, name: string, { undertaking }: Cells): Cells[] {
  return reader.rows(name).filter((cells) => cells.undertaking === undertaking);
}

function effectOf(found: Cells, months: readonly Cells[]): EffectShown {
  const { own, others, difference, low, high } = found;
  const change = [own, others, difference, low, high].map(numberOrNull);
  const [ownChange, othersChange, apart, from, to] = change;
  return {
    actionOn: String(found.actionOn),
    points: months.map((cells) => ({
      month: String(cells.month),
      period: String(cells.period),
      tookPart: numberOrNull(cells.tookPart),
      atRisk: numberOrNull(cells.atRisk),
      others: numberOrNull(cells.others),
      causes: Array.isArray(cells.causes) ? cells.causes.map(String) : [],
    })),
    mean: numberOrNull(found.mean),
    lower: numberOrNull(found.lower),
    upper: numberOrNull(found.upper),
    isTrial: found.isTrial === true,
    isBeforeSinceFall: found.isBeforeSinceFall === true,
    monthsBefore: Number(found.monthsBefore),
    monthsAfter: Number(found.monthsAfter),
    leastMonths: Number(found.leastMonths),
    change: change.includes(null)
      ? null
      : { own: ownChange ?? 0, others: othersChange ?? 0, difference: apart ?? 0, low: from ?? 0, high: to ?? 0 },
  };
}

function numberOrNull(cell: PackCell | undefined): number | null {
  return typeof cell === 'number' ? cell : null;
}
