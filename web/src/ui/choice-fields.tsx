import { Fragment, type ReactNode } from 'react';
import { classNames } from './class-names.js';
import { FieldGroup, type FieldProps } from './field.js';
import type { Option } from './select-field.js';

export interface RadiosProps<Value extends string> extends FieldProps {
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  readonly options: readonly Option<Value>[];
  readonly small?: boolean;
  readonly inline?: boolean;
  /** A further field under the chosen option, for example the reason. */
  readonly conditional?: Partial<Record<Value, ReactNode>>;
}

/** One choice, all options visible. The first option's id is `name`, for the error summary. */
export function Radios<Value extends string>({
  value,
  onChange,
  options,
  small = true,
  inline,
  conditional,
  ...field
}: RadiosProps<Value>) {
  return (
    <FieldGroup {...field}>
      <div className={classNames('nhsuk-radios', small && 'nhsuk-radios--small', inline && 'nhsuk-radios--inline')}>
        {options.map((option, index) => {
          const id = index === 0 ? field.name : `${field.name}-${option.value}`;
          const chosen = option.value === value;
          return (
            <Fragment key={option.value}>
              <div className="nhsuk-radios__item">
                <input
                  className="nhsuk-radios__input"
                  id={id}
                  name={field.name}
                  type="radio"
                  value={option.value}
                  checked={chosen}
                  disabled={field.disabled || option.disabled}
                  aria-describedby={option.hint ? `${id}-item-hint` : undefined}
                  onChange={() => onChange(option.value)}
                />
                <label className="nhsuk-label nhsuk-radios__label" htmlFor={id}>
                  {option.label}
                </label>
                {option.hint ? (
                  <div className="nhsuk-hint nhsuk-radios__hint" id={`${id}-item-hint`}>
                    {option.hint}
                  </div>
                ) : null}
              </div>
              {chosen && conditional?.[option.value] ? (
                <div className="nhsuk-radios__conditional">{conditional[option.value]}</div>
              ) : null}
            </Fragment>
          );
        })}
      </div>
    </FieldGroup>
  );
}

export interface CheckboxesProps<Value extends string> extends FieldProps {
  readonly values: readonly Value[];
  readonly onChange: (values: readonly Value[]) => void;
  readonly options: readonly Option<Value>[];
  readonly small?: boolean;
}

/** Any number of choices; the chosen values come in the order of the options. */
export function Checkboxes<Value extends string>({
  values,
  onChange,
  options,
  small = true,
  ...field
}: CheckboxesProps<Value>) {
  function toggle(value: Value, on: boolean) {
    onChange(options.map((o) => o.value).filter((v) => (v === value ? on : values.includes(v))));
  }
  return (
    <FieldGroup {...field}>
      <div className={classNames('nhsuk-checkboxes', small && 'nhsuk-checkboxes--small')}>
        {options.map((option, index) => {
          const id = index === 0 ? field.name : `${field.name}-${option.value}`;
          return (
            <div className="nhsuk-checkboxes__item" key={option.value}>
              <input
                className="nhsuk-checkboxes__input"
                id={id}
                name={field.name}
                type="checkbox"
                value={option.value}
                checked={values.includes(option.value)}
                disabled={field.disabled || option.disabled}
                aria-describedby={option.hint ? `${id}-item-hint` : undefined}
                onChange={(event) => toggle(option.value, event.target.checked)}
              />
              <label className="nhsuk-label nhsuk-checkboxes__label" htmlFor={id}>
                {option.label}
              </label>
              {option.hint ? (
                <div className="nhsuk-hint nhsuk-checkboxes__hint" id={`${id}-item-hint`}>
                  {option.hint}
                </div>
              ) : null}
            </div>
          );
        })}
      </div>
    </FieldGroup>
  );
}
