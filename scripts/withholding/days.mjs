// The days of "exchanges": who wants to go, who has to stay, whom a rule keeps.
import { isIn } from './troubles.mjs';
import { dayOf } from './world.mjs';

const SCHOOL_HOLIDAYS = new Set([7, 14, 15, 22, 30, 31, 32, 33, 34, 43, 51]);
const ILL_A_WEEK = 0.028;
const LEAVE_SPELLS = [0, 11, 23, 37];
const RAMP_DAYS = 90;

/** Plays an economy day by day: what became of every seat at every held meeting, in the order of the meetings. */
export function playDays(draws, world) {
  const balance = world.providers.map(() => new Map());
  const rows = [];
  const byDay = Map.groupBy(
    world.meetings.filter(({ cancelled }) => !cancelled),
    ({ day }) => day,
  );
  let week = -1;
  let ill = new Set();
  for (const [day, meetings] of byDay) {
    if (Math.floor(day / 7) !== week) {
      week = Math.floor(day / 7);
      ill = newWeek(draws, world, day);
    }
    const outcomes = new Map();
    const seats = meetings.flatMap((meeting) => meeting.series.seats.map((seat) => ({ meeting, seat })));
    const byTeam = Map.groupBy(seats, ({ seat: { person } }) => world.providers[person.provider].teams[person.team]);
    for (const [team, own] of byTeam) playTeam(draws, world, { team, seats: own, day, ill, balance, outcomes });
    for (const meeting of meetings) {
      const own = meeting.series.seats.map((seat) => outcomes.get(meeting)?.get(seat)).filter(Boolean);
      remember(meeting.series, own, balance, world.manners.momentum);
      rows.push(...own);
    }
  }
  return rows;
}

/** Queues move, people fall ill, habits fade to what they were. */
function newWeek(draws, world, day) {
  const cold = world.manners.cold * Math.cos((2 * Math.PI * (weekOfYear(world, day) - 2)) / 52);
  const ill = new Set();
  for (const provider of world.providers) {
    const surge = isIn(provider.surge, day) ? provider.surge.by : 0;
    for (const team of provider.teams) {
      team.queue = 0.8 * team.queue + draws.normal(0, 0.35);
      team.load = team.queue + surge + 0.4 * cold;
    }
    for (const person of provider.people) if (draws.chance(ILL_A_WEEK * (1 + cold * 0.5))) ill.add(person);
  }
  for (const { seats } of world.series)
    for (const seat of seats) {
      const { habitLost } = world.providers[seat.person.provider];
      if (habitLost && !seat.hasLost && day >= habitLost.from) {
        seat.habit -= habitLost.by;
        seat.hasLost = true;
      }
      seat.habit *= 0.985;
    }
  return ill;
}

/** One team's day: the senior ones choose first, and so many must stay. */
function playTeam(draws, world, { team, seats, day, ill, balance, outcomes }) {
  const provider = world.providers[seats[0].seat.person.provider];
  const people = provider.people.filter((person) => provider.teams[person.team] === team);
  const holiday = SCHOOL_HOLIDAYS.has(weekOfYear(world, day));
  const there = people.filter((person) => !awayFor(world, person, day, ill));
  const mustStay = Math.max(0, Math.min(there.length, there.length * (team.stays + 0.18 * team.load)));
  let slots = Math.floor(there.length - mustStay + draws.next());
  const ordered = [...seats].sort((a, b) => rankOf(b.seat) - rankOf(a.seat));
  for (const { meeting, seat } of ordered) {
    const { series } = meeting;
    const { person } = seat;
    const row = { meeting, series, seat, day, provider, team };
    const put = (outcome) => {
      const own = outcomes.get(meeting) ?? outcomes.set(meeting, new Map()).get(meeting);
      own.set(seat, { ...row, ...outcome });
    };
    const away = awayFor(world, person, day, ill);
    if (away) put({ took: 0, cause: away });
    else if (person.termsOnly && holiday && draws.chance(person.termsOnly)) put({ took: 0, cause: 'terms' });
    else if (isIn(clinicOf(provider, series), day) && draws.chance(provider.clinic.by))
      put({ took: 0, cause: 'clinic' });
    else if (!draws.chance(sigmoid(wish(draws, world, row)))) put({ took: 0, cause: 'stayed' });
    else if (slots < 1 && (seat.isCross || draws.chance(0.6))) put({ took: 0, cause: 'needed' });
    else {
      const held = heldBy(draws, { ...row, slots, balance, index: people.indexOf(person), people: people.length });
      if (held) put(held);
      else {
        if (seat.isCross || draws.chance(0.4)) slots -= 1;
        const isEarly = draws.chance(provider.early);
        put({ took: isEarly ? draws.between(0.2, 0.55) : 1, cause: isEarly ? 'short' : 'came' });
      }
    }
  }
}

