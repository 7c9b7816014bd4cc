import type { ResultOf } from '../app/graphql.js';
import { formatMonth } from '../ui/dates.js';
import { formatShare } from '../ui/stat.js';
import { measuredFalseWords } from '../withholding/measured.js';
import type { dataQualityQuery, detectionRunsQuery } from './runs.queries.js';

export type Runs = ResultOf<typeof detectionRunsQuery>['detectionRuns'];
export type Run = Runs['items'][number];
export type DataQuality = ResultOf<typeof dataQualityQuery>['dataQuality'];
export type Finding = DataQuality['findings'][number];

/** "June 2026", or "June 2026 to October 2026". */
export function periodWords({ fromMonth, toMonth }: Pick<Runs['underWay'][number], 'fromMonth' | 'toMonth'>): string {
  const from = formatMonth(fromMonth);
  return fromMonth === toMonth ? from : `${from} to ${formatMonth(toMonth)}`;
}

/** "12 providers were tested for October 2026. Of the 2 open signals about 0.3 may be false." */
export function testingWords({
  month,
  providersTested,
  openSignals,
  expectedFalse,
}: NonNullable<Runs['testing']>): string {
  const tested = `${providersTested} ${providersTested === 1 ? 'provider was' : 'providers were'} tested for ${formatMonth(month)}.`;
  if (openSignals === 0) return `${tested} No signal is open that you can see.`;
  if (openSignals === 1)
    return `${tested} 1 signal is open${expectedFalse === null ? '.' : `; the detector itself puts the chance that it is false at ${chanceWords(expectedFalse)}. ${measuredFalseWords()}`}`;
  if (expectedFalse === null) return `${tested} ${openSignals} signals are open.`;
  return `${tested} Of the ${openSignals} open signals about ${expectedFalse.toFixed(1)} may be false by the detector’s own reckoning. ${measuredFalseWords()}`;
}

function chanceWords(share: number): string {
  return share < 0.01 ? 'less than 1%' : formatShare(share);
}

export function falseWords({ expectedFalseShare }: Run): string {
  if (expectedFalseShare === null) return 'No signal';
  return chanceWords(expectedFalseShare);
}

export function causeWords({ cause, askedBy }: Run): string {
  switch (cause) {
    case 'MONTHLY':
      return 'Each month';
    case 'HISTORY':
      return 'Before monthly runs began';
    case 'CORRECTION':
      return 'Registers were corrected';
    case 'BY_HAND':
      return askedBy === 'YOU' ? 'You asked for it' : 'Somebody asked for it';
  }
}

/** Why a provider cannot be judged, and what would put it right. */
export function findingWords({ kind, count, of }: Finding): { readonly what: string; readonly mend: string } {
  const share = count === null || of === null ? '' : ` (${count} of ${of} seats)`;
  switch (kind) {
    case 'REGISTERS_NOT_RECORDED':
      return {
        what: `Too many registers say nothing${share}`,
        mend: 'The hosts of the meetings complete their registers.',
      };
    case 'REASONS_MISSING':
      return { what: `Too many apologies have no reason${share}`, mend: 'Hosts ask for the reason and record it.' };
    case 'MINUTES_MISSING':
      return {
        what: `Too many came for a part without its minutes${share}`,
        mend: 'Hosts record how long they were there.',
      };
    case 'ONE_RECORDER':
      return {
        what: `One person’s word alone stands for the absences${share}`,
        mend: 'A second person at the host checks the registers, or requests for release are answered.',
      };
  }
}
