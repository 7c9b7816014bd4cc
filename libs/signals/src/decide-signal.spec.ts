import { describe, expect, it } from '@jest/globals';
import { decideOpen, decideOpening, type MonthLevel, type MonthStanding } from './decide-signal.js';
import { REGIME_2015 } from './regime.js';

const { thresholds } = REGIME_2015;
const month = (level: MonthLevel, score: number | null = 0.5): MonthStanding => ({
  month: '2026-06-01',
  standing: score === null ? 'notEnough' : 'judged',
  level,
  score,
});

describe('a provider without an open signal', () => {
  it.each([
    ['none', { kind: 'nothing' }],
    ['earlyNotice', { kind: 'open', level: 'earlyNotice' }],
    ['watch', { kind: 'open', level: 'watch' }],
    ['alarm', { kind: 'open', level: 'alarm' }],
  ] as const)('whose month shows %s', (level, decision) => {
    expect(decideOpening(month(level), null)).toEqual(decision);
  });

  it('is given no signal for a month that could not be judged', () => {
    expect(decideOpening(month('alert', null), null)).toEqual({ kind: 'nothing' });
  });

  it('has no second signal for what people have stopped, until it came down or became graver', () => {
    const ended = { level: 'alert', endedBy: 'people', hasComeDown: false } as const;
    expect(decideOpening(month('alert'), ended).kind).toBe('nothing');
    expect(decideOpening(month('alarm'), ended).kind).toBe('open');
    expect(decideOpening(month('watch'), { ...ended, hasComeDown: true }).kind).toBe('open');
  });

  it('has a new one by the opening rule alone after the rule ended the last', () => {
    const ended = { level: 'alert', endedBy: 'rule', hasComeDown: false } as const;
    expect(decideOpening(month('watch'), ended)).toEqual({ kind: 'open', level: 'watch' });
    expect(decideOpening(month('none'), ended).kind).toBe('nothing');
  });
});

describe('an open signal', () => {
  const opened = month('alert', 0.95);

  it.each([
    ['is raised', 'alert', [opened, month('alarm', 0.97)], { kind: 'changeLevel', level: 'alarm' }],
    ['is lowered', 'alert', [opened, month('watch', 0.8)], { kind: 'changeLevel', level: 'watch' }],
    ['stays between the bars', 'alert', [opened, month('none', 0.5)], { kind: 'keep' }],
    ['never becomes an early notice', 'watch', [opened, month('earlyNotice', 0.6)], { kind: 'keep' }],
    ['stays after one quiet month', 'alert', [opened, month('none', 0.1)], { kind: 'keep' }],
    ['ends after two', 'alert', [opened, month('none', 0.1), month('none', 0.2)], { kind: 'close', because: 'quiet' }],
    [
      'ends although a month between could not be judged',
      'alert',
      [opened, month('none', 0.1), month('none', null), month('none', 0.1)],
      { kind: 'close', because: 'quiet' },
    ],
    [
      'does not end in a month that could not be judged',
      'alert',
      [opened, month('none', 0.1), month('none', null)],
      { kind: 'keep' },
    ],
    ['is withdrawn when judged again', 'alert', [month('none', 0.4)], { kind: 'close', because: 'withdrawn' }],
    [
      'stands while a later month would have opened it',
      'alert',
      [month('none', 0.4), month('watch', 0.8)],
      { kind: 'changeLevel', level: 'watch' },
    ],
    ['stands while its month cannot be judged again', 'alert', [month('none', null)], { kind: 'keep' }],
    [
      'as early notice becomes a watch',
      'earlyNotice',
      [month('earlyNotice', 0.6), month('watch', 0.8)],
      { kind: 'changeLevel', level: 'watch' },
    ],
    ['as early notice stays one', 'earlyNotice', [month('earlyNotice', 0.6), month('none', 0.4)], { kind: 'keep' }],
    [
      'as early notice stays while staff speak, however low the score',
      'earlyNotice',
      [month('earlyNotice', 0.1), month('earlyNotice', 0.1), month('earlyNotice', 0.1)],
      { kind: 'keep' },
    ],
    [
      'as early notice ends once they no longer do',
      'earlyNotice',
      [month('earlyNotice', 0.1), month('none', 0.1), month('none', 0.1)],
      { kind: 'close', because: 'quiet' },
    ],
  ] as const)('%s', (_, level, months, decision) => {
    expect(decideOpen(level, months, thresholds)).toEqual(decision);
  });
});
