import { useMutation, useQuery } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { FaultPanel, QueryState } from '../app/query-state.js';
import { useViewer } from '../app/viewer.js';
import { Button } from '../ui/button.js';
import { DataTable } from '../ui/data-table.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { useAnnounce } from '../ui/live-region.js';
import { Section } from '../ui/page.js';
import { RefusalPanel } from '../ui/states.js';
import { TextField } from '../ui/text-field.js';
import type { SiteRecord } from './organisation-words.js';
import { addRoomMutation, roomsQuery } from './organisations.queries.js';

/** The rooms of a site, and for those who may, a form to add one. */
export function SiteRooms({ site }: { readonly site: SiteRecord }) {
  const query = useQuery(roomsQuery, { variables: { siteId: site.id } });
  const { acting } = useViewer();
  const isOwn = acting.role === 'CARE_COORDINATOR' && acting.organisation?.id === site.organisationId;
  return (
    <Section heading="Rooms" id="rooms">
      <QueryState query={query} lines={2}>
        {({ rooms }) => (
          <DataTable
            caption="Rooms by name"
            captionHidden
            columns={[
              { key: 'name', header: 'Room', cell: ({ name }) => name },
              { key: 'seats', header: 'Seats', numeric: true, cell: ({ seats }) => seats },
            ]}
            rows={rooms}
            rowKey={({ id }) => id}
            empty={<p>No room is recorded for this site yet.</p>}
          />
        )}
      </QueryState>
      {site.isOpen && (isOwn || acting.role === 'ADMINISTRATOR') ? (
        <AddRoom siteId={site.id} onAdded={() => void query.refetch()} />
      ) : null}
    </Section>
  );
}

type Answer = ResultOf<typeof addRoomMutation>['addRoom'];

function AddRoom({ siteId, onAdded }: { readonly siteId: string; readonly onAdded: () => void }) {
  const [name, setName] = useState('');
  const [seats, setSeats] = useState('');
  const [refusal, setRefusal] = useState<Extract<Answer, { __typename: 'NotPermitted' }> | null>(null);
  const errors = useFieldErrors<'name' | 'seats'>();
  const announce = useAnnounce();
  const [addRoom, { loading, error }] = useMutation(addRoomMutation);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setRefusal(null);
    const isWhole = /^\d{1,4}$/.test(seats.trim());
    const isComplete = errors.report({
      name: name.trim() === '' ? 'Enter the name of the room' : undefined,
      seats: isWhole ? undefined : 'Enter how many seats the room has, as a whole number',
    });
    if (!isComplete || loading) return;
    const result = await addRoom({ variables: { input: { siteId, name: name.trim(), seats: Number(seats) } } });
    if (result.data) show(result.data.addRoom);
  }

  function show(answer: Answer) {
    switch (answer.__typename) {
      case 'Room':
        setName('');
        setSeats('');
        announce(`${answer.name} added`);
        onAdded();
        break;
      case 'InvalidInput':
        errors.report(
          Object.fromEntries(
            answer.problems.map(({ path, message }) => [path === 'name' || path === 'seats' ? path : '', message]),
          ),
        );
        break;
      case 'NotPermitted':
        setRefusal(answer);
        break;
    }
  }

  return (
    <form aria-label="Add a room" onSubmit={(event) => void submit(event).catch(() => undefined)} noValidate>
      <ErrorSummary errors={errors.list} />
      {refusal ? <RefusalPanel refusal={refusal} heading="The room was not added" /> : null}
      {error ? <FaultPanel error={error} /> : null}
      <TextField
        name="name"
        label="Name of the room"
        width={20}
        maxLength={80}
        value={name}
        onChange={setName}
        error={errors.of('name')}
      />
      <TextField
        name="seats"
        label="Seats"
        width={4}
        inputMode="numeric"
        value={seats}
        onChange={setSeats}
        error={errors.of('seats')}
      />
      <Button type="submit" busy={loading}>
        Add room
      </Button>
    </form>
  );
}
