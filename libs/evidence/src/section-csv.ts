import type { PackCell, PackSectionSeal } from './pack.js';

/**
 * A section as CSV (RFC 4180: CRLF, quotes doubled), with its column titles. A cell that a spreadsheet would take for a
 * formula is written with an apostrophe before it (OWASP, CSV injection). Missing is an empty cell.
 *   example sectionCsv(section, [['=1+1', null]]) // 'Reason,Day\r\n\'=1+1,\r\n'
 */
export function sectionCsv(section: PackSectionSeal, rows: readonly (readonly PackCell[])[]): string {
  const lines = [section.columns.map(({ title }) => title), ...rows];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: PackCell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = typeof value === 'string' ? value : value.join(' ');
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
