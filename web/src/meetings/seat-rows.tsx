import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { describeChoice, type OrganisationChoice } from '../organisations/organisation-words.js';
import { Button } from '../ui/button.js';
import { Checkboxes } from '../ui/choice-fields.js';
import { Combobox } from '../ui/combobox.js';
import { Card } from '../ui/page.js';
import { SelectField } from '../ui/select-field.js';
import { holdersQuery, providersQuery, type rolesQuery } from './mdt.queries.js';
import { type Chosen, type SeatRow, seatField } from './mdt-form-state.js';

export type Role = ResultOf<typeof rolesQuery>['professionalRoles'][number];

export interface SeatFieldsProps {
  readonly seat: SeatRow;
  readonly index: number;
  readonly roles: readonly Role[];
  readonly errorOf: (field: string) => string | undefined;
  readonly onChange: (part: Partial<SeatRow>) => void;
  readonly onRemove: (() => void) | null;
}

const KINDS = [
  { value: 'CORE', label: 'Core: expected every time' },
  { value: 'EXTENDED', label: 'Extended: expected when needed' },
] as const;

// As many fields beside each other as there is room for; one under the other on a phone.
const GRID = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 13rem), 1fr))',
  columnGap: '16px',
} as const;

/** One seat: the role, who provides it, how often it is expected and who holds it. */
export function SeatFields({ seat, index, roles, errorOf, onChange, onRemove }: SeatFieldsProps) {
  const field = (part: Parameters<typeof seatField>[1]) => ({
    name: seatField(index, part),
    error: errorOf(seatField(index, part)),
  });
  return (
    <Card heading={`Seat ${index + 1}`} level={3}>
      <div style={GRID}>
        <SelectField
          {...field('roleCode')}
          label="Role"
          placeholder="Choose a role"
          value={seat.roleCode}
          options={roles.map((role) => ({ value: role.code, label: role.name }))}
          onChange={(roleCode) => onChange({ roleCode, holder: null })}
        />
        <ProviderField
          {...field('provider')}
          value={seat.provider}
          onChange={(provider) => onChange({ provider, holder: null })}
        />
        <HolderField {...field('holder')} seat={seat} onChange={(holder) => onChange({ holder })} />
        <SelectField
          {...field('kind')}
          label="Expected"
          value={seat.kind}
          options={KINDS}
          onChange={(kind) => onChange(kind === 'EXTENDED' ? { kind, countsForQuorum: false } : { kind: 'CORE' })}
        />
      </div>
      <Checkboxes
        {...field('counts')}
        label={`Quorum, seat ${index + 1}`}
        labelHidden
        options={[{ value: 'yes', label: 'Counts for quorum' }]}
        values={seat.countsForQuorum ? ['yes'] : []}
        onChange={(values) => onChange({ countsForQuorum: values.length > 0 })}
      />
      {onRemove ? (
        <Button look="quiet" onClick={onRemove} about={`seat ${index + 1}`}>
          Remove
        </Button>
      ) : null}
    </Card>
  );
}

interface PickerProps {
  readonly name: string;
  readonly error: string | undefined;
}

function ProviderField({
  value,
  onChange,
  ...field
}: PickerProps & { readonly value: Chosen | null; readonly onChange: (provider: Chosen | null) => void }) {
  const [searched, setSearched] = useState('');
  const found = useQuery(providersQuery, { variables: { text: searched } });
  const items = (found.data ?? found.previousData)?.organisations.items ?? [];
  return (
    <Combobox<OrganisationChoice>
      key={value?.id ?? 'none'}
      {...field}
      label="Provider"
      items={items}
      busy={found.loading}
      value={value}
      onChange={(chosen) => onChange(chosen ? { id: chosen.id, name: chosen.name } : null)}
      onSearch={setSearched}
      itemLabel={(one) => one.name}
      itemKey={(one) => one.id}
      itemDetail={describeChoice}
      nothingFound="No open organisation has these words in its name"
    />
  );
}

/** Only people who have the role with the provider can hold the seat. */
function HolderField({
  seat,
  onChange,
  ...field
}: PickerProps & { readonly seat: SeatRow; readonly onChange: (holder: Chosen | null) => void }) {
  const [searched, setSearched] = useState('');
  const isReady = seat.roleCode !== '' && seat.provider !== null;
  const found = useQuery(holdersQuery, {
    variables: { organisationId: seat.provider?.id ?? null, roleCode: seat.roleCode, text: searched },
    skip: !isReady,
  });
  const items = isReady ? ((found.data ?? found.previousData)?.practitioners ?? []) : [];
  return (
    <Combobox<Chosen>
      key={`${seat.roleCode} ${seat.provider?.id} ${seat.holder?.id}`}
      {...field}
      label="Who holds it (empty is vacant)"
      items={items}
      busy={found.loading}
      value={seat.holder}
      onChange={onChange}
      onSearch={setSearched}
      itemLabel={(one) => one.name}
      itemKey={(one) => one.id}
      nothingFound={isReady ? 'Nobody found with this role at this provider' : 'Choose the role and the provider first'}
    />
  );
}
