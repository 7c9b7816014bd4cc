import { addWorkingDays, type BankHoliday } from '@quorate/libs/time';
import type { SignalLevel } from './decide-signal.js';
import type { SignalTimes } from './regime.js';

/** Stages that end by a date; the others wait for somebody else, or are over. */
type DatedStage =
  | 'signal'
  | 'dataCheck'
  | 'withProvider'
  | 'explained'
  | 'localResolution'
  | 'improvementAgreed'
  | 'withCommissioner'
  | 'concern';

const TIME_OF: Readonly<Record<DatedStage, keyof SignalTimes>> = {
  signal: 'dataCheck',
  dataCheck: 'dataCheck',
  withProvider: 'reply',
  explained: 'localResolution',
  localResolution: 'localResolution',
  improvementAgreed: 'improvement',
  withCommissioner: 'withCommissioner',
  concern: 'concern',
};

/**
 * The last day of a stage that began on a date, in working days of the rules in force; null where nothing is due: a stage
 * that waits for another body, a closed signal, and every early notice.
 */
export function stageDueOn(
  stage: string,
  level: SignalLevel,
  begunOn: string,
  times: SignalTimes,
  holidays: readonly BankHoliday[],
): string | null {
  if (level === 'earlyNotice' || !isDated(stage)) return null;
  return addWorkingDays(begunOn, times[TIME_OF[stage]], holidays);
}

/** Stages of the usual way, with the day each would be over if all take their time: what the parties are told to expect. */
export function indicativeTimetable(
  from: { readonly stage: string; readonly dueOn: string },
  times: SignalTimes,
  holidays: readonly BankHoliday[],
): readonly { readonly stage: string; readonly dueOn: string }[] {
  const timetable = [from];
  let { stage, dueOn } = from;
  for (let next = USUALLY_NEXT[stage]; next; next = USUALLY_NEXT[next]) {
    stage = next;
    dueOn = addWorkingDays(dueOn, isDated(stage) ? times[TIME_OF[stage]] : 0, holidays);
    timetable.push({ stage, dueOn });
  }
  return timetable;
}

const USUALLY_NEXT: Readonly<Record<string, string>> = {
  signal: 'dataCheck',
  dataCheck: 'withProvider',
  withProvider: 'localResolution',
  explained: 'withCommissioner',
  localResolution: 'improvementAgreed',
  improvementAgreed: 'withCommissioner',
};

function isDated(stage: string): stage is DatedStage {
  return Object.hasOwn(TIME_OF, stage);
}
