// The detector on the real register of a parliament: groups are parties or sections of one, everybody is a guest, and
// one day is one meeting.
//   changed   a fifth of one group's presences from a date become unexplained absences: is it found, and when from?
//   shuffled  people are dealt to the groups anew, so that no group is anything: how often is one flagged?
import { join } from 'node:path';

const DAY_MS = 86_400_000;
const HOUSE = 'house';
/** People looked at in each group, so that groups weigh the same. */
const PEOPLE = 30;
/** Two years, as long as an economy is looked back on, before meetings went remote. */
const FROM = '2018-01-01';
const TO = '2020-01-01';
const LEAST_DAYS = 25;
const SHARE_LOST = 0.2;
const MINUTES = 60;
/** Scores at which a flag might open. */
const BARS = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95];

export async function measureRegisters({ detector, root, folder, shuffles, sections, progress }) {
  const { readRegister } = await import(join(root, 'api/dist/src/interop/registers/read-register.js'));
  const people = peopleOf(readRegister(folder, 'bundestag').entries, sections);
  const groups = [...new Set(people.map(({ group }) => group))].sort();
  const days = [...new Set(people.flatMap((person) => [...person.days.keys()]))].sort();
  const all = people.flatMap((person) => [...person.days.values()]);
  const took = all.filter((share) => share >= 0.6).length / all.length;
  console.log(
    `${people.length} people in ${groups.length} groups, ${days.length} days, ${all.length} rows, took part ${took.toFixed(3)}`,
  );
  for (const group of groups) {
    const own = people.filter((person) => person.group === group).flatMap((person) => [...person.days.values()]);
    console.log(`  ${group}: ${(own.filter((share) => share >= 0.6).length / own.length).toFixed(3)}`);
  }
  const untouched = scoresOf(detector, people, groups, days);
  console.log(`untouched: ${said(untouched, groups)}`);
  const from = days[Math.floor(days.length / 2)];
  const random = randomOf(1);
  for (const group of groups) {
    progress(`Taking presences from ${group}`);
    const changed = people.map((person) => (person.group === group ? withLoss(person, from, random) : person));
    const found = scoresOf(detector, changed, groups, days);
    const own = found.byGroup.get(group);
    const onset = own.flagged ? `, onset put at ${own.onset}` : '';
    console.log(
      `changed ${group} from ${from}: highest ${own.highest.toFixed(3)}, ${own.flagged ?? 'not flagged'}${onset}; ${said(found, groups)}`,
    );
  }
  shuffleAndPrint({ detector, people, groups, days, shuffles, progress });
}

function shuffleAndPrint({ detector, people, groups, days, shuffles, progress }) {
  const random = randomOf(2);
  const highest = [];
  let flagged = 0;
  let shufflesWith = 0;
  let years = 0;
  for (let k = 0; k < shuffles; k += 1) {
    const dealt = shuffled(people, random);
    const others = people.map((person, i) => ({ ...person, group: dealt[i].group }));
    const found = scoresOf(detector, others, groups, days);
    const flags = [...found.byGroup.values()].filter((group) => group.flagged).length;
    highest.push(...[...found.byGroup.values()].map((group) => group.highest));
    flagged += flags;
    shufflesWith += flags > 0 ? 1 : 0;
    years += found.years * groups.length;
    progress(
      `Shuffle ${k + 1} of ${shuffles}: ${flags} flagged, highest ${Math.max(...highest.slice(-groups.length))}`,
    );
  }
  console.log(
    `${shuffles} shuffles: ${shufflesWith} with a flag, ${flagged} groups flagged in ${years.toFixed(0)} group-years, ${(flagged / years).toFixed(4)} a year`,
  );
  for (const bar of BARS) {
    const above = highest.filter((score) => score >= bar).length;
    console.log(`  ever at ${bar} or more: ${above} groups, ${(above / years).toFixed(4)} a year`);
  }
}

/** Each group's highest score, the day its first flag was raised and the onset seen then. */
function scoresOf(detector, people, groups, days) {
  const economy = economyOf(people, groups, days);
  const months = detector.scoreMonths(detector.evaluate(detector.buildFrame(economy)));
  const byGroup = new Map(groups.map((group) => [group, { highest: 0, flagged: null, onset: null }]));
  for (const { evaluation, score, isFlagged } of months) {
    const group = byGroup.get(economy.providers[evaluation.provider].providerId);
    group.highest = Math.max(group.highest, score);
    if (!isFlagged || group.flagged) continue;
    group.flagged = economy.evaluationDates[evaluation.evaluation];
    group.onset = onsetOf(economy, evaluation);
  }
  const evaluated = economy.evaluationDates.slice(detector.FIRST_EVALUATION);
  return { byGroup, years: (Date.parse(evaluated.at(-1)) - Date.parse(evaluated[0])) / DAY_MS / 365.25 };
}

