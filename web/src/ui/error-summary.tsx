import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

export interface FieldError {
  /** The field's `name`; '' for something no single field can mend. */
  readonly field: string;
  readonly message: string;
}

/** "There is a problem", with a link to each field. It takes the focus whenever a new list comes. Shows nothing for an empty list. */
export function ErrorSummary({ errors }: { readonly errors: readonly FieldError[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div className="nhsuk-error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2 className="nhsuk-error-summary__title">There is a problem</h2>
        <div className="nhsuk-error-summary__body">
          <ul className="nhsuk-list nhsuk-error-summary__list">
            {errors.map((error) => (
              <li key={`${error.field} ${error.message}`}>
                {error.field === '' ? error.message : <ErrorLink error={error} />}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

function ErrorLink({ error }: { readonly error: FieldError }) {
  return (
    <a
      href={`#${error.field}`}
      onClick={(event) => {
        const field = document.getElementById(error.field);
        if (!field) return;
        event.preventDefault();
        field.focus();
        field.closest('.nhsuk-form-group')?.scrollIntoView?.({ block: 'center' });
      }}
    >
      {error.message}
    </a>
  );
}

export interface FieldErrors<Field extends string> {
  readonly list: readonly FieldError[];
  /** What to pass to a field as `error`. */
  readonly of: (field: Field) => string | undefined;
  /** Shows these errors and moves the focus to the summary. Returns true when there are none, so: `if (!errors.report(check(form))) return;` */
  readonly report: (found: Partial<Record<Field | '', string>>) => boolean;
  readonly clear: () => void;
}

/** Keeps a form's errors for the summary and for each field. The order of the keys is the order of the summary. */
export function useFieldErrors<Field extends string>(): FieldErrors<Field> {
  const [list, setList] = useState<readonly FieldError[]>([]);
  const report = useCallback((found: Partial<Record<Field | '', string>>) => {
    const next = Object.entries<string | undefined>(found).flatMap(([field, message]) =>
      message ? [{ field, message }] : [],
    );
    setList(next);
    return next.length === 0;
  }, []);
  const clear = useCallback(() => setList([]), []);
  return useMemo(
    () => ({ list, report, clear, of: (field: Field) => list.find((e) => e.field === field)?.message }),
    [list, report, clear],
  );
}
