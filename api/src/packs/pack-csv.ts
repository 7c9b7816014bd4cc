import { promisify } from 'node:util';
import { openPack, sectionCsv } from '@quorate/libs/evidence';
import { type AsyncZippable, strToU8, zip } from 'fflate';

const compress = promisify<AsyncZippable, Uint8Array>(zip);
// Excel takes a CSV file for Windows-1252 unless it begins with this.
const BYTE_ORDER_MARK = '\ufeff';

/**
 * A pack as one CSV file a section in a ZIP, with the pack itself beside them: only that is signed. The same pack gives
 * the same bytes.
 */
export async function packCsvZip(bytes: Buffer): Promise<Buffer> {
  const opened = openPack(bytes);
  if ('why' in opened) throw new Error(`A stored pack cannot be read: ${opened.why} at ${opened.place}.`);
  const { manifest, sections } = opened.pack;
  const files: AsyncZippable = { 'evidence-pack.json': bytes };
  for (const section of manifest.sections) {
    files[`${section.name}.csv`] = strToU8(BYTE_ORDER_MARK + sectionCsv(section, sections[section.name] ?? []));
  }
  // Dates of the files inside: the day of reading, so that a second download is the same file.
  return Buffer.from(
    await compress(
      Object.fromEntries(
        Object.entries(files).map(([name, file]) => [name, [file as Uint8Array, { mtime: manifest.readAt }]]),
      ),
    ),
  );
}
