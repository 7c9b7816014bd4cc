import { createHash } from 'node:crypto';
import { openPack, type PackCell, type PackManifest } from '@quorate/libs/evidence';
import type { Charts } from '../../indicators/charts.js';
import { isPackNumber } from '../personal-affairs.js';
import { namedCells } from '../recount.js';
import { participationCharts } from './pack-charts.js';
import { cellWords, codeWords, dayWords, figureWords } from './pack-words.js';
import { PdfBook } from './pdf-book.js';

type Cells = Readonly<Record<string, PackCell>>;
/** Columns of a section that are printed, with their share of the width. */
type Printed = Readonly<Record<string, number>>;

const MOST_ROWS = 1_500;

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
  await reader.print(book, 'releases', {
    askedAt: 1.4,
    day: 1,
    mdt: 2,
    role: 1.6,
    person: 0.9,
    dueOn: 1,
    state: 1.2,
    reasonCode: 1.3,
    daysToAnswer: 0.8,
  });
  await invitations(book, reader);
  await register(book, reader);
  await reader.print(book, 'tests', { test: 1, version: 0.6, answer: 5, by: 1.5, at: 1.3 });
  await reader.print(book, 'undertakings', { kind: 1, words: 4, owner: 1.5, actionOn: 1, by: 1.5, at: 1.3 });
  await reader.print(book, 'dataQuality', { month: 1, version: 1, kind: 2, count: 1, of: 1 });
  await reader.print(book, 'method', { part: 1, text: 4 });
  await reader.print(book, 'rules', { item: 2, value: 4 });
  await reader.print(book, 'leftOut', { what: 2, why: 4 });
  await seal(book, manifest, sha256);
  return book.end();
}

class PackReader {
  constructor(
    readonly manifest: PackManifest,
    private readonly sections: Readonly<Record<string, readonly (readonly PackCell[])[]>>,
  ) {}

  seal(name: string): PackManifest['sections'][number] {
    const found = this.manifest.sections.find((section) => section.name === name);
    if (!found) throw new Error(`A pack without the section ${name}.`);
    return found;
  }

  rows(name: string): readonly Cells[] {
    return namedCells(this.seal(name).columns, this.sections[name] ?? []);
  }

  /** A section as a part of its own: what it is about, then its rows. */
  async print(book: PdfBook, name: string, printed: Printed, rows = this.rows(name)): Promise<void> {
    const section = this.seal(name);
    book.heading2(section.title);
    book.paragraph(section.about);
    if (rows.length === 0) return book.paragraph('There is none.');
    const shown = rows.slice(0, MOST_ROWS);
    if (shown.length < section.rows)
      book.note(`${shown.length} of ${section.rows} rows are printed. All are in ${name}.csv and in the JSON.`);
    const columns = Object.entries(printed).map(([key, share]) => ({
      title: section.columns.find((column) => column.name === key)?.title ?? key,
      share,
    }));
    await book.table(
      columns,
      shown.map((cells) => Object.keys(printed).map((key) => cellWords(cells[key]))),
    );
  }
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
  await book.table(
    [
      { title: 'Item', share: 1 },
      { title: 'Text', share: 3 },
    ],
    [
      ...reader.rows('cover').map(({ item, text }) => [cellWords(item), dayWords(String(text)) ?? String(text)]),
      ['SHA-256 of the JSON', sha256],
      ['Signed with the key', manifest.key.fingerprint],
    ],
  );
  book.heading3('The signal');
  await book.table(
    [
      { title: 'Item', share: 1 },
      { title: 'Value', share: 2 },
    ],
    [...signal].filter(([, value]) => value !== null).map(([item, value]) => [itemWords(item), cellWords(value)]),
  );
}

/** "Scope: name" for "scope.name". */
function itemWords(item: string): string {
  return item.split('.').map(codeWords).join(': ');
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

/** By month: each invitation is a line of the CSV. */
async function invitations(book: PdfBook, reader: PackReader): Promise<void> {
  const { title, about, rows: all } = reader.seal('invitations');
  book.heading2(title);
  book.paragraph(about);
  const months = new Map<string, Cells[]>();
  for (const row of reader.rows('invitations')) {
    const month = String(row.day).slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), row]);
  }
  if (all === 0) return book.paragraph('There is none.');
  book.note(`Counted by month of the meeting; the ${all} rows are in invitations.csv and in the JSON.`);
  await book.table(
    ['Month', 'Seats', 'Invitation sent', 'Reminded', 'Accepted', 'Declined', 'Not answered'].map((name) => ({
      title: name,
      share: 1,
    })),
    [...months].map(([month, rows]) => [
      cellWords(month),
      ...[
        () => true,
        ({ sentAt }: Cells) => sentAt !== null,
        ({ remindedAt }: Cells) => remindedAt !== null,
        ({ response }: Cells) => response === 'accepted' || response === 'delegated',
        ({ response }: Cells) => response === 'declined',
        ({ response }: Cells) => response === 'needsAction',
      ].map((is) => String(rows.filter(is).length)),
    ]),
  );
}

/** The rows that the signal rests on and those it is contrasted with; each number of them is in the CSV. */
async function register(book: PdfBook, reader: PackReader): Promise<void> {
  const counted = new Set(
    reader
      .rows('claims')
      .filter(({ figure }) => figure === 'elsewhere.atRisk' || figure === 'ownSites.atRisk')
      .flatMap(({ rows }) => (Array.isArray(rows) ? rows : [])),
  );
  const rows = reader.rows('register').filter(({ row }) => typeof row === 'number' && counted.has(row));
  await reader.print(
    book,
    'register',
    {
      row: 0.8,
      day: 1.2,
      mdt: 2.2,
      isOwnSite: 0.7,
      role: 1.8,
      person: 1,
      countsAs: 1.4,
      status: 1.5,
      reasonCode: 1.6,
      releaseAnswer: 1.2,
    },
    rows,
  );
}

async function seal(book: PdfBook, manifest: PackManifest, sha256: string): Promise<void> {
  book.heading2('Seal');
  book.paragraph(
    `This document is a rendering of the file with the SHA-256 ${sha256}. Only that file is signed: with Ed25519, by the key with the fingerprint ${manifest.key.fingerprint}. Check it with "quorate evidence verify FILE --key KEY".`,
  );
  book.paragraph(
    `Read in one snapshot at ${dayWords(manifest.readAt) ?? manifest.readAt}, evidence up to number ${manifest.dataCut}, by ${manifest.softwareVersion}, under the rules ${manifest.rules.code} version ${manifest.rules.version}.`,
  );
  await book.table(
    [
      { title: 'Section', share: 1.4 },
      { title: 'Rows', share: 0.5 },
      { title: 'SHA-256', share: 4 },
    ],
    manifest.sections.map(({ title, rows, sha256: hash }) => [title, String(rows), hash]),
  );
}