/** Fortnights are counted back from the evaluation day. */
function onsetOf(economy, { evaluation, onset }) {
  const at = Date.parse(economy.evaluationDates[evaluation]);
  const fortnights = Math.floor(((at - Date.parse(economy.start)) / DAY_MS - 1) / 14) + 1;
  return iso(at - (fortnights - onset) * 14 * DAY_MS);
}

function said({ byGroup }, groups) {
  const flags = groups.filter((group) => byGroup.get(group).flagged);
  return `flagged ${flags.length === 0 ? 'none' : flags.map((group) => `${group} (${byGroup.get(group).flagged})`).join(', ')}`;
}

/** People with their group and, by day, the share of the day's votes that they took part in. */
function peopleOf(entries, sections) {
  const byMember = new Map();
  for (const { member, unit, date, outcome } of entries) {
    if (unit === null || date === null || date < FROM || date >= TO || outcome === 'unknown') continue;
    const person = byMember.get(member) ?? { member, group: unit, votes: new Map() };
    const [present, of] = person.votes.get(date) ?? [0, 0];
    person.votes.set(date, [present + (outcome === 'present' ? 1 : 0), of + 1]);
    byMember.set(member, person);
  }
  const taken = new Map();
  return [...byMember.values()]
    .filter(({ votes }) => votes.size >= LEAST_DAYS)
    .sort((a, b) => Number(a.member) - Number(b.member))
    .map(({ member, group, votes }) => ({
      member,
      group,
      days: new Map([...votes].map(([day, [present, of]]) => [day, present / of])),
    }))
    .filter(({ group }) => {
      taken.set(group, (taken.get(group) ?? 0) + 1);
      return taken.get(group) <= PEOPLE;
    })
    .filter(({ group }, _, list) => list.filter((other) => other.group === group).length === PEOPLE)
    .map((person, i) => (sections > 1 ? { ...person, group: `${person.group} ${(i % sections) + 1}` } : person));
}

function economyOf(people, groups, days) {
  const start = `${days[0].slice(0, 7)}-01`;
  const invitations = people.flatMap(({ member, days: attended }) =>
    [...attended].map(([day, share]) => ({
      invitationId: `${member}:${day}`,
      meetingId: day,
      professionalId: member,
      required: true,
      invitedOn: iso(Date.parse(day) - 14 * DAY_MS),
      travelMinutes: 0,
      status: share > 0 ? 'attended' : 'dna',
      minutesPresent: share * MINUTES,
      absenceReason: '',
    })),
  );
  return {
    start,
    evaluationDates: monthsAfter(start, days.at(-1)),
    providers: [HOUSE, ...groups].map((providerId) => ({ providerId })),
    series: [
      {
        seriesId: HOUSE,
        hostProviderId: HOUSE,
        weekday: 3,
        startMinute: 600,
        durationMinutes: MINUTES,
        mode: 'in_person',
      },
    ],
    professionals: people.map(({ member, group }) => ({
      professionalId: member,
      employerProviderId: group,
      baseSiteId: group,
      role: 'member',
      coverDepth: 0,
    })),
    meetings: days.map((date) => ({ meetingId: date, seriesId: HOUSE, date })),
    calendar: [],
    invitations,
    releaseRequests: [],
  };
}

function monthsAfter(start, last) {
  const dates = [];
  const at = new Date(start);
  do {
    at.setUTCMonth(at.getUTCMonth() + 1);
    dates.push(iso(at.getTime()));
  } while (dates.at(-1) <= last);
  return dates;
}

function withLoss(person, from, random) {
  const lose = ([day, share]) => [day, day >= from && share > 0 && random() < SHARE_LOST ? 0 : share];
  return { ...person, days: new Map([...person.days].map(lose)) };
}

function shuffled(list, random) {
  const dealt = [...list];
  for (let i = dealt.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [dealt[i], dealt[j]] = [dealt[j], dealt[i]];
  }
  return dealt;
}

/** Numbers in [0, 1) that are the same in each run (mulberry32). */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function iso(milliseconds) {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
