import { describe, expect, it } from '@jest/globals';
import type { Evaluation } from './detect.js';
import { flagsCsv } from './flags-csv.js';

const ECONOMY = {
  start: '2025-01-01',
  evaluationDates: ['2025-02-01', '2025-03-01', '2025-04-01'],
  providers: [{ providerId: 'P1' }, { providerId: 'Ward "A", annexe' }],
};

function month(provider: number, evaluation: number, flaggedAt: number) {
  return {
    evaluation: { provider, evaluation } as Evaluation,
    score: 0.5,
    isFlagged: flaggedAt >= 0,
    flaggedAt,
  };
}

describe('the flags file', () => {
  it('has one line for each provider and month, a flag dated on the last day of its month', () => {
    expect(flagsCsv(ECONOMY, [month(0, 1, -1), month(0, 2, 1)])).toBe(
      'provider_id,period,score,flagged,flagged_at\nP1,2025-02,0.500000,0,\nP1,2025-03,0.500000,1,2025-02-28\n',
    );
  });

  it('quotes an id that would break a line', () => {
    expect(flagsCsv(ECONOMY, [month(1, 1, -1)])).toContain('\n"Ward ""A"", annexe",2025-02,');
  });
});