function clinicOf({ clinic }, { weekday }) {
  return clinic?.weekday === weekday ? { from: clinic.from, to: Infinity } : undefined;
}

function rankOf({ person, isCross }) {
  return person.rank + (isCross ? 0 : 0.5);
}

function wish(draws, { manners }, { provider, series, seat }) {
  const { person } = seat;
  const way = { in_person: 1, hybrid: 0.5, remote: 0 }[series.mode];
  return (
    manners.will +
    provider.will +
    person.will +
    series.pull +
    seat.habit +
    manners.company * (series.turnout - 0.7) * 2 -
    person.road * seat.travel * way -
    (person.busy ?? 0) * (seat.isCross ? 1 : 0.5) +
    (seat.isCross ? 0 : provider.homeWill) +
    (seat.required ? 0.2 : -0.2) +
    draws.normal(0, 0.3)
  );
}

function awayFor(world, person, day, ill) {
  if (isIn(person.gone, day)) return 'gone';
  if (ill.has(person)) return 'sickness';
  const week = weekOfYear(world, day);
  return LEAVE_SPELLS.some((after) => week === (person.leaveWeek + after) % 52) ? 'annual_leave' : null;
}

/** A rule at work on somebody who would have gone; null where it lets them. */
function heldBy(draws, row) {
  const { provider, seat, series, day } = row;
  const { policy } = provider;
  if (!policy || !seat.isCross || day < policy.from || day >= policy.to) return null;
  if (policy.role !== undefined && seat.person.role !== policy.role) return null;
  policy.rows += 1;
  if (!draws.chance(chanceOf(policy, row))) return null;
  policy.held += 1;
  const shown = draws.weighted(policy.shows);
  if (shown === 'half') return { took: draws.between(0.15, 0.55), cause: 'short', held: shown };
  if (shown === 'stand_in') return { took: 0, deputy: draws.between(0.2, 0.55), cause: 'held', held: shown };
  const said = shown === 'said' ? draws.weighted(policy.said) : '';
  return { took: 0, cause: 'held', held: shown, said, host: series.host };
}

function chanceOf({ kind, strength, more, from }, { slots, team, day, provider, series, balance, index, people }) {
  switch (kind) {
    case 'stay_home':
      return slots - more < 1 ? Math.max(strength, 0.7) : strength * 0.5;
    case 'in_turns':
      return people > 1 && (Math.floor(day / 7) + index) % people !== 0 ? strength : 0.1;
    case 'standby':
      return Math.min(0.95, strength * (0.5 + sigmoid(1.5 * team.load)));
    case 'talked_out':
      return strength * Math.min(1, (day - from) / RAMP_DAYS);
    case 'only_who_comes_to_us':
      return (balance[provider.index].get(series.host) ?? 0) <= 0 ? strength : 0.05;
    default:
      return strength;
  }
}

/** Who came makes it likelier that they and others come again; who came to whom is remembered between organisations. */
function remember(series, rows, balance, momentum) {
  if (rows.length === 0) return;
  let came = 0;
  for (const { seat, took, provider } of rows) {
    const isThere = took > 0;
    came += isThere ? 1 : 0;
    seat.habit = Math.max(-1.6, Math.min(1.2, seat.habit + momentum * (isThere ? 0.25 : -0.6)));
    if (!seat.isCross) continue;
    const gave = balance[provider.index];
    const got = balance[series.host];
    gave.set(series.host, (gave.get(series.host) ?? 0) - (isThere ? 1 : 0));
    got.set(provider.index, (got.get(provider.index) ?? 0) + (isThere ? 1 : 0));
  }
  series.turnout = 0.7 * series.turnout + 0.3 * (came / rows.length);
}

function weekOfYear(world, day) {
  const at = new Date((dayOf(world.start) + day) * 86_400_000);
  return Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / (7 * 86_400_000));
}

function sigmoid(x) {
  return 1 / (1 + Math.exp(-x));
}
