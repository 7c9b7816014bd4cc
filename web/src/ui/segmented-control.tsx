import { type KeyboardEvent, useRef } from 'react';
import { classNames } from './class-names.js';
import type { Option } from './select-field.js';

export interface SegmentedControlProps<Value extends string> {
  /** Unique on the page, for example `attendance-${seatId}`. */
  readonly name: string;
  /** What is being chosen and for whom: "Attendance of Dr Tom Keane". */
  readonly legend: string;
  /** Hidden by default, since the row of the table already says it. */
  readonly legendShown?: boolean;
  readonly options: readonly Option<Value>[];
  readonly value: Value | null;
  readonly onChange: (value: Value) => void;
  /** After a number key the focus moves to the next segmented control on the page. */
  readonly advanceOnKey?: boolean;
  /** What is printed when nothing is chosen. */
  readonly unchosenWord?: string;
  readonly disabled?: boolean;
}

/** Moves the focus to the control after this one in the page, if there is one. */
function focusNext(from: HTMLElement) {
  const all = [...document.querySelectorAll<HTMLElement>('[data-segmented]')];
  const next = all[all.indexOf(from) + 1];
  const target =
    next?.querySelector<HTMLInputElement>('input:checked:enabled') ??
    next?.querySelector<HTMLInputElement>('input:enabled');
  target?.focus();
}

/**
 * One of a few words, all of them visible, one press each. A real radio group: arrows move, 1 to 9 choose.
 * The chosen word has a tick where the others have their number: that is what is left in high contrast. Print shows the chosen word alone.
 */
export function SegmentedControl<Value extends string>({
  name,
  legend,
  legendShown = false,
  options,
  value,
  onChange,
  advanceOnKey = false,
  unchosenWord = 'Not recorded',
  disabled = false,
}: SegmentedControlProps<Value>) {
  const group = useRef<HTMLFieldSetElement>(null);
  const chosen = options.find((option) => option.value === value);

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    const option = options[Number(event.key) - 1];
    if (!option || option.disabled || disabled) return;
    event.preventDefault();
    onChange(option.value);
    if (advanceOnKey && group.current) focusNext(group.current);
    else group.current?.querySelectorAll('input')[Number(event.key) - 1]?.focus();
  }

  return (
    <fieldset className="q-segmented" ref={group} data-segmented={name} onKeyDown={onKeyDown} disabled={disabled}>
      <legend className={classNames('q-segmented__legend', !legendShown && 'nhsuk-u-visually-hidden')}>{legend}</legend>
      <div className="q-segmented__options">
        {options.map((option, index) => (
          <label
            className={classNames('q-segmented__option', option.value === value && 'q-segmented__option--chosen')}
            key={option.value}
          >
            <input
              className="q-segmented__input"
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled}
              aria-keyshortcuts={index < 9 ? String(index + 1) : undefined}
              onChange={() => onChange(option.value)}
            />
            <span className="q-segmented__tick" aria-hidden="true">
              {option.value === value ? '✓' : index < 9 ? <span className="q-segmented__key">{index + 1}</span> : ''}
            </span>
            <span className="q-segmented__word">{option.label}</span>
          </label>
        ))}
      </div>
      <span className="q-print-only" aria-hidden="true">
        {chosen?.label ?? unchosenWord}
      </span>
    </fieldset>
  );
}
