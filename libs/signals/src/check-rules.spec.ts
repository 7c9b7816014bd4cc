import { describe, expect, it } from '@jest/globals';
import { checkRules, THRESHOLD_BOUNDS, TIME_BOUNDS } from './check-rules.js';
import { REGIME_2015, type SignalThresholds, type SignalTimes } from './regime.js';

const codesOf = (thresholds: Partial<SignalThresholds>, times: Partial<SignalTimes> = {}) =>
  checkRules({
    thresholds: { ...REGIME_2015.thresholds, ...thresholds },
    times: { ...REGIME_2015.times, ...times },
  }).map(({ code }) => code);

describe('rules', () => {
  it('are right as shipped, and every one of them has bounds', () => {
    expect(codesOf({})).toEqual([]);
    expect(Object.keys(THRESHOLD_BOUNDS).sort()).toEqual(Object.keys(REGIME_2015.thresholds).sort());
    expect(Object.keys(TIME_BOUNDS).sort()).toEqual(Object.keys(REGIME_2015.times).sort());
  });

  it.each<[string, Partial<SignalThresholds>, Partial<SignalTimes>, string[]]>([
    ['a signal that closes where it opens', { closes: 0.75 }, {}, ['closes']],
    ['an early notice above a signal', { earlyNotice: 0.8 }, {}, ['earlyNotice']],
    ['a strict bar below the ordinary one', { strictOpens: 0.7 }, {}, ['strictOpens']],
    ['an alarm below a signal', { alarm: 0.7 }, {}, ['alarm']],
    ['a share above one', { opens: 1.2, closes: 0.3, earlyNotice: 0.5 }, {}, ['opens', 'strictOpens', 'alarm']],
    ['half a month', { monthsToClose: 1.5 }, {}, ['monthsToClose']],
    ['one person', { leastLostPeople: 1 }, {}, ['leastLostPeople']],
    ['no number', { leastImpact: Number.NaN }, {}, ['leastImpact']],
    ['less time to reply than is published', {}, { reply: 9 }, ['reply']],
    ['a provider that does not come first', {}, { providerFirst: 0 }, ['providerFirst']],
  ])('are not right with %s', (_, thresholds, times, codes) => {
    expect(codesOf(thresholds, times)).toEqual(codes);
  });
});
