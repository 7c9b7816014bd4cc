// Places, people and meetings of a made-up economy of the simulator "workloads".

const DAY_MS = 86_400_000;
/** Roles of each type of provider. */
const TYPES = {
  acute_trust: ['consultant', 'specialist_nurse', 'therapist', 'pharmacist'],
  community_trust: ['district_nurse', 'therapist', 'matron', 'care_coordinator'],
  mental_health_trust: ['psychiatrist', 'mental_health_nurse', 'psychologist'],
  gp_federation: ['gp', 'practice_nurse', 'link_worker'],
  local_authority: ['social_worker', 'therapist', 'care_coordinator'],
  hospice: ['palliative_nurse', 'consultant'],
  ambulance_trust: ['paramedic'],
  voluntary: ['link_worker', 'care_coordinator'],
};
const LICENSED = new Set(['acute_trust', 'community_trust', 'mental_health_trust', 'ambulance_trust']);
const MINUTES_A_KM = 1.8;
const REMOTE_HEAVY = 0.35;

/** Ranges an economy is drawn from; the scenario narrows some of them. */
export const SCENARIOS = {
  borough: { providers: [8, 11], km: 9, months: [16, 18] },
  shire: { providers: [13, 18], km: 24, months: [18, 20] },
  conurbation: { providers: [20, 27], km: 14, months: [18, 18] },
  islands: { providers: [9, 13], km: 42, months: [18, 22] },
  overrun: { providers: [12, 18], km: 16, months: [16, 20], pressed: true },
  paperless: { providers: [12, 18], km: 18, months: [18, 20], sloppy: true },
};

/** An economy before anything happens: providers with teams and people, series with seats, and its calendar. */
export function buildWorld(draws, scenario) {
  const ranges = SCENARIOS[scenario];
  const start = isoDay(Date.UTC(2022 + draws.int(0, 3), draws.pick([0, 3, 6, 8]), 1) / DAY_MS);
  const months = draws.int(...ranges.months);
  const evaluationDates = Array.from({ length: months }, (_, i) => addMonths(start, i + 1));
  const providers = buildProviders(draws, ranges);
  const people = providers.flatMap((provider) => provider.people);
  people.forEach((person, i) => {
    person.id = `S${String(i + 1).padStart(4, '0')}`;
    const alike = provider(providers, person).people.filter((other) => other.role === person.role).length - 1;
    person.cover = Math.min(3, alike);
  });
  const series = buildSeries(draws, providers, people);
  const days = (Date.parse(evaluationDates.at(-1)) - Date.parse(start)) / DAY_MS;
  return {
    scenario,
    ranges,
    start,
    evaluationDates,
    days,
    providers,
    people,
    series,
    meetings: meetingsOf(draws, series, days, start),
  };
}

function provider(providers, person) {
  return providers[person.provider];
}

function buildProviders(draws, ranges) {
  const types = Object.keys(TYPES);
  let sites = 0;
  return Array.from({ length: draws.int(...ranges.providers) }, (_, index) => {
    const type = index < types.length - 2 ? types[index] : draws.pick(types);
    const headcount = Math.max(2, Math.round(draws.lognormal(7, 0.55)));
    const teams = Array.from({ length: Math.max(1, Math.min(4, Math.round(headcount / draws.between(3, 8)))) }, () => {
      sites += 1;
      return {
        site: `B${String(sites).padStart(3, '0')}`,
        x: draws.normal(0, ranges.km / 2),
        y: draws.normal(0, ranges.km / 2),
      };
    });
    const people = Array.from({ length: headcount }, () => ({
      provider: index,
      team: draws.int(0, teams.length - 1),
      role: draws.pick(TYPES[type]),
      wte: draws.chance(0.6) ? 1 : draws.pick([0.4, 0.5, 0.6, 0.8]),
    }));
    return {
      index,
      id: `T${String(index + 1).padStart(2, '0')}`,
      type,
      licensed: LICENSED.has(type) ? 1 : 0,
      teams,
      people,
    };
  });
}

function buildSeries(draws, providers, people) {
  const remote = draws.chance(REMOTE_HEAVY);
  const series = [];
  for (const host of providers) {
    const count = Math.min(
      5,
      Math.max(draws.chance(0.75) ? 1 : 0, Math.round((host.people.length / 5) * draws.between(0.5, 1.5))),
    );
    for (let k = 0; k < count; k += 1) {
      const mode = draws.weighted([
        ['in_person', remote ? 2 : 5],
        ['hybrid', 4],
        ['remote', remote ? 5 : 2],
      ]);
      series.push({
        id: `M${String(series.length + 1).padStart(3, '0')}`,
        host: host.index,
        site: draws.pick(host.teams),
        cadence: draws.weighted([
          [7, 5],
          [14, 4],
          [28, 2],
        ]),
        weekday: draws.int(0, 4),
        startMinute: draws.pick([480, 510, 540, 570, 600, 660, 720, 750, 780, 840, 870, 900, 960, 990]),
        minutes: draws.pick([45, 60, 60, 90, 90, 120]),
        mode,
        notice: draws.pick([6, 10, 14, 21, 28]),
      });
    }
  }
  for (const one of series) one.seats = seatsOf(draws, one, providers, people);
  return series.filter(({ seats }) => seats.length >= 4);
}

/** Who is on a series' list: some of the host's people and more of others', the nearer the likelier. */
function seatsOf(draws, series, providers, people) {
  const wanted = draws.int(6, 13);
  const chosen = new Map();
  for (let attempt = 0; attempt < 200 && chosen.size < wanted; attempt += 1) {
    const person = draws.pick(people);
    const team = providers[person.provider].teams[person.team];
    const minutes = travelOf(team, series.site, person.provider === series.host);
    const near =
      ((Math.exp(-minutes / 45) * (person.provider === series.host ? 2 : 1)) / (1 + (person.seats ?? 0))) * person.wte;
    if (chosen.has(person) || !draws.chance(near)) continue;
    person.seats = (person.seats ?? 0) + 1 / (series.cadence / 7);
    chosen.set(person, { person, travel: Math.round(minutes), required: draws.chance(0.75) ? 1 : 0 });
  }
  return [...chosen.values()];
}

function travelOf(team, site, isOwn) {
  if (team.site === site.site) return 0;
  const km = Math.hypot(team.x - site.x, team.y - site.y);
  return Math.min(isOwn ? 35 : 110, 4 + km * MINUTES_A_KM);
}

function meetingsOf(draws, series, days, start) {
  const firstWeekday = (new Date(start).getUTCDay() + 6) % 7;
  const meetings = [];
  for (const one of series) {
    const first = ((one.weekday - firstWeekday + 7) % 7) + 7 * draws.int(0, one.cadence / 7 - 1);
    for (let day = first; day < days; day += one.cadence)
      meetings.push({ series: one, day, cancelled: draws.chance(0.03) });
  }
  meetings.sort((a, b) => a.day - b.day || (a.series.id < b.series.id ? -1 : 1));
  meetings.forEach((meeting, i) => {
    meeting.id = `G${String(i + 1).padStart(5, '0')}`;
  });
  return meetings;
}

export function isoDay(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function dayOf(iso) {
  return Date.parse(`${iso}T00:00:00Z`) / DAY_MS;
}

function addMonths(iso, months) {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 10);
}
