import { countsAsWords, LOSS_REASON_WORDS, outcomeWords, type Row, releaseWords } from './figures-words.js';

const COLUMNS: readonly (readonly [header: string, cell: (row: Row) => string])[] = [
  ['Date', ({ date }) => date],
  ['MDT', ({ mdtName }) => mdtName],
  ['Host', ({ hostName }) => hostName],
  ['Own site', ({ isOwnSite }) => (isOwnSite ? 'yes' : 'no')],
  ['Seat', ({ roleName }) => roleName],
  ['Core', ({ isCore }) => (isCore ? 'yes' : 'no')],
  ['Register', outcomeWords],
  ['Counts as', countsAsWords],
  ['Who could have changed it', ({ reason }) => (reason ? LOSS_REASON_WORDS[reason] : '')],
  ['Release', releaseWords],
  ['Member', ({ staffName }) => staffName ?? ''],
];

/** Rows as comma-separated values after RFC 4180, for a spreadsheet: what begins like a formula is made text. */
export function rowsCsv(rows: readonly Row[]): string {
  const lines = [COLUMNS.map(([header]) => header), ...rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))];
  return lines.map((line) => `${line.map(cellOf).join(',')}\r\n`).join('');
}

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Offers a text as a file. The mark at its start lets spreadsheets read it as UTF-8. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
