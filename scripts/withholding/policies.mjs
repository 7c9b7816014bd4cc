// How providers hold staff back in "workloads". Each policy is a mechanism, and how it shows is drawn anew for each.

const SHOWN = [
  'blank',
  'clinical_workload',
  'diary_clash',
  'other',
  'not_released',
  'late',
  'absent',
  'short',
  'short_deputy',
];
/** What each mechanism would typically look like; each policy is a mixture of that and of something drawn. */
const TYPICAL = {
  budget: { clinical_workload: 3, diary_clash: 2, not_released: 2, blank: 1 },
  recall: { late: 6, absent: 1, clinical_workload: 1 },
  quiet_word: { blank: 3, diary_clash: 2, absent: 2, other: 2 },
  clipped: { short: 6, short_deputy: 2, late: 1 },
  feud: { blank: 2, diary_clash: 2, other: 2, absent: 2, not_released: 1 },
  ringfence: { clinical_workload: 3, not_released: 1, blank: 2 },
  site_hold: { clinical_workload: 2, blank: 2, late: 2 },
  mileage: { travel: 0, other: 2, blank: 2, diary_clash: 2, clinical_workload: 1 },
};
const KINDS = [
  ['budget', 4],
  ['recall', 3],
  ['quiet_word', 4],
  ['clipped', 3],
  ['feud', 2],
  ['ringfence', 2],
  ['site_hold', 2],
  ['mileage', 1],
];
const SHARE = 0.16;
const LEAST_PEOPLE = 3;
const FROM_THE_START = 0.2;
const ENDS = 0.25;
const DECISIONS = ['declined', 'none', 'approved', 'partial'];

/** Gives about one provider in six a policy of holding staff back. */
export function givePolicies(draws, world) {
  for (const provider of world.providers) {
    if (provider.people.length < LEAST_PEOPLE || !draws.chance(SHARE)) continue;
    const kind = draws.weighted(KINDS);
    const policy = {
      kind,
      ...timesOf(draws, world),
      strength: draws.between(0.25, 0.85),
      sameWeek: draws.between(0.2, 0.9),
      rows: 0,
      held: 0,
    };
    policy.shows = mixed(draws, Object.entries(TYPICAL[kind]), SHOWN, draws.between(0.2, 0.8));
    policy.decides = mixed(
      draws,
      [
        ['declined', 2],
        ['none', 3],
        ['approved', 1],
        ['partial', 1],
      ],
      DECISIONS,
      0.5,
    );
    policy.asking = draws.between(0.3, 1.2);
    // Holding back under pressure only is still a policy: own meetings are kept.
    policy.underPressure = draws.chance(0.25);
    if (narrow(draws, world, provider, policy)) provider.policy = policy;
  }
}

function timesOf(draws, world) {
  if (draws.chance(FROM_THE_START)) return { from: 0, to: world.days, isOpenEnded: true };
  const from = draws.int(Math.floor(world.days * 0.2), Math.floor(world.days * 0.7));
  const to = from + draws.int(130, 250);
  return draws.chance(ENDS) && to < world.days - 30
    ? { from, to, isOpenEnded: false }
    : { from, to: world.days, isOpenEnded: true };
}

function narrow(draws, world, provider, policy) {
  const seats = world.series.flatMap((series) =>
    series.seats
      .filter(({ person, isCross }) => isCross && person.provider === provider.index)
      .map((seat) => ({ series, seat })),
  );
  const several = (values) => {
    const distinct = [...new Set(values)];
    return distinct.length > 1 ? draws.pick(values) : undefined;
  };
  if (policy.kind === 'feud') policy.host = several(seats.map(({ series }) => series.host));
  else if (policy.kind === 'ringfence') policy.role = several(seats.map(({ seat }) => seat.person.role));
  else if (policy.kind === 'site_hold') policy.team = several(seats.map(({ seat }) => seat.person.team));
  else return seats.length > 2;
  return (policy.host ?? policy.role ?? policy.team) !== undefined;
}

function mixed(draws, typical, names, share) {
  const sum = typical.reduce((total, [, weight]) => total + weight, 0);
  const drawn = draws.mix(names, 0.8);
  return [
    ...typical.map(([name, weight]) => [name, (share * weight) / sum]),
    ...drawn.map(([name, weight]) => [name, (1 - share) * weight]),
  ];
}

/** Whether a policy reaches a seat at a meeting that day. */
export function reaches(policy, { day, series, seat }) {
  if (!policy || !seat.isCross || day < policy.from || day >= policy.to) return false;
  if (policy.host !== undefined && series.host !== policy.host) return false;
  if (policy.role !== undefined && seat.person.role !== policy.role) return false;
  if (policy.team !== undefined && seat.person.team !== policy.team) return false;
  return policy.kind !== 'mileage' || (series.mode !== 'remote' && seat.travel >= 15);
}
