import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { Combobox } from '../ui/combobox.js';
import { Page, Section } from '../ui/page.js';
import { useUndo } from '../ui/undo.js';
import { holdersQuery, mdtQuery, setSeatDeputiesMutation, setSeatHolderMutation } from './mdt.queries.js';
import type { Mdt, MdtSeat } from './meeting-words.js';
import { Refused } from './refused.js';

type Practitioner = Pick<ResultOf<typeof holdersQuery>['practitioners'][number], 'id' | 'name'>;

/** Who holds one seat and who may stand in. Coming meetings follow; past ones stay as they were. */
export function SeatPage() {
  const { mdtId = '', seatId = '' } = useParams();
  const query = useQuery(mdtQuery, { variables: { id: mdtId } });
  return (
    <QueryState query={query} lines={6}>
      {({ mdt }) => {
        const seat = mdt?.mayEdit ? mdt.seats.find((one) => one.id === seatId) : undefined;
        return mdt && seat ? (
          <OpenSeat mdt={mdt} seat={seat} onChanged={async () => void (await query.refetch())} />
        ) : (
          <NotFoundPage />
        );
      }}
    </QueryState>
  );
}

interface SeatProps {
  readonly mdt: Mdt;
  readonly seat: MdtSeat;
  readonly onChanged: () => Promise<void>;
}

function OpenSeat({ mdt, seat, onChanged }: SeatProps) {
  return (
    <Page
      title="Seat"
      heading={`${seat.roleName}, ${seat.provider.name}`}
      lead={`A seat of ${mdt.name}.`}
      back={{ to: `/mdts/${mdt.id}`, label: 'Back to the MDT' }}
    >
      <HolderForm mdt={mdt} seat={seat} onChanged={onChanged} />
      <DeputiesForm key={seat.lockVersion} mdt={mdt} seat={seat} onChanged={onChanged} />
    </Page>
  );
}

function HolderForm({ mdt, seat, onChanged }: SeatProps) {
  const [chosen, setChosen] = useState<Practitioner | null>(seat.holder);
  const [searched, setSearched] = useState('');
  const found = useQuery(holdersQuery, {
    variables: { organisationId: seat.provider.id, roleCode: seat.roleCode, text: searched },
  });
  const [save] = useMutation(setSeatHolderMutation);
  const command = useCommand();
  const navigate = useNavigate();
  const undo = useUndo();
  const submit = () =>
    command.run(
      async () =>
        (
          await save({
            variables: {
              input: { seatId: seat.id, expectedVersion: seat.lockVersion, practitionerId: chosen?.id ?? null },
            },
          })
        ).data?.setSeatHolder,
      async () => {
        await onChanged();
        undo.say(chosen ? `${chosen.name} holds the seat` : 'The seat is vacant');
        void navigate(`/mdts/${mdt.id}`);
      },
    );
  return (
    <Section heading="Who holds it">
      <p>
        {seat.holder ? `${seat.holder.name} holds it now.` : 'It is vacant now.'} Coming meetings ask whoever holds it;
        they get their invitation when you next send invitations.
      </p>
      <Refused command={command} heading="The seat was not changed" onReload={() => void onChanged()} />
      <Combobox<Practitioner>
        name="holder"
        label="Holder (empty is vacant)"
        hint={`People who work as ${seat.roleName} at ${seat.provider.name}`}
        items={(found.data ?? found.previousData)?.practitioners ?? []}
        busy={found.loading}
        value={chosen}
        onChange={setChosen}
        onSearch={setSearched}
        itemLabel={(one) => one.name}
        itemKey={(one) => one.id}
        nothingFound="Nobody found with this role at this provider"
      />
      <Button look="primary" busy={command.busy} onClick={() => void submit()}>
        {chosen ? 'Save who holds it' : 'Leave it vacant'}
      </Button>
    </Section>
  );
}

function DeputiesForm({ seat, onChanged }: SeatProps) {
  const [deputies, setDeputies] = useState<readonly (Practitioner & { readonly trainedOn?: string | null })[]>(
    seat.deputies,
  );
  const [searched, setSearched] = useState('');
  const found = useQuery(holdersQuery, {
    variables: { organisationId: seat.provider.id, roleCode: null, text: searched },
  });
  const [save] = useMutation(setSeatDeputiesMutation);
  const command = useCommand();
  const undo = useUndo();
  const taken = new Set([seat.holder?.id, ...deputies.map((one) => one.id)]);
  const items = ((found.data ?? found.previousData)?.practitioners ?? []).filter((one) => !taken.has(one.id));
  const submit = () =>
    command.run(
      async () =>
        (
          await save({
            variables: {
              input: {
                seatId: seat.id,
                expectedVersion: seat.lockVersion,
                deputies: deputies.map((one) => ({ practitionerId: one.id, trainedOn: one.trainedOn ?? null })),
              },
            },
          })
        ).data?.setSeatDeputies,
      async () => {
        await onChanged();
        undo.say('Deputies saved');
      },
    );
  return (
    <Section heading="Deputies">
      <p>They are offered first when the holder cannot come.</p>
      <Refused command={command} heading="The deputies were not saved" onReload={() => void onChanged()} />
      {deputies.length > 0 ? (
        <ul>
          {deputies.map((deputy) => (
            <li key={deputy.id}>
              {deputy.name}{' '}
              <Button
                look="quiet"
                about={deputy.name}
                onClick={() => setDeputies(deputies.filter((one) => one.id !== deputy.id))}
              >
                Take off
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p>Nobody is named yet.</p>
      )}
      <Combobox<Practitioner>
        key={deputies.length}
        name="deputy"
        label="Add a deputy"
        hint={`Anyone who works at ${seat.provider.name}`}
        items={items}
        busy={found.loading}
        value={null}
        onChange={(chosen) => {
          if (chosen) setDeputies([...deputies, { id: chosen.id, name: chosen.name }]);
        }}
        onSearch={setSearched}
        itemLabel={(one) => one.name}
        itemKey={(one) => one.id}
        nothingFound="Nobody else found at this provider"
      />
      <ButtonGroup>
        <Button busy={command.busy} onClick={() => void submit()}>
          Save deputies
        </Button>
      </ButtonGroup>
    </Section>
  );
}
