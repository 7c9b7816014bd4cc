// Innocent providers that look as if they held staff back, in "workloads".

const KINDS = [
  ['long_absence', 2],
  ['small_team', 1],
  ['crisis', 3],
  ['understaffed', 2],
  ['outbreak', 2],
  ['says_not_released', 1],
  ['leaves_early', 1],
  ['sends_deputies', 1],
  ['hard_host', 2],
  ['new_rota', 2],
  ['winter_pause', 2],
  ['stale_list', 2],
  ['joined_later', 1],
  ['paper_refusals', 2],
  ['register_gap', 1],
  ['moved_far', 2],
];
const SHARE = 0.5;

/** Gives half of the innocent providers something that is not withholding. */
export function giveTroubles(draws, world) {
  for (const provider of world.providers) {
    provider.trouble = 'none';
    if (provider.policy || !draws.chance(SHARE)) continue;
    const kind = draws.weighted(KINDS);
    if (kind === 'small_team' && provider.people.length > 4) continue;
    provider.trouble = kind;
    give(draws, world, provider, kind);
  }
}

function give(draws, world, provider, kind) {
  const from = draws.int(Math.floor(world.days * 0.25), Math.floor(world.days * 0.7));
  const spell = (low, high) => ({ from, to: from + draws.int(low, high) });
  const seats = world.series.flatMap((series) =>
    series.seats.filter(({ person }) => person.provider === provider.index).map((seat) => ({ series, seat })),
  );
  switch (kind) {
    case 'long_absence':
      draws.pick(provider.people).away = { ...spell(70, 200), isSaid: draws.chance(0.5) ? 0.6 : 0.1 };
      return;
    case 'crisis':
      provider.strain = { ...spell(50, 130), by: draws.between(0.15, 0.35) };
      return;
    case 'understaffed':
      provider.strain = { from, to: world.days, by: draws.between(0.08, 0.18) };
      return;
    case 'outbreak':
      provider.outbreak = { ...spell(28, 60), by: draws.between(0.15, 0.4) };
      return;
    case 'says_not_released':
      provider.codes = draws.between(0.5, 0.9);
      return;
    case 'leaves_early':
      provider.leavesEarly = draws.between(0.12, 0.3);
      return;
    case 'sends_deputies':
      Object.assign(provider, { deputies: draws.between(0.5, 0.8), shortDeputies: draws.between(0.1, 0.4) });
      return;
    case 'hard_host': {
      const hosts = [...new Set(seats.filter(({ seat }) => seat.isCross).map(({ series }) => series.host))];
      if (hosts.length === 0) return;
      const host = draws.pick(hosts);
      for (const { series, seat } of seats)
        if (series.host === host && seat.isCross) seat.hours += draws.between(0.2, 0.6);
      return;
    }
    case 'new_rota': {
      const weekday = draws.int(0, 4);
      for (const { series, seat } of seats)
        if (series.weekday === weekday) seat.newClash = { from, by: draws.between(0.3, 0.8) };
      return;
    }
    case 'winter_pause':
      provider.pause = { from: winterFrom(world, draws), by: draws.between(0.3, 0.7) };
      provider.pause.to = provider.pause.from + draws.int(45, 90);
      return;
    case 'stale_list':
      for (const person of draws.shuffle(provider.people).slice(0, 1 + draws.int(0, 1)))
        person.away = { from: from + draws.int(0, 60), to: from + draws.int(100, 220), isSaid: 0.05 };
      return;
    case 'joined_later':
      provider.joins = Math.floor(world.days * draws.between(0.2, 0.5));
      return;
    case 'paper_refusals':
      Object.assign(provider, { refusesOnPaper: draws.between(0.3, 0.7), asks: Math.max(provider.asks, 0.3) });
      return;
    case 'register_gap':
      provider.gap = spell(40, 120);
      return;
    case 'moved_far':
      for (const { series, seat } of seats)
        if (series.mode !== 'remote') seat.moved = { from, minutes: draws.int(15, 35) };
      return;
    default:
      return;
  }
}

function winterFrom(world, draws) {
  const start = new Date(world.start);
  const december = Date.UTC(start.getUTCFullYear() + (start.getUTCMonth() === 11 ? 1 : 0), 11, 1);
  return (december - start.getTime()) / 86_400_000 + draws.int(-10, 40);
}

/** Whether a day lies in a spell. */
export function isIn(spell, day) {
  return spell !== undefined && day >= spell.from && day < spell.to;
}
