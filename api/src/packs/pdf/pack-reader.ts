import type { PackCell, PackManifest } from '@quorate/libs/evidence';
import { namedCells } from '../recount.js';
import { cellWords, dayWords } from './pack-words.js';
import type { PdfBook } from './pdf-book.js';

export type Cells = Readonly<Record<string, PackCell>>;
/** Columns of a section that are printed, with their share of the width. */
type Printed = Readonly<Record<string, number>>;

const MOST_ROWS = 1_500;

/** Reads a pack section by section, and prints it. */
export class PackReader {
  constructor(
    readonly manifest: PackManifest,
    private readonly sections: Readonly<Record<string, readonly (readonly PackCell[])[]>>,
  ) {}

  seal(name: string): PackManifest['sections'][number] {
    const found = this.manifest.sections.find((section) => section.name === name);
    if (!found) throw new Error(`A pack without the section ${name}.`);
    return found;
  }

  has(name: string): boolean {
    return this.manifest.sections.some((section) => section.name === name);
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
    // A pack that was sealed by an earlier version has fewer of them.
    const columns = section.columns.filter(({ name: key }) => printed[key] !== undefined);
    const inOrder = Object.keys(printed).flatMap((key) => columns.find((column) => column.name === key) ?? []);
    await book.table(
      inOrder.map(({ name: key, title }) => ({ title, share: printed[key] ?? 1 })),
      shown.map((cells) => inOrder.map(({ name: key }) => cellWords(cells[key]))),
    );
  }
}

/** What, for whom, by whom, and the SHA-256. */
export async function printCover(book: PdfBook, reader: PackReader, sha256: string): Promise<void> {
  await book.table(
    [
      { title: 'Item', share: 1 },
      { title: 'Text', share: 3 },
    ],
    [
      ...reader.rows('cover').map(({ item, text }) => [cellWords(item), dayWords(String(text)) ?? String(text)]),
      ['SHA-256 of the JSON', sha256],
      ['Signed with the key', reader.manifest.key.fingerprint],
    ],
  );
}

/** Requests to release staff. */
export async function printReleases(book: PdfBook, reader: PackReader): Promise<void> {
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
}

/** By month: each invitation is a line of the CSV. */
export async function printInvitations(book: PdfBook, reader: PackReader): Promise<void> {
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

/** The rows that the numbers rest on; each number of them is in the CSV. */
export async function printRegister(book: PdfBook, reader: PackReader): Promise<void> {
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
      dispute: 1.2,
      status: 1.5,
      reasonCode: 1.6,
      releaseAnswer: 1.2,
    },
    rows,
  );
  if (reader.has('disputes'))
    await reader.print(book, 'disputes', {
      row: 0.8,
      raisedAt: 1.4,
      isLate: 1,
      dueOn: 1,
      answer: 1.2,
      answeredAt: 1.4,
    });
}

/** The seal, and the SHA-256 of each section. */
export async function printSeal(book: PdfBook, manifest: PackManifest, sha256: string): Promise<void> {
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
