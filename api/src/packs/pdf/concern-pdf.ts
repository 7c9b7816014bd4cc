import { type PackReader, printCover, printInvitations, printRegister, printReleases } from './pack-reader.js';
import { cellWords, codeWords, itemWords } from './pack-words.js';
import type { PdfBook } from './pdf-book.js';

/** A pack about a concern without a signal: what is alleged, what happened to it, and the records of the period. */
export async function printConcern(book: PdfBook, reader: PackReader, sha256: string): Promise<void> {
  const { manifest } = reader;
  const concern = new Map(reader.rows('concern').map(({ item, value }) => [String(item), value]));
  book.heading1(`Evidence pack: ${manifest.subject.providerName}`);
  book.paragraph(manifest.caveat);
  book.paragraph(
    `A concern of ${manifest.subject.system}, ${cellWords(concern.get('reference'))}, received ${cellWords(concern.get('receivedAt'))}: ${codeWords(String(concern.get('state'))).toLowerCase()}. The records are of meetings from ${cellWords(concern.get('from'))} to ${cellWords(concern.get('until'))}.`,
  );
  await printCover(book, reader, sha256);
  const { title, about } = reader.seal('concern');
  book.heading2(title);
  book.paragraph(about);
  await book.table(
    [
      { title: 'Item', share: 1 },
      { title: 'Value', share: 2 },
    ],
    [...concern].filter(([, value]) => value !== null).map(([item, value]) => [itemWords(item), cellWords(value)]),
  );
  await reader.print(book, 'chronology', { at: 2, what: 2, by: 2, to: 1.5, reason: 4 });
  await reader.print(book, 'claims', { means: 4, count: 1 });
  await reader.print(book, 'participation', {
    month: 1,
    elsewhereAtRisk: 1,
    elsewhereTookPart: 1,
    ownAtRisk: 1,
    ownTookPart: 1,
  });
  await reader.print(book, 'impact', { patient: 1, month: 1, role: 2, what: 2.5, isAgain: 1 });
  await printReleases(book, reader);
  await printInvitations(book, reader);
  await printRegister(book, reader);
  if (reader.has('rules')) await reader.print(book, 'rules', { item: 2, value: 4 });
  await reader.print(book, 'leftOut', { what: 2, why: 4 });
}
