// Expansion of a weekly series across clock changes: microseconds an occurrence, beside Temporal's own arithmetic.
import { join } from 'node:path';

export async function measure({ root }) {
  const { occurrences } = await import(join(root, 'libs/dist/recurrence/src/index.js'));
  const { ENGLAND_BANK_HOLIDAYS } = await import(join(root, 'libs/dist/time/src/index.js'));
  const rule = { frequency: 'weekly', weekday: 2, startTime: '13:00', durationMinutes: 60, from: '2026-01-01' };
  const period = { from: '2026-01-01', to: '2027-01-01' };
  const ours = perOccurrence(2_000, () => occurrences(rule, period, ENGLAND_BANK_HOLIDAYS).meetings.length);
  const temporal = perOccurrence(200, () => {
    let at = Temporal.ZonedDateTime.from('2026-01-06T13:00[Europe/London]');
    let n = 0;
    while (at.year === 2026) {
      at.toInstant().toString();
      at.add({ minutes: 60 }).toInstant().toString();
      at = at.add({ weeks: 1 });
      n += 1;
    }
    return n;
  });
  return { microsecondsPerOccurrence: ours, temporalMicroseconds: temporal, ratioToTemporal: ours / temporal };
}

function perOccurrence(rounds, expand) {
  for (let i = 0; i < rounds / 10; i += 1) expand();
  const began = performance.now();
  let n = 0;
  for (let i = 0; i < rounds; i += 1) n += expand();
  return ((performance.now() - began) * 1000) / n;
}
