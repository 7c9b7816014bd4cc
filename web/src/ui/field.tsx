import type { ReactNode } from 'react';
import { classNames } from './class-names.js';

/** What every field takes. `name` is also its id, so that an error summary can link to it. */
export interface FieldProps {
  readonly name: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do: "Enter the reply deadline". */
  readonly error?: string;
  /** Only when the page's heading already says it. */
  readonly labelHidden?: boolean;
  /** Says "(optional)" after the label; everything else is needed. */
  readonly optional?: boolean;
  readonly disabled?: boolean;
}

/** The ids of hint and error for aria-describedby, or nothing. */
export function describedBy(
  name: string,
  hint: ReactNode,
  error: string | undefined,
  ...more: readonly (string | false)[]
) {
  return classNames(hint ? `${name}-hint` : false, error ? `${name}-error` : false, ...more) || undefined;
}

export function HintAndError({ name, hint, error }: Pick<FieldProps, 'name' | 'hint' | 'error'>) {
  return (
    <>
      {hint ? (
        <div className="nhsuk-hint" id={`${name}-hint`}>
          {hint}
        </div>
      ) : null}
      {error ? (
        <span className="nhsuk-error-message" id={`${name}-error`}>
          <span className="nhsuk-u-visually-hidden">Error: </span>
          {error}
        </span>
      ) : null}
    </>
  );
}

/** Label, hint and error around one control. */
export function FormGroup({
  name,
  label,
  hint,
  error,
  labelHidden,
  optional,
  children,
}: FieldProps & { readonly children: ReactNode }) {
  return (
    <div className={classNames('nhsuk-form-group', error && 'nhsuk-form-group--error')}>
      <label className={classNames('nhsuk-label', 'q-label', labelHidden && 'nhsuk-u-visually-hidden')} htmlFor={name}>
        {label}
        {optional ? ' (optional)' : null}
      </label>
      <HintAndError name={name} hint={hint} error={error} />
      {children}
    </div>
  );
}

/** Legend, hint and error around several controls. */
export function FieldGroup({
  name,
  label,
  hint,
  error,
  labelHidden,
  optional,
  children,
}: FieldProps & { readonly children: ReactNode }) {
  return (
    <div className={classNames('nhsuk-form-group', error && 'nhsuk-form-group--error')}>
      <fieldset className="nhsuk-fieldset" aria-describedby={describedBy(name, hint, error)}>
        <legend className={classNames('nhsuk-fieldset__legend', 'q-label', labelHidden && 'nhsuk-u-visually-hidden')}>
          {label}
          {optional ? ' (optional)' : null}
        </legend>
        <HintAndError name={name} hint={hint} error={error} />
        {children}
      </fieldset>
    </div>
  );
}
