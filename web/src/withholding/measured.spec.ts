import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { MEASURED, MEASURED_AT } from './measured.js';

const log = readFileSync(join(process.cwd(), 'docs/withholding-research.md'), 'utf8');

/** The first four figures and the delay of a row of the research log's tables. */
function rowOf(set: keyof typeof MEASURED, name: string) {
  const table = log.slice(log.indexOf(`| ${set},`));
  const cells = (table.split('\n').find((line) => line.startsWith(`| **${name}**`)) ?? '').split('|').map(Number);
  return { precision: cells[2], recall: cells[3], falseAYear: cells[6], delayDays: cells[7] };
}

describe('what the method page says was measured', () => {
  it('is what the research log says', () => {
    for (const set of ['public', 'diaries', 'workloads', 'exchanges'] as const) {
      expect(MEASURED[set].oneLeftOut).toEqual(rowOf(set, 'one economy left out'));
      expect(MEASURED[set].simulatorLeftOut).toEqual(rowOf(set, 'whole simulator left out'));
    }
    expect(MEASURED_AT).toBe(Number(/Flags open at (\.\d+), as shipped/.exec(log)?.[1]));
  });
});
