// The weeks of "workloads": backlogs grow, illness spreads, people spend the hours they have, managers spend a budget.
import { reaches } from './policies.mjs';
import { isIn } from './troubles.mjs';

/** Hours of a meeting, of those asked for, from which on it is worth going for a part. */
const PART = 0.5;
const INDIFFERENT = -1.35;
const OWN_WORTH = 0.25;
const LEAVE_WEEKS = 6;
const SCHOOL_HOLIDAYS = [7, 14, 15, 22, 30, 31, 32, 33, 34, 43, 51];

/** Plays an economy week by week: what became of every seat at every held meeting, in the order of the meetings. */
export function playWeeks(draws, world) {
  const rows = [];
  const holidays = leavePlans(draws, world);
  const byWeek = Map.groupBy(
    world.meetings.filter(({ cancelled }) => !cancelled),
    ({ day }) => Math.floor(day / 7),
  );
  for (let week = 0; week * 7 < world.days; week += 1) {
    const ill = spreadIllness(draws, world, week);
    for (const provider of world.providers) if (week % 2 === 0) openBudgets(provider, week * 7);
    const seats = (byWeek.get(week) ?? []).flatMap((meeting) =>
      meeting.series.seats.map((seat) => ({ meeting, series: meeting.series, seat, day: meeting.day })),
    );
    const byPerson = Map.groupBy(seats, ({ seat }) => seat.person);
    for (const person of world.people) {
      const own = byPerson.get(person) ?? [];
      const isAway = holidays.get(person)?.has(week);
      rows.push(...planWeek(draws, world, person, own, { isIll: ill.has(person), isAway }));
    }
    growBacklogs(draws, world, week, ill, holidays);
  }
  return rows.filter(Boolean);
}

/** One person's week: the worthiest meetings first, as long as the hours last. */
function planWeek(draws, world, person, seats, { isIll, isAway }) {
  const provider = world.providers[person.provider];
  const team = provider.teams[person.team];
  if (seats.length === 0 || seats[0].day < (provider.joins ?? 0)) return [];
  const asked = seats.reduce((sum, { seat }) => sum + seat.hours, 0);
  const strain = Math.max(0, 1 - team.backlog * world.economy.haste);
  const least = 0.55 * asked + 0.45 * person.load;
  let hours = least * person.slack * strain * draws.lognormal(1, person.unsteady);
  const luck = draws.next();
  const spent = [];
  const valued = seats
    .map((row) => ({ ...row, provider, team, worth: worthOf(draws, provider, person, row) }))
    .sort((a, b) => b.worth - a.worth);
  for (const row of valued) {
    const cost =
      row.seat.hours +
      (isIn({ from: row.seat.moved?.from ?? Infinity, to: Infinity }, row.day) ? row.seat.moved.minutes / 30 : 0);
    const outcome =
      isAway || isIll || isIn(person.away, row.day)
        ? awayFrom(draws, person, row, { isIll, isAway })
        : choose(draws, row, { cost, hours, luck });
    if (outcome.took > 0) hours -= cost * outcome.took;
    team.spent = (team.spent ?? 0) + (outcome.took > 0 ? cost * outcome.took : 0);
    spent.push({ ...row, ...outcome });
  }
  return spent;
}

function worthOf(draws, provider, person, { series, seat }) {
  const home = seat.isCross ? -provider.homely : OWN_WORTH;
  return (
    person.keenness + provider.keenness + series.worth + home + (seat.required ? 0.15 : -0.25) + draws.normal(0, 0.75)
  );
}

function awayFrom(draws, person, row, { isIll, isAway }) {
  const cause = isAway ? 'annual_leave' : isIll ? 'sickness' : 'leave_unsaid';
  const said = isAway || isIll ? 1 - row.provider.leaveUnsaid : person.away.isSaid;
  return {
    took: 0,
    cause: draws.chance(said) ? (cause === 'leave_unsaid' ? 'sickness' : cause) : 'unsaid',
    isLate: isIll && draws.chance(0.5),
  };
}

/** What a person who is there does with an invitation, and what the manager makes of it. */
function choose(draws, row, { cost, hours, luck }) {
  const { provider, series, seat, day } = row;
  if (row.worth < INDIFFERENT) return lost(draws, row, 'indifferent', 0.05);
  const clash = Math.max(
    seat.clash,
    isIn({ from: seat.newClash?.from ?? Infinity, to: Infinity }, day) ? seat.newClash.by : 0,
  );
  if (draws.chance(clash)) return lost(draws, row, 'diary_clash', 0.2);
  if (isIn(series.outage, day) && series.mode !== 'in_person' && draws.chance(0.6))
    return lost(draws, row, 'outage', 0.8);
  if (cost > hours) {
    const part = hours / cost;
    if (part > PART && draws.chance(0.35)) return { took: part, cause: 'short' };
    return lost(draws, row, 'clinical_workload', 0.4);
  }
  if (isIn(provider.pause, day) && draws.chance(provider.pause.by * (seat.isCross ? 1 : 0.8)))
    return lost(draws, row, 'refused', 0.2);
  const refused = seat.isCross && provider.gatekeeps && !isAllowed(draws, row, cost);
  if (refused) return lost(draws, row, 'refused', 0.3);
  const held = heldBack(draws, row, luck);
  if (held) return held;
  if (draws.chance(provider.leavesEarly)) return { took: draws.between(0.25, 0.75), cause: 'short' };
  return { took: 1, cause: draws.chance(0.05) ? 'late' : 'came' };
}

