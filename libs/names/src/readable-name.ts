/** Small inside a name; with a capital where a name or a part of it begins. */
const SMALL = new Set('and of the for in on at with to by from or via near upon under over le de la y yr'.split(' '));
/** Read letter by letter, though they have a vowel and could be a word. Without a vowel no list is needed. */
const KEPT = new Set(
  (
    'NHS GP GPS PCN ICB ICS CCG CSU FT UK MDT CIC LLP HQ OOH HMP YOI HMYOI IAPT CAMHS UTC UCC UTI WIC MIU ENT APMS ADHD BMI CQC ODS EMIS ' +
    'AE ICU HDU EPMA OPD OPMH UCLH IUC IUCS AMH EIP EIS AOT CDAT CRHT MHOA APCS CAS CASH COPD GUM HIV MRI GI ED OT AQP OA EPUT ELFT BMA RAF USA ' +
    'NE SE NW SW EMH MHSOP GPSI GPWSI LGI IDTS PICU SCBU NICU II III IV VI VII VIII IX'
  ).split(' '),
);
/** Without a vowel and yet a word, or a word cut short. */
const WORDS = new Set(
  (
    'DR DRS MR MRS MS ST STS LTD PLC RD MT CTR CNTR SQ PK HSE SVC SVCS NTH STH JNR SNR PTNRS HLTH ' +
    'TRY BY MY SKY FLY FRY CRY DRY WHY WYE WYRE PYM PYE RYE LYE LYNN LYN GLYN BRYN HYDE TYNE RHYS RHYL TY YNYS HYTHE GYM BYRD'
  ).split(' '),
);

/**
 * An organisation's or site's name as one would write it. The extracts print names and addresses in capitals; the name
 * as published is kept beside it. A wrong capital is a blemish and never another name: only the case of letters changes.
 *   rule    each word gets a capital; "and", "of", "the", "in" and their like are small unless they begin the name or a
 *           part after a bracket, colon, comma, slash or dash
 *   kept    NHS, GP, ICB, PCN, UK and other known letters; Roman numerals; up to four letters without a vowel (SSP, CMHT);
 *           words with a digit (4B, FP10); single letters (A&E)
 *   names   McDonald, O'Neill, D'Arcy, but St Ann's and B'ham; 1ST is 1st
 *   edges   a name with any small letter in it was written by somebody and comes back as it is, so a second time changes nothing
 *   example readableName("ST ANN'S AND O'NEILL GP PRACTICE (HQ)") // "St Ann's and O'Neill GP Practice (HQ)"
 */
export function readableName(published: string): string {
  if (/\p{Ll}/u.test(published)) return published;
  return published.replace(/[\p{L}\p{N}'\u2019]+/gu, (word, at: number) => readableWord(word, published, at));
}

function readableWord(word: string, text: string, at: number): string {
  const before = text.slice(0, at);
  const begins = before.trim() === '' || /(?:[(["]|[:,/]|(?:^|\s)[-\u2013])\s*$/.test(before);
  const small = word.toLowerCase();
  if (!begins && SMALL.has(small) && !isAbbreviated(text, at, word)) return small;
  if (KEPT.has(word)) return word;
  if (WORDS.has(word)) return capital(word);
  if (/^\d+(ST|ND|RD|TH|S)$/.test(word)) return small;
  if (word.length === 1 || /\d/.test(word)) return word;
  const prefixed = /^([OD])(['\u2019])(.{3,})$/.exec(word);
  if (prefixed) return `${prefixed[1]}${prefixed[2]}${capital(prefixed[3] ?? '')}`;
  if (/^MC[A-Z]{3,}/.test(word)) return `Mc${capital(word.slice(2))}`;
  if (word.length <= 4 && /^[^AEIOUY'\u2019]+$/.test(word)) return word;
  return capital(word);
}

/** Letters between full stops, such as the first of "A.T. Medics" and the Y of "Y.M.C.A.". */
function isAbbreviated(text: string, at: number, word: string): boolean {
  return word.length === 1 && text[at + 1] === '.';
}

function capital(word: string): string {
  return word.slice(0, 1) + word.slice(1).toLowerCase();
}
