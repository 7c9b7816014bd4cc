import type { HTMLInputTypeAttribute } from 'react';
import { classNames } from './class-names.js';
import { describedBy, type FieldProps, FormGroup } from './field.js';

export interface TextFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: Extract<HTMLInputTypeAttribute, 'text' | 'email' | 'tel' | 'search' | 'number'>;
  /** How many characters wide. */
  readonly width?: 2 | 3 | 4 | 5 | 10 | 20 | 30;
  readonly inputMode?: 'numeric' | 'decimal' | 'tel' | 'email' | 'text';
  readonly autoComplete?: string;
  readonly maxLength?: number;
  readonly onBlur?: () => void;
}

/** One line of text. */
export function TextField({
  value,
  onChange,
  type = 'text',
  width,
  inputMode,
  autoComplete,
  maxLength,
  onBlur,
  ...field
}: TextFieldProps) {
  const { name, hint, error, disabled } = field;
  return (
    <FormGroup {...field}>
      <input
        className={classNames('nhsuk-input', width && `nhsuk-input--width-${width}`, error && 'nhsuk-input--error')}
        id={name}
        name={name}
        type={type}
        value={value}
        inputMode={inputMode}
        autoComplete={autoComplete ?? 'off'}
        maxLength={maxLength}
        disabled={disabled}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onBlur}
      />
    </FormGroup>
  );
}

export interface TextAreaProps extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly rows?: number;
  /** Shows how many characters are left in the last tenth, and never cuts what was typed. */
  readonly limit?: number;
}

/** Several lines of text; it grows with what is typed where the browser can do that. */
export function TextArea({ value, onChange, rows = 4, limit, ...field }: TextAreaProps) {
  const { name, hint, error, disabled } = field;
  const left = limit === undefined ? undefined : limit - value.length;
  const showLeft = limit !== undefined && left !== undefined && left < limit / 10;
  return (
    <FormGroup {...field}>
      <textarea
        className={classNames('nhsuk-textarea', 'q-textarea', error && 'nhsuk-textarea--error')}
        id={name}
        name={name}
        rows={rows}
        value={value}
        disabled={disabled}
        aria-describedby={describedBy(name, hint, error, showLeft && `${name}-left`)}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {showLeft ? (
        <div className="nhsuk-hint q-hint-below" id={`${name}-left`}>
          {left >= 0 ? `${left} characters left` : `${-left} characters too many`}
        </div>
      ) : null}
    </FormGroup>
  );
}
