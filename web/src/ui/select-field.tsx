import { classNames } from './class-names.js';
import { describedBy, type FieldProps, FormGroup } from './field.js';

export interface Option<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly hint?: string;
  readonly disabled?: boolean;
}

export interface SelectFieldProps<Value extends string> extends FieldProps {
  readonly value: Value | '';
  readonly onChange: (value: Value | '') => void;
  readonly options: readonly Option<Value>[];
  /** The words of the empty choice; leave out when one option must always be chosen. */
  readonly placeholder?: string;
}

/** One choice from a list of up to about 15; longer lists are better as a Combobox. */
export function SelectField<Value extends string>({
  value,
  onChange,
  options,
  placeholder,
  ...field
}: SelectFieldProps<Value>) {
  const { name, hint, error, disabled } = field;
  return (
    <FormGroup {...field}>
      <select
        className={classNames('nhsuk-select', error && 'nhsuk-select--error')}
        id={name}
        name={name}
        value={value}
        disabled={disabled}
        aria-describedby={describedBy(name, hint, error)}
        aria-invalid={error ? true : undefined}
        onChange={(event) => onChange(options.find((o) => o.value === event.target.value)?.value ?? '')}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FormGroup>
  );
}
