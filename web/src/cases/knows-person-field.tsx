import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { Button } from '../ui/button.js';
import { Combobox } from '../ui/combobox.js';
import { actionOwnersQuery } from './cases.queries.js';

export type Practitioner = ResultOf<typeof actionOwnersQuery>['practitioners'][number];

export interface KnowsPersonFieldProps {
  readonly values: readonly Practitioner[];
  readonly onChange: (values: readonly Practitioner[]) => void;
  readonly error?: string;
}

/** Professionals who know the person: found one by one, each can be taken off again. */
export function KnowsPersonField({ values, onChange, error }: KnowsPersonFieldProps) {
  const [searched, setSearched] = useState('');
  const found = useQuery(actionOwnersQuery, { variables: { text: searched } });
  return (
    <>
      <Combobox<Practitioner>
        key={values.length}
        name="knowsPersonPractitionerIds"
        label="Who knows the person?"
        optional
        hint="They can see the person's record too."
        items={(found.data?.practitioners ?? []).filter((one) => !values.some((chosen) => chosen.id === one.id))}
        busy={found.loading}
        value={null}
        onChange={(chosen) => {
          if (chosen) onChange([...values, chosen]);
        }}
        onSearch={setSearched}
        itemLabel={(one) => one.name}
        itemKey={(one) => one.id}
        itemDetail={(one) => one.roles.map((role) => `${role.roleName}, ${role.organisationName}`).join('; ')}
        error={error}
      />
      {values.length > 0 ? (
        <ul className="nhsuk-list">
          {values.map((chosen) => (
            <li key={chosen.id}>
              {chosen.name}{' '}
              <Button
                small
                look="quiet"
                about={chosen.name}
                onClick={() => onChange(values.filter((one) => one.id !== chosen.id))}
              >
                Take off
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
