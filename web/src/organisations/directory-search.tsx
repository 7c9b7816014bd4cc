import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { Button } from '../ui/button.js';
import type { Filter } from '../ui/filter-panel.js';
import { SectionNav } from '../ui/section-nav.js';
import { TextField } from '../ui/text-field.js';
import { KIND_NAMES, type OrganisationKind } from './organisation-words.js';

/** What both lists of the directory are asked for; a change of list keeps it. */
const SHARED = ['text', 'status', 'on'];

/** Organisations or sites, found by the same words. */
export function DirectoryNav() {
  const [params] = useSearchParams();
  const kept = new URLSearchParams([...params].filter(([name]) => SHARED.includes(name))).toString();
  const asked = kept === '' ? '' : `?${kept}`;
  return (
    <SectionNav
      label="Directory"
      items={[
        { to: `/directory${asked}`, label: 'Organisations' },
        { to: `/directory/sites${asked}`, label: 'Sites' },
      ]}
    />
  );
}

interface SearchFormProps {
  readonly label: string;
  readonly text: string;
  readonly onSearch: (text: string) => void;
}

export function SearchForm({ label, text, onSearch }: SearchFormProps) {
  const [typed, setTyped] = useState(text);
  function submit(event: FormEvent) {
    event.preventDefault();
    onSearch(typed.trim());
  }
  return (
    <form aria-label="Search the directory" onSubmit={submit}>
      <TextField
        name="directory-text"
        label={label}
        type="search"
        width={30}
        maxLength={100}
        value={typed}
        onChange={setTyped}
      />
      <Button type="submit" look="primary" small>
        Search
      </Button>
    </form>
  );
}

/** Open, closed or both, in the address as 'open', 'closed' or nothing. */
export const STATUS_FILTER: Filter = {
  name: 'status',
  label: 'Status',
  kind: 'one',
  options: [
    { value: 'open', label: 'Open' },
    { value: 'closed', label: 'Not open' },
  ],
  all: 'Open or not',
};

export function isOpenAsked(status: string): boolean | null {
  return status === 'open' ? true : status === 'closed' ? false : null;
}

/** The kinds of which there can be some in the list. */
export function kindFilter(label: string, kinds: readonly OrganisationKind[]): Filter {
  return {
    name: 'kind',
    label,
    kind: 'one',
    options: kinds.map((value) => ({ value, label: KIND_NAMES[value] })),
    all: 'All kinds',
  };
}

export const DAY_FILTER: Filter = { name: 'on', label: 'As it was on', kind: 'date' };
