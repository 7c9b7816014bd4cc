import { addDays } from '@quorate/libs/time';
import type { VariablesOf } from '../app/graphql.js';
import { todayInLondon } from '../ui/dates.js';
import { NO_PLACE, type Place, placeInput } from './place-fields.js';
import type { planSeriesMutation } from './planning.queries.js';

export type PlanInput = VariablesOf<typeof planSeriesMutation>['input'];
export type Frequency = PlanInput['frequency'];

/** The form of a series; what is typed stays text. */
export interface SeriesForm extends Place {
  readonly frequency: Frequency;
  readonly weekday: string;
  readonly weekOfMonth: string;
  readonly startTime: string;
  readonly minutes: string;
  readonly from: string;
  readonly until: string;
  readonly weeksAhead: string;
}

export type SeriesField =
  | 'frequency'
  | 'weekday'
  | 'weekOfMonth'
  | 'startTime'
  | 'durationMinutes'
  | 'from'
  | 'until'
  | 'weeksAhead'
  | 'siteId'
  | 'roomId'
  | 'joinUrl';

const FIELDS: readonly string[] = [
  'frequency',
  'weekday',
  'weekOfMonth',
  'startTime',
  'durationMinutes',
  'from',
  'until',
  'weeksAhead',
  'siteId',
  'roomId',
  'joinUrl',
] satisfies readonly SeriesField[];

/** A problem the form has no field for is shown without one. */
export function seriesFieldOf(path: string): string {
  return FIELDS.includes(path) ? path : '';
}

export function emptySeriesForm(): SeriesForm {
  return {
    ...NO_PLACE,
    frequency: 'FORTNIGHTLY',
    weekday: '2',
    weekOfMonth: '1',
    startTime: '13:00',
    minutes: '60',
    from: addDays(todayInLondon(), 1),
    until: '',
    weeksAhead: '26',
  };
}

/** What is missing before the dates can be worked out; the rest the server says. */
export function checkSeriesForm(form: SeriesForm): Partial<Record<SeriesField, string>> {
  return {
    ...(form.weekday === '' ? { weekday: 'Choose the day of the week.' } : {}),
    ...(form.startTime === '' ? { startTime: 'Enter when it starts, for example 13:00.' } : {}),
    ...(/^\d+$/.test(form.minutes.trim())
      ? {}
      : { durationMinutes: 'Enter how many minutes it lasts, for example 60.' }),
    ...(form.from === '' ? { from: 'Enter the first day on which it may meet.' } : {}),
    ...(form.joinUrl.trim() === '' || /^https?:\/\/\S+$/.test(form.joinUrl.trim())
      ? {}
      : { joinUrl: 'Enter the link as it begins, with https://' }),
  };
}

/** The form in the API's words. */
export function planInput(mdtId: string, form: SeriesForm): PlanInput {
  return {
    mdtId,
    frequency: form.frequency,
    weekday: Number(form.weekday),
    weekOfMonth: form.frequency === 'MONTHLY' ? Number(form.weekOfMonth) : null,
    startTime: form.startTime,
    durationMinutes: Number(form.minutes),
    from: form.from,
    until: form.until === '' ? null : form.until,
    weeksAhead: Number(form.weeksAhead),
    ...placeInput(form),
  };
}
