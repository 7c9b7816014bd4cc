import { useEffect, useState } from 'react';
import { classNames } from './class-names.js';
import { formatLongDate } from './dates.js';
import { describedBy, type FieldProps, FormGroup } from './field.js';
import { parseTime } from './parse-time.js';

export interface DateFieldProps extends FieldProps {
  /** A local date as YYYY-MM-DD, or '' when there is none yet or the typed one is not a date. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly min?: string;
  readonly max?: string;
}

/** A date: typed or picked in the browser's own control, and said back with its weekday, so that day and month cannot be mixed up. */
export function DateField({ value, onChange, min, max, ...field }: DateFieldProps) {
  const { name, hint, error, disabled } = field;
  const inWords = value ? formatLongDate(value) : '';
  return (
    <FormGroup {...field}>
      <input
        className={classNames('nhsuk-input', 'q-date-input', error && 'nhsuk-input--error')}
        id={name}
        name={name}
        type="date"
        value={value}
        min={min}
        max={max}
        disabled={disabled}
        aria-describedby={describedBy(name, hint, error, inWords !== '' && `${name}-words`)}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className="q-hint-below" id={`${name}-words`}>
        {inWords}
      </div>
    </FormGroup>
  );
}

export interface TimeFieldProps extends FieldProps {
  /** A wall time as HH:mm, or ''. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A time of day on the 24-hour clock. Staff may type 930, 0930, 9.30 or 9:30pm; leaving the field shows 09:30. */
export function TimeField({ value, onChange, ...field }: TimeFieldProps) {
  const [typed, setTyped] = useState(value);
  const { name, hint, error, disabled } = field;
  useEffect(() => setTyped((now) => (parseTime(now) === value ? now : value || now)), [value]);
  const unreadable = typed !== '' && parseTime(typed) === null;
  return (
    <FormGroup {...field}>
      <input
        className={classNames('nhsuk-input', 'nhsuk-input--width-5', error && 'nhsuk-input--error')}
        id={name}
        name={name}
        type="text"
        inputMode="text"
        autoComplete="off"
        value={typed}
        disabled={disabled}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error || unreadable ? true : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(parseTime(event.target.value) ?? '');
        }}
        onBlur={() => setTyped((now) => parseTime(now) ?? now)}
      />
    </FormGroup>
  );
}
