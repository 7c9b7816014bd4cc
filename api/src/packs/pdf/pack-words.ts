import { absenceReason, DENOMINATOR_RULES } from '@quorate/libs/attendance';
import type { PackCell } from '@quorate/libs/evidence';
import { toLondon } from '@quorate/libs/time';

const MOST = 500;

const WORDS: Readonly<Record<string, string>> = {
  attendedPart: 'Attended part',
  deputy: 'Deputy attended',
  lateCancel: 'Withdrew within a day',
  absentNoNotice: 'Absent without notice',
  grantedWithCover: 'Granted with cover',
  unanswered: 'Not answered',
  needsAction: 'Not answered',
  discussedWithoutSeat: 'Discussed without the role',
  deferredSeatAbsent: 'Deferred because the role was missing',
  notEnough: 'Not enough meetings to judge',
  dataFirst: 'Data to be put right first',
  slip: 'Slip of typing or number',
  fact: 'Fact disputed',
  context: 'Context',
  earlier: 'Before the fall',
  before: 'Before the action',
  action: 'Month of the action',
  notTold: 'Not told',
};

/** A cell as a reader reads it: dates and codes in words; what is missing is empty. */
export function cellWords(value: PackCell | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Math.round(value * 1000) / 1000);
  const text = typeof value === 'string' ? value : value.join(', ');
  return cut(dayWords(text) ?? codeWords(text));
}

/** "withProvider" as "With provider"; texts that are no codes as they are. */
export function codeWords(text: string): string {
  const known =
    WORDS[text] ?? absenceReason(text)?.label ?? DENOMINATOR_RULES.find((rule) => rule.class === text)?.label;
  if (known) return known;
  if (!/^[a-z]+([A-Z][a-z]*)*$/.test(text)) return text;
  const words = text.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** "Scope: name" for "scope.name". */
export function itemWords(item: string): string {
  return item.split('.').map(codeWords).join(': ');
}

// Of figures that are no numbers of seats.
const FIGURES: Readonly<Record<string, string>> = {
  asOf: 'Meetings up to, the day itself not counted',
  since: 'Less since',
  'scope.kind': 'Where the signal looks',
  'scope.code': 'Role or host that it looks at',
  'elsewhere.expected': 'Seats usually taken part in, where the signal looks',
  'elsewhere.expectedLow': 'Lower end of what is usual there (95 in 100 ordinary providers)',
  'elsewhere.expectedHigh': 'Upper end of what is usual there',
  'ownSites.expected': 'Seats usually taken part in, at own sites',
  'ownSites.expectedLow': 'Lower end of what is usual at own sites',
  'ownSites.expectedHigh': 'Upper end of what is usual at own sites',
  'breadth.people': 'People expected',
  'breadth.peopleWithLoss': 'People with a lost seat',
  'breadth.mdts': 'MDTs',
  'breadth.mdtsWithLoss': 'MDTs with a lost seat',
  'breadth.months': 'Months',
  'breadth.monthsWithLoss': 'Months with a lost seat',
  'withoutOnePerson.holds': 'The pattern stands whoever is left out',
  'withoutOnePerson.excess': 'Seats lost beyond what is usual',
  'withoutOnePerson.leastExcess': 'Of these, left in the worst case without one person',
  'withoutOneMdt.holds': 'The pattern stands whichever MDT is left out',
  'withoutOneMdt.excess': 'Seats lost beyond what is usual',
  'withoutOneMdt.leastExcess': 'Of these, left in the worst case without one MDT',
  'shows.staffStatements': 'Staff who stated privately that they were not released',
  'releases.medianDaysToAnswer': 'Median days to answer a request to release',
  'burden.provider.medianNoticeDays': 'Median days of notice',
  'burden.others.medianNoticeDays': 'Median days of notice, other providers',
  'burden.provider.medianTravelMinutes': 'Median minutes of travel',
  'burden.others.medianTravelMinutes': 'Median minutes of travel, other providers',
  'burden.provider.medianTravelKm':
    'Median kilometres from the provider’s address to meetings not remote, as far as known',
  'burden.others.medianTravelKm': 'Median kilometres to meetings not remote, other providers, as far as known',
  'burden.provider.travelKnownShare': 'Share of these seats whose distance is known, down to the next tenth',
  'burden.others.travelKnownShare': 'Share of these seats whose distance is known, other providers',
  'burden.provider.shareOutsideOfficeHours': 'Share of meetings outside 9 to 5',
  'burden.others.shareOutsideOfficeHours': 'Share of meetings outside 9 to 5, other providers',
  'impact.discussedWithoutSeat': 'People discussed without the role that was needed',
  'impact.deferredSeatAbsent': 'People deferred because the role was missing',
  'impact.discussedAgain': 'People discussed again because of it',
  'impact.medianWaitDays': 'Median days from listing to discussion of those deferred',
  'power.rows': 'Seats in the last year',
  'power.usual': 'Share that is usual for them',
  'power.fallTo': 'A fall to this share',
  'power.probability': 'would lie below the usual range with this probability; a signal needs more',
  'power.clumping': 'How alike two seats of one provider are, 0 to 1',
};

/** A figure that is no number of seats, in words. */
export function figureWords(figure: string): string {
  return FIGURES[figure] ?? figure.split('.').map(codeWords).join(': ');
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "24 Nov 2026", "24 Nov 2026, 09:00" (London), "Nov 2026"; null for what is no day. */
export function dayWords(text: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text)) {
    const { date, time } = toLondon(text);
    return `${dayWords(date) ?? date}, ${time}`;
  }
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name ? `${day ? `${Number(day)} ` : ''}${name} ${year}` : null;
}

function cut(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST)}… (whole in the CSV)`;
}
