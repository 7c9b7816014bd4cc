import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Combobox } from '../ui/combobox.js';
import { organisationChoicesQuery } from './organisation-field.queries.js';

export interface ChosenOrganisation {
  readonly id: string;
  readonly name: string;
  readonly odsCode: string | null;
}

/** An open organisation of the directory, found by words of its name. */
export function OrganisationField({
  name,
  label,
  hint,
  optional,
  error,
  value,
  onChange,
}: {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly error?: string;
  readonly value: ChosenOrganisation | null;
  readonly onChange: (organisation: ChosenOrganisation | null) => void;
}) {
  const [searched, setSearched] = useState('');
  const found = useQuery(organisationChoicesQuery, { variables: { words: searched } });
  return (
    <Combobox<ChosenOrganisation>
      name={name}
      label={label}
      {...(hint ? { hint } : {})}
      {...(optional ? { optional } : {})}
      {...(error ? { error } : {})}
      items={(found.data ?? found.previousData)?.organisations.items ?? []}
      busy={found.loading}
      value={value}
      onChange={onChange}
      onSearch={setSearched}
      itemLabel={(item) => item.name}
      itemKey={(item) => item.id}
      itemDetail={(item) => item.odsCode ?? ''}
      nothingFound="No open organisation has these words in its name"
    />
  );
}
