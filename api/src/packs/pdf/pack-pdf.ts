import { createHash } from 'node:crypto';
import { openPack } from '@quorate/libs/evidence';
import type { Charts } from '../../indicators/charts.js';
import { isPackNumber } from '../set-aside.js';
import { printConcern } from './concern-pdf.js';
import { participationCharts } from './pack-charts.js';
import {
  type Cells,
  PackReader,
  printCover,
  printInvitations,
  printRegister,
  printReleases,
  printSeal,
} from './pack-reader.js';
import { cellWords, codeWords, figureWords, itemWords } from './pack-words.js';
import { PdfBook } from './pdf-book.js';
import { printUndertakings } from './undertakings-pdf.js';

/**
 * A pack as a tagged PDF, from the pack's own bytes. Long tables are printed as far as they bear on the signal and say
 * what is in the CSV and JSON only. `charts` are the page's own; null where the client is not built, and then the tables
 * stand alone.
 */
export async function packPdf(bytes: Buffer, charts: Charts | null): Promise<Buffer> {
  const opened = openPack(bytes);
  if ('why' in opened) throw new Error(`A stored pack cannot be read: ${opened.why} at ${opened.place}.`);
  const { manifest, sections } = opened.pack;
  const reader = new PackReader(manifest, sections);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { providerName } = manifest.subject;
  const book = new PdfBook(`Evidence pack: ${providerName}`, `SHA-256 ${sha256}`, new Date(manifest.readAt));
  if (manifest.subject.kind === 'concern') await printConcern(book, reader, sha256);
  else await printSignal(book, reader, sha256, charts);
  await printSeal(book, manifest, sha256);
  return book.end();
}

async function printSignal(book: PdfBook, reader: PackReader, sha256: string, charts: Charts | null): Promise<void> {
  await cover(book, reader, sha256);
  await reply(book, reader);
  await reader.print(book, 'chronology', { at: 2, what: 2, by: 2, from: 1.5, to: 1.5, reason: 4 });
  await claims(book, reader);
  await charted(book, reader, charts);
  await reader.print(book, 'months', {
    month: 1,
    version: 0.8,
    score: 0.8,
    standing: 1.4,
    level: 1,
    expectedFalseShare: 1.3,
    cause: 1,
    modelVersion: 1,
  });
  await reader.print(book, 'impact', { patient: 1, month: 1, role: 2, what: 2.5, isAgain: 1 });
  await printReleases(book, reader);
  await printInvitations(book, reader);
  await printRegister(book, reader);
  await reader.print(book, 'tests', { test: 1, version: 0.6, answer: 5, by: 1.5, at: 1.3 });
  await printUndertakings(book, reader, charts);
  await reader.print(book, 'dataQuality', { month: 1, version: 1, kind: 2, count: 1, of: 1 });
  await reader.print(book, 'method', { part: 1, text: 4 });
  await reader.print(book, 'rules', { item: 2, value: 4 });
  await reader.print(book, 'leftOut', { what: 2, why: 4 });
}

async function cover(book: PdfBook, reader: PackReader, sha256: string): Promise<void> {
  const { manifest } = reader;
  book.heading1(`Evidence pack: ${manifest.subject.providerName}`);
  book.paragraph(manifest.caveat);
  const signal = new Map(reader.rows('signal').map(({ item, value }) => [String(item), value]));
  book.paragraph(
    `A signal of ${manifest.subject.system}, opened ${cellWords(signal.get('openedAt'))}: level ${codeWords(String(signal.get('level'))).toLowerCase()}, stage ${codeWords(String(signal.get('stage'))).toLowerCase()}. Participation at other organisations’ meetings has been less since ${cellWords(signal.get('since'))}.`,
  );
  const [summary] = reader.rows('reply');
  book.paragraph(
    summary ? `The provider replies: ${String(summary.words)}` : 'The provider had not replied when this was read.',
  );
  await printCover(book, reader, sha256);
  book.heading3('The signal');
  await book.table(
    [
      { title: 'Item', share: 1 },
      { title: 'Value', share: 2 },
    ],
    [...signal].filter(([, value]) => value !== null).map(([item, value]) => [itemWords(item), cellWords(value)]),
  );
}

/** Points and decisions as text of one size, neither beneath the other. */
async function reply(book: PdfBook, reader: PackReader): Promise<void> {
  const { title, about } = reader.seal('reply');
  book.heading2(title);
  book.paragraph(about);
  const rows = reader.rows('reply');
  if (rows.length === 0) book.paragraph('No reply had been sent when this was read.');
  for (const row of rows) {
    book.heading3(row.point === null ? 'In short' : `Point ${String(row.point)}: ${cellWords(row.kind)}`);
    book.paragraph(String(row.words));
    if (row.evidence !== null) book.paragraph(`Evidence: ${String(row.evidence)}`);
    if (Array.isArray(row.rows) && row.rows.length > 0)
      book.paragraph(`Rows of the register it disputes: ${row.rows.join(', ')}.`);
    if (row.point === null) continue;
    book.paragraph(
      row.decision === null
        ? 'Decision: not decided when this was read.'
        : `Decision: ${cellWords(row.decision)}, by ${String(row.decidedBy)}, ${cellWords(row.decidedAt)}. ${String(row.decisionReason)}`,
    );
  }
}

async function claims(book: PdfBook, reader: PackReader): Promise<void> {
  const { title, about } = reader.seal('claims');
  book.heading2(title);
  book.paragraph(about);
  book.note(
    'Beside each number stands the same number counted again from the register extract. The rows behind each are in claims.csv and in the JSON.',
  );
  await book.table(
    [
      { title: 'Seats', share: 4 },
      { title: 'Beside the score', share: 1 },
      { title: 'Counted again', share: 1 },
    ],
    reader
      .rows('claims')
      .filter(({ figure, count }) => !String(figure).startsWith('setAside.') || (count !== 0 && count !== null))
      .map(({ means, stored, count }) => [cellWords(means), cellWords(stored), cellWords(count)]),
  );
  book.heading3('Other figures beside the score');
  await book.table(
    [
      { title: 'Figure', share: 3 },
      { title: 'Value', share: 1 },
    ],
    newestFigures(reader)
      .filter(({ figure, value }) => !isPackNumber(String(figure)) && value !== null)
      .map(({ figure, value }) => [figureWords(String(figure)), cellWords(value)]),
  );
}

function newestFigures(reader: PackReader): readonly Cells[] {
  const figures = reader.rows('figures');
  const last = figures.at(-1);
  return figures.filter(({ month, version }) => month === last?.month && version === last?.version);
}

async function charted(book: PdfBook, reader: PackReader, charts: Charts | null): Promise<void> {
  const rows = reader.rows('participation');
  const since = reader.rows('signal').find(({ item }) => item === 'since')?.value;
  const drawn = participationCharts(rows, reader.manifest.subject.providerName, cellWords(since));
  await reader.print(book, 'participation', {
    month: 1,
    elsewhereAtRisk: 1,
    elsewhereTookPart: 1,
    elsewhereUsual: 1,
    ownAtRisk: 1,
    ownTookPart: 1,
  });
  if (!charts || !drawn) return;
  for (const props of [drawn.elsewhere, drawn.own]) {
    if (props.points.every(({ value }) => value === null)) continue;
    book.figure(props.title, charts.renderMonthlySvg(props), charts.summariseMonthly(props));
  }
}
