const SMALL = new Set([
  'and',
  'of',
  'the',
  'for',
  'in',
  'on',
  'at',
  'with',
  'to',
  'by',
  'upon',
  'under',
  'le',
  'de',
  'la',
  'y',
]);
const KEPT = new Set(
  'NHS GP GPS PCN ICB ICS CCG CSU FT UK MDT CIC LLP HQ OOH HMP YOI IAPT CAMHS UTC WIC ENT APMS ADHD BMI CQC ODS EMIS AE II III IV VI VII'.split(
    ' ',
  ),
);
const SHORTENED = new Set([
  'DR',
  'DRS',
  'MR',
  'MRS',
  'MS',
  'ST',
  'STS',
  'LTD',
  'PLC',
  'RD',
  'MT',
  'CTR',
  'SQ',
  'PK',
  'HSE',
  'TRY',
  'BY',
  'MY',
  'SKY',
  'FLY',
  'WYE',
  'WYRE',
  'PYM',
  'RYE',
  'LYNN',
  'FRY',
  'NTH',
  'STH',
]);

/**
 * A published name as one would write it. Names are kept as published; capitals are only how the extracts print them.
 *   edges   a name with any small letter in it is already written by somebody and comes back as it is
 *   example readableName("ST ANN'S AND O'NEILL GP PRACTICE (HQ)") // "St Ann's and O'Neill GP Practice (HQ)"
 */
export function readableName(published: string): string {
  if (/\p{Ll}/u.test(published)) return published;
  return published.replace(/[\p{L}\p{N}'\u2019]+/gu, (word, at: number) => readableWord(word, published, at));
}

function readableWord(word: string, text: string, at: number): string {
  const begins = at === 0 || text[at - 1] === '(' || /[-:,/] $/.test(text.slice(Math.max(0, at - 2), at));
  if (KEPT.has(word)) return word;
  if (SHORTENED.has(word)) return begins || !SMALL.has(word.toLowerCase()) ? capital(word) : word.toLowerCase();
  if (!begins && SMALL.has(word.toLowerCase()) && !isAbbreviated(text, at, word)) return word.toLowerCase();
  if (/^\d+(ST|ND|RD|TH|S)$/.test(word)) return word.toLowerCase();
  if (word.length === 1 || /\d/.test(word)) return word;
  const apostrophe = /^(.)(['\u2019])(..+)$/.exec(word);
  if (apostrophe) return `${apostrophe[1]}${apostrophe[2]}${capital(apostrophe[3] ?? '')}`;
  if (/^MC[A-Z]{3,}$/.test(word)) return `Mc${capital(word.slice(2))}`;
  // Without a vowel it is no word but letters: TLC, SSP, HCRG.
  if (word.length <= 4 && /^[^AEIOUY']+$/.test(word)) return word;
  return capital(word);
}

/** Letters between full stops, such as the first of "A.T. Medics". */
function isAbbreviated(text: string, at: number, word: string): boolean {
  return word.length === 1 && text[at + 1] === '.';
}

function capital(word: string): string {
  return word.slice(0, 1) + word.slice(1).toLowerCase();
}
