// What is ordinary in an economy of "workloads": how busy, how keen, how strict and how careful with registers it is.

/** Ways in which a missed meeting may be put on record. */
export const REASONS = ['', 'clinical_workload', 'diary_clash', 'other', 'travel', 'not_released'];

/** Draws habits of the economy, its providers, teams, people and seats, and keeps them on those. */
export function giveHabits(draws, world) {
  const pressed = world.ranges.pressed ? 0.08 : 0;
  const economy = {
    slack: draws.between(1.9, 2.6) - pressed * 2,
    haste: draws.between(0.6, 1.6),
    winter: draws.between(0.02, 0.1) + pressed,
    asking: world.ranges.sloppy
      ? draws.between(0, 0.05)
      : draws.pick([0, draws.between(0.1, 0.6), draws.between(0.2, 0.8)]),
    spread: draws.between(0.5, 1.3),
    gaps: world.ranges.sloppy ? 0.12 : 0.03,
  };
  world.economy = economy;
  for (const provider of world.providers) {
    Object.assign(provider, {
      keenness: draws.normal(0, 0.25 * economy.spread),
      homely: draws.normal(0.25, 0.25 * economy.spread),
      deputies: draws.between(0.02, 0.3),
      shortDeputies: draws.between(0, 0.2),
      asks: draws.chance(0.8) ? economy.asking * draws.between(0.3, 1.5) : 0,
      gatekeeps: draws.chance(0.5),
      generosity: draws.lognormal(2.2, 0.3),
      goesAnyway: draws.between(0.1, 0.8),
      forgetful: draws.chance(0.3) ? draws.between(0.1, 0.4) : draws.between(0, 0.08),
      refusesOnPaper: draws.chance(0.25) ? draws.between(0.05, 0.3) : draws.between(0, 0.04),
      decides: draws.between(1, 7),
      leavesEarly: draws.chance(0.15) ? draws.between(0.05, 0.12) : draws.between(0, 0.04),
      favourite: draws.pick(REASONS.slice(0, 4)),
      favours: draws.between(0.1, 0.6),
      codes: draws.chance(0.15) ? draws.between(0.1, 0.4) : draws.between(0, 0.06),
      leaveUnsaid: draws.between(0.03, 0.2),
      silent: draws.between(0.05, 0.4),
    });
    for (const team of provider.teams)
      Object.assign(team, { demand: draws.normal(0.9, 0.05) + pressed, backlog: 0, shock: 0 });
  }
  for (const person of world.people) {
    Object.assign(person, {
      slack: draws.lognormal(economy.slack, 0.22 * economy.spread),
      unsteady: draws.between(0.25, 0.6),
      keenness: draws.normal(0, 0.45 * economy.spread),
      hasChildren: draws.chance(0.4),
      complies: draws.between(0.4, 1.4),
      load: 0,
      crossLoad: 0,
    });
  }
  for (const series of world.series) {
    Object.assign(series, {
      worth: draws.normal(0, 0.35),
      gaps: draws.between(0, 2 * economy.gaps),
      keepsMinutes: draws.chance(world.ranges.sloppy ? 0.5 : 0.85),
      hardToReach: draws.chance(0.1) ? draws.between(0.2, 0.7) : 0,
    });
    for (const seat of series.seats) giveSeat(draws, series, seat);
  }
}

function giveSeat(draws, series, seat) {
  const way = { in_person: 1, hybrid: 0.45, remote: 0 }[series.mode];
  seat.isCross = seat.person.provider !== series.host;
  seat.clash = draws.chance(0.1) ? draws.between(0.2, 0.7) : 0;
  seat.hours = series.minutes / 60 + (2 * seat.travel * way) / 60 + (seat.isCross ? series.hardToReach * way : 0);
  const weekly = (seat.hours * 7) / series.cadence;
  seat.person.load += weekly;
  if (seat.isCross) seat.person.crossLoad += weekly;
}
