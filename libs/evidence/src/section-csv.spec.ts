import { describe, expect, it } from '@jest/globals';
import { sectionCsv } from './section-csv.js';

const seal = (titles: readonly string[]) => ({
  name: 'x',
  title: 'X',
  about: '',
  columns: titles.map((title, at) => ({ name: `c${at}`, title })),
  rows: 0,
  sha256: '',
});

describe('a section as CSV', () => {
  it('writes titles, ends lines with CRLF, and leaves out what is missing', () => {
    expect(sectionCsv(seal(['Row', 'Day']), [[1, null]])).toBe('Row,Day\r\n1,\r\n');
    expect(sectionCsv(seal(['Row']), [])).toBe('Row\r\n');
  });

  it('quotes what has a comma, a quote or a new line in it', () => {
    expect(sectionCsv(seal(['a']), [['x, "y"\nz']])).toBe('a\r\n"x, ""y""\nz"\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '=HYPERLINK("http://x","y")'])(
    'lets no spreadsheet take %j for a formula',
    (text) => {
      const written = sectionCsv(seal(['a']), [[text]]).slice('a\r\n'.length);
      expect(written.replace(/^"/, '').startsWith(`'${text.slice(0, 1)}`)).toBe(true);
    },
  );

  it('leaves numbers as numbers, below nought too, says yes and no, and lists with spaces', () => {
    expect(sectionCsv(seal(['a', 'b', 'c']), [[-1.5, true, [3, 'x']]])).toBe('a,b,c\r\n-1.5,yes,3 x\r\n');
  });
});
