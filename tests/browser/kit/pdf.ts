import { spawnSync } from 'node:child_process';

/** The text of each sheet of a PDF; null for each where poppler's pdftotext is not installed, so that they can still be counted. */
export function pdfPages(pdf: Buffer): readonly (string | null)[] {
  const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
  if (read.error === undefined && read.status === 0) return read.stdout.split('\f').slice(0, -1);
  const sheets = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
  return sheets.map(() => null);
}
