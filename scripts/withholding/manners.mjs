// What people and teams of "exchanges" are like, the rules some providers hold their staff back by, and what only looks so.

const WRITTEN = ['', 'clinical_workload', 'diary_clash', 'other', 'travel', 'not_released'];
const ANSWERS = ['declined', 'none', 'approved', 'partial'];
/** How a seat that a rule took shows. */
const SHOWN = ['said', 'unsaid', 'withdrawn', 'nowhere', 'half', 'stand_in'];
const RULES = [
  ['stay_home', 4],
  ['in_turns', 3],
  ['half_hour', 3],
  ['standby', 3],
  ['talked_out', 4],
  ['only_who_comes_to_us', 2],
  ['kept_role', 2],
];
const PRESSURES = [
  ['long_queue', 3],
  ['lost_habit', 3],
  ['honest_no', 3],
  ['left_the_list', 3],
  ['school_terms', 2],
  ['clinic_moved', 2],
  ['two_people', 1],
  ['asked_everywhere', 2],
  ['goes_early', 1],
  ['writes_not_released', 1],
  ['hard_road', 2],
];
const RULE_SHARE = 0.15;
const PRESSURE_SHARE = 0.5;
const LEAST_PEOPLE = 3;

export function giveManners(draws, world) {
  const { pressed, sloppy } = world.ranges;
  const asks = sloppy ? draws.between(0, 0.1) : draws.pick([0, draws.between(0.1, 0.5), draws.between(0.3, 0.9)]);
  const spread = draws.between(0.4, 1.1);
  world.manners = {
    will: draws.between(1.5, 2.6),
    momentum: draws.between(0.1, 0.5),
    company: draws.between(0, 1.2),
    cold: draws.between(0.2, 0.9),
  };
  for (const provider of world.providers) {
    Object.assign(provider, {
      will: draws.normal(0, 0.35 * spread),
      homeWill: draws.normal(0.3, 0.3 * spread),
      asks: draws.chance(0.75) ? asks * draws.between(0.3, 1.5) : 0,
      forgets: draws.between(0, 0.25),
      says: draws.between(0.2, 0.9),
      favourite: draws.pick(WRITTEN.slice(0, 4)),
      silent: draws.between(0.05, 0.4),
      stands: draws.between(0, 0.3),
      writesNotReleased: draws.chance(0.15) ? draws.between(0.1, 0.4) : draws.between(0, 0.08),
      answers: draws.between(1, 8),
      early: draws.between(0, 0.05),
    });
    for (const team of provider.teams)
      Object.assign(team, { stays: draws.between(0.15, pressed ? 0.5 : 0.35), queue: draws.normal(0, 0.6) });
  }
  for (const person of world.people)
    Object.assign(person, {
      will: draws.normal(0, 0.5 * spread),
      rank: draws.next(),
      road: draws.between(0, 0.018),
      hasChildren: draws.chance(0.35),
      leaveWeek: draws.int(0, 51),
    });
  for (const series of world.series) {
    Object.assign(series, {
      pull: draws.normal(0, 0.4),
      gaps: draws.between(0, sloppy ? 0.25 : 0.08),
      keepsMinutes: draws.chance(sloppy ? 0.5 : 0.85),
      turnout: 0.7,
    });
    for (const seat of series.seats) {
      seat.isCross = seat.person.provider !== series.host;
      seat.habit = draws.normal(0, 0.3);
    }
  }
}

/** Gives about one provider in seven a rule by which its staff are held back from others' meetings. */
export function giveRules(draws, world) {
  for (const provider of world.providers) {
    if (provider.people.length < LEAST_PEOPLE || !draws.chance(RULE_SHARE)) continue;
    const kind = draws.weighted(RULES);
    const roles = [...new Set(provider.people.map(({ role }) => role))];
    if (kind === 'kept_role' && roles.length < 2) continue;
    const typical = { half_hour: ['half'], standby: ['withdrawn'], talked_out: ['unsaid', 'nowhere'] }[kind] ?? [
      'said',
    ];
    provider.policy = {
      kind,
      ...timesOf(draws, world),
      role: kind === 'kept_role' ? draws.pick(roles) : undefined,
      strength: draws.between(0.3, 0.9),
      more: draws.int(1, 2),
      asking: draws.between(0.2, 1.3),
      rows: 0,
      held: 0,
      shows: blend(draws, typical, SHOWN, draws.between(0.3, 0.85)),
      said: blend(draws, ['clinical_workload'], WRITTEN, 0.3),
      decides: blend(draws, [draws.pick(ANSWERS)], ANSWERS, 0.4),
    };
  }
}

function timesOf(draws, world) {
  if (draws.chance(0.2)) return { from: 0, to: world.days, isOpenEnded: true };
  const from = draws.int(Math.floor(world.days * 0.2), Math.floor(world.days * 0.7));
  const to = from + draws.int(130, 250);
  return draws.chance(0.25) && to < world.days - 30
    ? { from, to, isOpenEnded: false }
    : { from, to: world.days, isOpenEnded: true };
}

function blend(draws, typical, names, share) {
  return [
    ...typical.map((name) => [name, share / typical.length]),
    ...draws.mix(names, 0.8).map(([name, weight]) => [name, (1 - share) * weight]),
  ];
}

/** Gives half of the other providers something that keeps staff away without anybody holding them back. */
export function givePressures(draws, world) {
  for (const provider of world.providers) {
    provider.trouble = 'none';
    if (provider.policy || !draws.chance(PRESSURE_SHARE)) continue;
    const kind = draws.weighted(PRESSURES);
    if (kind === 'two_people' && provider.people.length > 3) continue;
    provider.trouble = kind;
    press(draws, world, provider, kind);
  }
}

function press(draws, world, provider, kind) {
  const from = draws.int(Math.floor(world.days * 0.2), Math.floor(world.days * 0.7));
  const spell = (low, high) => ({ from, to: from + draws.int(low, high) });
  switch (kind) {
    case 'long_queue':
      provider.surge = { ...spell(50, 160), by: draws.between(0.5, 1.5) };
      return;
    case 'honest_no':
      // More must stay, own meetings included, and managers say so in writing.
      provider.surge = { ...spell(60, 150), by: draws.between(0.4, 1.2) };
      Object.assign(provider, { refuses: draws.between(0.5, 0.9), asks: Math.max(provider.asks, 0.4) });
      return;
    case 'lost_habit':
      provider.habitLost = { from, by: draws.between(0.6, 1.6) };
      return;
    case 'left_the_list':
      for (const person of draws.shuffle(provider.people).slice(0, draws.int(1, 2))) person.gone = spell(70, 220);
      return;
    case 'school_terms':
      for (const person of provider.people) if (draws.chance(0.7)) person.termsOnly = draws.between(0.5, 0.9);
      return;
    case 'clinic_moved':
      provider.clinic = { from, weekday: draws.int(0, 4), by: draws.between(0.3, 0.8) };
      return;
    case 'asked_everywhere':
      for (const person of provider.people) person.busy = draws.between(0.4, 1.4);
      return;
    case 'goes_early':
      provider.early = draws.between(0.12, 0.3);
      return;
    case 'writes_not_released':
      provider.writesNotReleased = draws.between(0.5, 0.9);
      return;
    case 'hard_road':
      for (const person of provider.people) person.road += draws.between(0.01, 0.03);
      return;
    default:
      return;
  }
}
