// Draws that the shared stream of numbers does not have.

/** Normal, lognormal and the like from a stream of `createRandom`. */
export function drawsOf(random) {
  const normal = (mean = 0, sd = 1) => {
    const u = 1 - random.next();
    return mean + sd * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.next());
  };
  const between = (low, high) => low + (high - low) * random.next();
  const lognormal = (median, spread) => median * Math.exp(normal(0, spread));
  return { ...random, normal, between, lognormal, mix: (names, evenness) => mixOf(random, names, evenness) };
}

/** Shares of the names that add up to 1; the less even, the more one of them has it all. */
function mixOf(random, names, evenness) {
  const raw = names.map(() => (-Math.log(1 - random.next())) ** (1 / evenness));
  const sum = raw.reduce((total, x) => total + x, 0);
  return names.map((name, i) => [name, raw[i] / sum]);
}
