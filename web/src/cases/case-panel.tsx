import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { FaultPanel } from '../app/query-state.js';
import { sentenceOf } from '../patients/person-words.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDate, formatDateTime } from '../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Details, Section } from '../ui/page.js';
import { PatientBanner } from '../ui/patient-banner.js';
import { EmptyState, RefusalPanel } from '../ui/states.js';
import { SummaryList } from '../ui/summary-list.js';
import { TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { ActionsTable } from './actions-table.js';
import { AddAction } from './add-action.js';
import { withdrawCaseMutation } from './case-commands.queries.js';
import { CASE_STATES, type CaseList, type CaseSeat, type ListedCase, seatCover, seatName } from './case-words.js';
import { OutcomeForm } from './outcome-form.js';

export interface CasePanelProps {
  readonly list: CaseList;
  readonly item: ListedCase;
  readonly onChanged: () => void;
}

/** The one person that is open: who they are, what is asked, who is needed, what was decided, what is to be done. */
export function CasePanel({ list, item, onChanged }: CasePanelProps) {
  const { person } = item;
  const isOpen = item.state !== 'CARRIED_FORWARD';
  return (
    <>
      <PatientBanner
        familyName={person.familyName}
        givenName={person.givenName}
        bornOn={person.dateOfBirth}
        diedOn={person.deceasedOn}
        gender={null}
        nhsNumber={person.nhsNumber}
      />
      <SummaryList items={factsOf(item)} />
      <Section heading="Who is needed for this person">
        <DataTable
          caption="Seats needed for this person"
          captionHidden
          columns={seatColumns(item)}
          rows={list.seats.filter((seat) => item.relevantSeatIds.includes(seat.seatId))}
          rowKey={(seat) => seat.seatId}
          empty={<EmptyState heading="No seat was named" />}
        />
      </Section>
      <Section heading="Outcome">
        {item.outcomeAt ? (
          <p>
            {CASE_STATES[item.state]}: {item.outcomeText} Recorded {formatDateTime(item.outcomeAt)}
            {item.outcomeByName ? ` by ${item.outcomeByName}` : ''}.
          </p>
        ) : null}
        {list.mayRecord && isOpen ? (
          <OutcomeForm key={item.id} item={item} seats={list.seats} onRecorded={onChanged} />
        ) : item.outcomeAt ? null : (
          <p>The outcome is recorded on the day of the meeting.</p>
        )}
      </Section>
      <Section heading="Actions">
        <ActionsTable
          caption="Actions"
          actions={item.actions}
          onChanged={onChanged}
          empty={<EmptyState heading="No actions yet" />}
        />
        {isOpen && person.deceasedOn === null ? (
          <Details summary="Add an action">
            <AddAction key={item.id} caseId={item.id} onAdded={onChanged} />
          </Details>
        ) : null}
      </Section>
      {item.mayWithdraw && isOpen ? (
        <Details summary="Take this person off the list">
          <Withdraw key={item.id} item={item} onChanged={onChanged} />
        </Details>
      ) : null}
    </>
  );
}

function factsOf(item: ListedCase) {
  const { relationships, knowsPerson, carriedFromDate, person } = item;
  const [relationship] = relationships;
  return [
    { key: 'Question', value: item.question },
    { key: 'What the person wants', value: item.wantedByPerson || 'Nobody wrote it down' },
    { key: 'Who knows the person', value: knowsPerson.map((known) => known.name).join(', ') || 'Nobody was named' },
    ...(carriedFromDate ? [{ key: 'Carried over from', value: formatDate(carriedFromDate) }] : []),
    {
      key: 'Why you can see this',
      value: relationship ? sentenceOf(relationship) : '',
      action: <Link to={`/people/${person.id}`}>Open the record</Link>,
    },
  ];
}

function seatColumns(item: ListedCase): readonly Column<CaseSeat>[] {
  return [
    { key: 'seat', header: 'Seat', rowHeader: true, cell: seatName },
    { key: 'who', header: 'Who', cell: (seat) => seat.practitionerName ?? 'Vacant' },
    { key: 'cover', header: 'Cover', cell: (seat) => seatCover(seat, item) },
  ];
}

function Withdraw({ item, onChanged }: { readonly item: ListedCase; readonly onChanged: () => void }) {
  const [reason, setReason] = useState('');
  const errors = useFieldErrors<'reason'>();
  const [withdraw] = useMutation(withdrawCaseMutation);
  const command = useCommand(errors);
  const undo = useUndo();
  async function submit() {
    if (!errors.report({ reason: reason.trim().length >= 3 ? undefined : 'Say why.' })) return;
    const input = { caseId: item.id, expectedVersion: item.lockVersion, reason };
    await command.run(
      async () => (await withdraw({ variables: { input } })).data?.withdrawCase,
      () => {
        undo.say('Taken off the list. What the list had opened to others is closed.');
        onChanged();
      },
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary errors={errors.list} />
      {command.refusal ? <RefusalPanel refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <TextField name="reason" label="Why?" value={reason} onChange={setReason} error={errors.of('reason')} />
      <Button look="warning" type="submit" busy={command.busy}>
        Take off the list
      </Button>
    </form>
  );
}
