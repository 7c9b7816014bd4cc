import { Radios } from '../ui/choice-fields.js';
import { DateField, TimeField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import type { FieldErrors } from '../ui/error-summary.js';
import { SelectField } from '../ui/select-field.js';
import { TextField } from '../ui/text-field.js';
import { WEEKDAYS } from './meeting-words.js';
import { PlaceFields } from './place-fields.js';
import type { SeriesField, SeriesForm } from './series-form.js';

const FREQUENCIES = [
  { value: 'WEEKLY', label: 'Every week' },
  { value: 'FORTNIGHTLY', label: 'Every second week' },
  { value: 'MONTHLY', label: 'Once a month' },
] as const;

const WEEKS_OF_MONTH = [
  { value: '1', label: 'First of the month' },
  { value: '2', label: 'Second of the month' },
  { value: '3', label: 'Third of the month' },
  { value: '4', label: 'Fourth of the month' },
  { value: '-1', label: 'Last of the month' },
] as const;

const AHEAD = [
  { value: '13', label: '3 months' },
  { value: '26', label: '6 months' },
  { value: '52', label: '12 months' },
] as const;

// Short fields beside each other where there is room.
const GRID = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 12rem), 1fr))',
  columnGap: '16px',
  alignItems: 'start',
} as const;

export interface SeriesFieldsProps {
  readonly form: SeriesForm;
  readonly onChange: (part: Partial<SeriesForm>) => void;
  readonly errors: FieldErrors<SeriesField>;
}

/** How often, when, from when and where. */
export function SeriesFields({ form, onChange, errors }: SeriesFieldsProps) {
  return (
    <>
      <Radios
        name="frequency"
        label="How often?"
        inline
        options={FREQUENCIES}
        value={form.frequency}
        onChange={(frequency) => onChange({ frequency })}
        error={errors.of('frequency')}
      />
      <div style={GRID}>
        {form.frequency === 'MONTHLY' ? (
          <SelectField
            name="weekOfMonth"
            label="Which one?"
            options={WEEKS_OF_MONTH}
            value={form.weekOfMonth}
            onChange={(weekOfMonth) => onChange({ weekOfMonth })}
            error={errors.of('weekOfMonth')}
          />
        ) : null}
        <SelectField
          name="weekday"
          label="Day"
          options={WEEKDAYS}
          value={form.weekday}
          onChange={(weekday) => onChange({ weekday })}
          error={errors.of('weekday')}
        />
        <TimeField
          name="startTime"
          label="Starts"
          value={form.startTime}
          onChange={(startTime) => onChange({ startTime })}
          error={errors.of('startTime')}
        />
        <TextField
          name="durationMinutes"
          label="Minutes"
          inputMode="numeric"
          width={4}
          value={form.minutes}
          onChange={(minutes) => onChange({ minutes })}
          error={errors.of('durationMinutes')}
        />
      </div>
      <div style={GRID}>
        <DateField
          name="from"
          label="From"
          min={todayInLondon()}
          value={form.from}
          onChange={(from) => onChange({ from })}
          error={errors.of('from')}
        />
        <DateField
          name="until"
          label="Until"
          optional
          min={form.from}
          value={form.until}
          onChange={(until) => onChange({ until })}
          error={errors.of('until')}
        />
        <SelectField
          name="weeksAhead"
          label="Book dates for"
          hint="Leave Until empty and the next dates are added as these pass."
          options={AHEAD}
          value={form.weeksAhead}
          onChange={(weeksAhead) => onChange({ weeksAhead })}
          error={errors.of('weeksAhead')}
        />
      </div>
      <PlaceFields place={form} onChange={onChange} errorOf={errors.of} />
    </>
  );
}
