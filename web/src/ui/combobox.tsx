import { useCombobox } from 'downshift';
import { useState } from 'react';
import { classNames } from './class-names.js';
import { describedBy, type FieldProps, FormGroup } from './field.js';

export interface ComboboxProps<Item> extends FieldProps {
  readonly items: readonly Item[];
  readonly value: Item | null;
  readonly onChange: (item: Item | null) => void;
  /** The words in the box and in the list. */
  readonly itemLabel: (item: Item) => string;
  readonly itemKey: (item: Item) => string;
  /** A second line in the list: role, organisation. */
  readonly itemDetail?: (item: Item) => string;
  /** Given, the page searches (on the server) and passes new `items`; else the list is filtered here by its words. */
  readonly onSearch?: (typed: string) => void;
  readonly busy?: boolean;
  /** What to say when nothing is found. */
  readonly nothingFound?: string;
}

const mostShown = 50;

function matches(text: string, typed: string): boolean {
  const words = typed.toLocaleLowerCase('en-GB').split(/\s+/).filter(Boolean);
  const within = text.toLocaleLowerCase('en-GB');
  return words.every((word) => within.includes(word));
}

/** A text box that offers what matches: for people, places, anything with more than about 15 choices. */
export function Combobox<Item>({
  items,
  value,
  onChange,
  itemLabel,
  itemKey,
  itemDetail,
  onSearch,
  busy,
  nothingFound = 'Nothing found',
  ...field
}: ComboboxProps<Item>) {
  const [typed, setTyped] = useState(value === null ? '' : itemLabel(value));
  const isChosen = value !== null && typed === itemLabel(value);
  const found = (
    onSearch || isChosen
      ? items
      : items.filter((item) => matches(`${itemLabel(item)} ${itemDetail?.(item) ?? ''}`, typed))
  ).slice(0, mostShown);
  const box = useCombobox<Item>({
    id: field.name,
    inputId: field.name,
    labelId: `${field.name}-label`,
    items: [...found],
    selectedItem: value,
    itemToString: (item) => (item === null ? '' : itemLabel(item)),
    itemToKey: (item) => (item === null ? null : itemKey(item)),
    onInputValueChange: ({ inputValue, type }) => {
      setTyped(inputValue);
      if (type === useCombobox.stateChangeTypes.InputChange) onSearch?.(inputValue);
    },
    onSelectedItemChange: ({ selectedItem }) => onChange(selectedItem ?? null),
  });
  const menu = box.getMenuProps({ 'aria-label': typeof field.label === 'string' ? field.label : undefined });
  const { 'aria-labelledby': _labelledBy, ...menuProps } = menu;
  return (
    <FormGroup {...field}>
      <div className="q-combobox">
        <div className="q-combobox__box">
          <input
            {...box.getInputProps({
              'aria-labelledby': undefined,
              'aria-describedby': describedBy(field.name, field.hint, field.error),
            })}
            className={classNames('nhsuk-input', field.error && 'nhsuk-input--error')}
            name={field.name}
            disabled={field.disabled}
            aria-invalid={field.error ? true : undefined}
            autoComplete="off"
          />
          {value === null ? null : (
            <button
              type="button"
              className="q-combobox__clear"
              onClick={() => box.reset()}
              aria-label={`Clear ${typeof field.label === 'string' ? field.label : ''}`}
            >
              ×
            </button>
          )}
        </div>
        <ul {...menuProps} className={classNames('q-combobox__list', box.isOpen && 'q-combobox__list--open')}>
          {box.isOpen
            ? found.map((item, index) => (
                <li
                  key={itemKey(item)}
                  {...box.getItemProps({ item, index })}
                  className={classNames('q-combobox__item', index === box.highlightedIndex && 'q-combobox__item--at')}
                >
                  <span>{itemLabel(item)}</span>
                  {itemDetail ? <span className="q-combobox__detail">{itemDetail(item)}</span> : null}
                </li>
              ))
            : null}
        </ul>
        <div role="status" className="q-combobox__status">
          {box.isOpen && busy ? 'Searching' : box.isOpen && found.length === 0 ? nothingFound : ''}
        </div>
      </div>
    </FormGroup>
  );
}
