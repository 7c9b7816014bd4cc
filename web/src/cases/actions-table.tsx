import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { nameOf } from '../patients/person-words.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatShortDate } from '../ui/dates.js';
import { Tag } from '../ui/tag.js';
import { ActionSteps } from './action-steps.js';
import { ACTION_STATES, type ListedAction } from './case-words.js';

/** An action, with whom it is for where the page is about several people. */
export type ShownAction = ListedAction & {
  readonly person?: { readonly id: string; readonly familyName: string; readonly givenName: string };
};

export interface ActionsTableProps {
  readonly caption: string;
  readonly actions: readonly ShownAction[];
  readonly onChanged: () => void;
  readonly empty: ReactNode;
  readonly withPerson?: boolean;
}

/** What is to be done, by whom, for whom and by when, with the steps the viewer may take. */
export function ActionsTable({ caption, actions, onChanged, empty, withPerson = false }: ActionsTableProps) {
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={columnsFor(withPerson, onChanged)}
      rows={actions}
      rowKey={(action) => action.id}
      stack
      empty={empty}
    />
  );
}

function columnsFor(withPerson: boolean, onChanged: () => void): readonly Column<ShownAction>[] {
  const person: Column<ShownAction> = {
    key: 'person',
    header: 'For',
    cell: (action) => (action.person ? <Link to={`/people/${action.person.id}`}>{nameOf(action.person)}</Link> : ''),
  };
  return [
    { key: 'what', header: 'Action', rowHeader: true, cell: (action) => action.description },
    ...(withPerson ? [person] : []),
    { key: 'who', header: 'Who does it', cell: (action) => `${action.owner.name}, ${action.organisationName}` },
    {
      key: 'due',
      header: 'Due',
      cell: (action) => (
        <>
          <span className="q-nowrap">{formatShortDate(action.dueOn)}</span>{' '}
          {action.isOverdue ? <Tag tone="attention">Overdue</Tag> : null}
        </>
      ),
    },
    {
      key: 'state',
      header: 'State',
      cell: (action) => (
        <>
          <Tag>{ACTION_STATES[action.state]}</Tag> {action.stateReason}
        </>
      ),
    },
    {
      key: 'steps',
      header: 'Change',
      headerHidden: true,
      cell: (action) => <ActionSteps action={action} onChanged={onChanged} />,
    },
  ];
}
