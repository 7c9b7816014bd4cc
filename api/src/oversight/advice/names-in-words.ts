/** A name that the directory holds. */
export interface KnownName {
  readonly kind: 'organisation' | 'site' | 'staff';
  readonly name: string;
}

/** What names of organisations and sites have in common, so that it names none of them. */
const COMMON = new Set(
  `the of and for in at nhs trust foundation acute community mental health care hospital hospitals university
  infirmary general district royal integrated board council borough city county metropolitan practice surgery
  medical medicine centre center group hospice partnership primary network limited ltd plc cic social enterprise service
  services clinic house home nursing residential team unit ward new old north south east west northern southern eastern
  western central upper lower great little combined authority commissioning england national regional local area`.split(
    /\s+/,
  ),
);

const TITLES = 'dr|doctor|mr|mrs|miss|ms|mx|prof|professor|sister|nurse|matron|sir|dame';
const SHORTEST = 4;

/**
 * The names of the directory that a text holds, as the directory writes them, each once. An organisation or site is also
 * known by the beginning of its name alone, written with a capital ("Northgate"), and a member of staff by the family
 * name after a title or an initial ("Dr Keane", "T Keane").
 *   example namesInWords('May Northgate do that?', [{ kind: 'organisation', name: 'Northgate Acute NHS Trust' }])
 */
export function namesInWords(text: string, names: readonly KnownName[]): string[] {
  const plain = ` ${plainOf(text)} `;
  const held = names.filter((known) =>
    known.kind === 'staff' ? holdsPerson(plain, text, known.name) : holdsPlace(plain, text, known.name),
  );
  return [...new Set(held.map(({ name }) => name))].sort();
}

function holdsPlace(plain: string, text: string, name: string): boolean {
  const whole = plainOf(name);
  const words = whole.split(' ');
  if (whole.length >= SHORTEST && words.some((word) => !COMMON.has(word)) && plain.includes(` ${whole} `)) return true;
  const short = shortFormOf(name);
  return short !== null && new RegExp(`(?<![\\p{L}\\p{N}])${escaped(short)}(?![\\p{L}\\p{N}])`, 'u').test(text);
}

/** The words before the first common one, with their capitals: "Elm Park" of "Elm Park Surgery". Null where nothing is its own. */
function shortFormOf(name: string): string | null {
  const own: string[] = [];
  for (const word of name.replace(/^the\s+/i, '').split(/\s+/)) {
    if (COMMON.has(plainOf(word))) break;
    own.push(word);
  }
  const short = own.join(' ').replace(/[^\p{L}\p{N}]+$/u, '');
  return short.length >= SHORTEST && /^\p{Lu}/u.test(short) ? short : null;
}

function holdsPerson(plain: string, text: string, name: string): boolean {
  const words = name.split(/\s+/).filter((word) => !new RegExp(`^(?:${TITLES})$`).test(plainOf(word)));
  const [given, family] = [words[0], words.at(-1)];
  if (!given || !family || words.length < 2) return false;
  const forms = [words.join(' '), `${given} ${family}`, ...TITLES.split('|').map((title) => `${title} ${family}`)];
  if (forms.some((form) => plain.includes(` ${plainOf(form)} `))) return true;
  // With its capitals: "A Green" may be somebody, "a green light" is not.
  return new RegExp(`(?<!\\p{L})${escaped(given.charAt(0))}\\.?\\s*${escaped(family)}(?!\\p{L})`, 'u').test(text);
}

/** Small letters and numbers with single spaces, without accents. */
function plainOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
