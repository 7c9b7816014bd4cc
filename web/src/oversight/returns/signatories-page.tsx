import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { ResultOf } from '../../app/graphql.js';
import { QueryState } from '../../app/query-state.js';
import { useSettle } from '../../app/use-settle.js';
import { Button } from '../../ui/button.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { formatDate, todayInLondon } from '../../ui/dates.js';
import { Page, Section } from '../../ui/page.js';
import { SelectField } from '../../ui/select-field.js';
import { EmptyState, RefusalPanel } from '../../ui/states.js';
import { Tag } from '../../ui/tag.js';
import { TextField } from '../../ui/text-field.js';
import { useUndo } from '../../ui/undo.js';
import { StepForm } from '../step-form.js';
import { appointSignatoryMutation, endSignatoryMutation, returnSignatoriesQuery } from './signatories.queries.js';

type Signatories = ResultOf<typeof returnSignatoriesQuery>['returnSignatories'];
type Signatory = Signatories['signatories'][number];

/** Who may sign monthly returns: an administrator appoints and ends. */
export function SignatoriesPage() {
  const query = useQuery(returnSignatoriesQuery, { fetchPolicy: 'network-only' });
  return (
    <Page
      title="Who signs returns"
      lead="A monthly return is signed by an executive of the provider whom you appoint here. Whoever hands a return over does not sign it. Only where a provider has one manager do they do both, and the return says so."
    >
      <QueryState query={query} lines={6}>
        {({ returnSignatories: known }) => (
          <>
            <Appointments known={known} onChanged={() => query.refetch()} />
            <AppointForm
              key={known.signatories.map(({ id }) => id).join()}
              known={known}
              onChanged={() => query.refetch()}
            />
          </>
        )}
      </QueryState>
    </Page>
  );
}

interface PartProps {
  readonly known: Signatories;
  readonly onChanged: () => Promise<unknown>;
}

function Appointments({ known, onChanged }: PartProps) {
  const [send] = useMutation(endSignatoryMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  async function end({ id, name }: Signatory) {
    const isDone = await settle(async () => {
      const { data } = await send({ variables: { input: { signatoryId: id } } });
      return data?.endSignatory;
    });
    if (!isDone) return;
    undo.say(`${name} can no longer sign. What they signed stays signed.`);
    await onChanged();
  }
  return (
    <Section heading="Appointments">
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <DataTable
        caption="Who may sign, and who could before"
        captionHidden
        rows={known.signatories}
        rowKey={({ id }) => id}
        stack
        empty={
          <EmptyState heading="Nobody may sign yet">
            <p>Appoint somebody below. Until then no return of the organisation can be handed over.</p>
          </EmptyState>
        }
        columns={[
          { key: 'name', header: 'Name', rowHeader: true, cell: ({ name }) => name },
          { key: 'post', header: 'Post', cell: ({ post }) => post },
          { key: 'organisation', header: 'Organisation', cell: ({ organisationName }) => organisationName },
          { key: 'days', header: 'May sign', cell: daysCell },
          {
            key: 'end',
            header: 'End the appointment',
            headerHidden: true,
            cell: (row) =>
              isOpen(row) ? (
                <Button small busy={busy} about={`the appointment of ${row.name}`} onClick={() => void end(row)}>
                  End
                </Button>
              ) : null,
          },
        ]}
      />
    </Section>
  );
}

function isOpen({ endedAt, lastDay }: Signatory): boolean {
  return endedAt === null && (lastDay === null || lastDay >= todayInLondon());
}

function daysCell(row: Signatory) {
  const { firstDay, lastDay, isStanding, endedAt } = row;
  const days = lastDay
    ? `from ${formatDate(firstDay)} to ${formatDate(lastDay)}`
    : `from ${formatDate(firstDay)} until ended`;
  if (endedAt) return `From ${formatDate(firstDay)}, ended on ${formatDate(endedAt)}`;
  if (!isOpen(row)) return `F${days.slice(1)}`;
  return (
    <>
      <Tag tone={isStanding ? 'done' : 'neutral'}>{isStanding ? 'Today' : 'Not today'}</Tag> {days}
    </>
  );
}

function AppointForm({ known: { candidates }, onChanged }: PartProps) {
  const [send] = useMutation(appointSignatoryMutation);
  const { refusal, busy, settle } = useSettle();
  const [chosen, setChosen] = useState('');
  const [post, setPost] = useState('');
  const [firstDay, setFirstDay] = useState(todayInLondon());
  const [lastDay, setLastDay] = useState('');
  const undo = useUndo();
  if (candidates.length === 0)
    return (
      <Section heading="Appoint somebody">
        <p>
          There is nobody else to appoint. Who is to sign needs the role of a provider manager first: give it under
          People and roles.
        </p>
      </Section>
    );
  async function submit() {
    const [organisationId = '', accountId = ''] = chosen.split(' ');
    const isDone = await settle(async () => {
      const input = { organisationId, accountId, post, firstDay, lastDay: lastDay || null };
      const { data } = await send({ variables: { input } });
      return data?.appointSignatory;
    });
    if (!isDone) return;
    undo.say('Appointed. They see returns that wait for a signature on their page Today.');
    await onChanged();
  }
  return (
    <Section heading="Appoint somebody">
      <StepForm refusal={refusal} busy={busy} button="Appoint" onSubmit={submit}>
        <SelectField
          name="signatory"
          label="Who may sign"
          hint="Managers of organisations whose people you look after."
          placeholder="Choose a manager"
          value={chosen}
          onChange={setChosen}
          options={candidates.map(({ accountId, organisationId, name, organisationName }) => ({
            value: `${organisationId} ${accountId}`,
            label: `${name}, ${organisationName}`,
          }))}
        />
        <TextField
          name="signatory-post"
          label="Post"
          hint="Such as chief nurse or director of operations. Commissioners read this in place of the name."
          value={post}
          onChange={setPost}
        />
        <DateField
          name="signatory-first-day"
          label="From"
          value={firstDay}
          onChange={setFirstDay}
          min={todayInLondon()}
        />
        <DateField
          name="signatory-last-day"
          label="Last day"
          optional
          hint="Leave empty for until you end it."
          value={lastDay}
          onChange={setLastDay}
          min={firstDay}
        />
      </StepForm>
    </Section>
  );
}