function isAllowed(draws, { team, provider }, cost) {
  team.budget -= cost;
  return team.budget >= 0 || draws.chance(provider.goesAnyway);
}

/** A policy at work on somebody who would have come; null where it lets them. */
function heldBack(draws, row, luck) {
  const { policy } = row.provider;
  if (!reaches(policy, row)) return null;
  policy.rows += 1;
  const pressure = policy.underPressure ? Math.min(1.4, 0.5 + 4 * row.team.backlog) : 1;
  const compliance = policy.kind === 'quiet_word' ? row.seat.person.complies : 1;
  const toll = policy.kind === 'budget' ? Math.min(1.5, 0.5 + row.seat.hours / 2.5) : 1;
  const draw = draws.chance(policy.sameWeek) ? luck : draws.next();
  if (draw >= policy.strength * pressure * compliance * toll) return null;
  policy.held += 1;
  const shown = draws.weighted(policy.shows);
  if (shown === 'short') return { took: draws.between(0.15, 0.55), cause: 'short', held: shown };
  if (shown === 'short_deputy') return { took: 0, deputy: draws.between(0.2, 0.55), cause: 'came', held: shown };
  const isLate = shown === 'late';
  return {
    took: 0,
    cause: isLate || shown === 'absent' ? 'refused' : 'as_said',
    said: shown === 'blank' ? '' : shown,
    isLate,
    isAbsent: shown === 'absent',
    held: shown,
  };
}

function lost(draws, { seat, provider }, cause, late) {
  if (seat.person.cover > 0 && draws.chance(provider.deputies))
    return { took: 0, deputy: draws.chance(provider.shortDeputies) ? draws.between(0.2, 0.55) : 1, cause: 'came' };
  return { took: 0, cause, isLate: draws.chance(late) };
}

function openBudgets(provider, day) {
  for (const [index, team] of provider.teams.entries()) {
    const load = provider.people
      .filter((person) => person.team === index)
      .reduce((sum, person) => sum + person.crossLoad, 0);
    const strain = isIn(provider.strain, day) ? 1 - provider.strain.by : 1;
    team.budget = 2 * load * provider.generosity * strain;
  }
}

function growBacklogs(draws, world, week, ill, holidays) {
  for (const provider of world.providers) {
    provider.teams.forEach((team, index) => {
      const members = provider.people.filter((person) => person.team === index);
      const there = members.filter((person) => !ill.has(person) && !holidays.get(person)?.has(week)).length;
      const share = members.length > 0 ? there / members.length : 1;
      const strain = isIn(provider.strain, week * 7) ? provider.strain.by : 0;
      team.shock = 0.75 * team.shock + draws.normal(0, 0.04);
      const demand = team.demand + world.economy.winter * coldness(world, week) + team.shock + strain;
      team.backlog = Math.min(0.6, Math.max(0, 0.7 * team.backlog + 0.5 * (demand - 0.1 - share)));
    });
  }
}

/** Illness within teams: the more are ill, the more fall ill. */
function spreadIllness(draws, world, week) {
  const ill = new Set();
  const cold = coldness(world, week);
  for (const provider of world.providers) {
    const outbreak = isIn(provider.outbreak, week * 7) ? provider.outbreak.by : 0;
    for (const person of provider.people) {
      const team = provider.teams[person.team];
      const hazard = 0.018 + 0.02 * Math.max(0, cold) + 0.25 * (team.infected ?? 0) + outbreak;
      if (draws.chance(Math.min(0.5, hazard))) ill.add(person);
    }
    provider.teams.forEach((team, index) => {
      const members = provider.people.filter((person) => person.team === index);
      team.infected =
        members.length > 0 ? members.filter((person) => ill.has(person)).length / (members.length + 2) : 0;
    });
  }
  return ill;
}

function coldness(world, week) {
  return Math.cos((2 * Math.PI * (weekOfYear(world, week) - 2)) / 52);
}

function weekOfYear(world, week) {
  const date = new Date(Date.parse(world.start) + week * 7 * 86_400_000);
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / (7 * 86_400_000));
}

function leavePlans(draws, world) {
  const weeks = Math.ceil(world.days / 7);
  return new Map(
    world.people.map((person) => {
      const taken = new Set();
      const holidayWeeks = Array.from({ length: weeks }, (_, week) => week).filter((week) =>
        SCHOOL_HOLIDAYS.includes(weekOfYear(world, week)),
      );
      const wanted = Math.round((LEAVE_WEEKS * weeks) / 52);
      for (let i = 0; i < wanted; i += 1)
        taken.add(
          person.hasChildren && holidayWeeks.length > 0 && draws.chance(0.7)
            ? draws.pick(holidayWeeks)
            : draws.int(0, weeks - 1),
        );
      return [person, taken];
    }),
  );
}
