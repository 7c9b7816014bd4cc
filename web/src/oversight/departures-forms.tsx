import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../app/use-settle.js';
import { Button } from '../ui/button.js';
import { DateField } from '../ui/date-field.js';
import { useDraft } from '../ui/drafts.js';
import { SelectField } from '../ui/select-field.js';
import { RefusalPanel } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { publishDepartureMutation, recordDepartureMutation } from './departures.queries.js';
import { DEPARTURE_KINDS, type DepartureKind } from './departures-words.js';
import { type ChosenOrganisation, OrganisationField } from './organisation-field.js';
import { signalsQuery } from './signals.queries.js';

const KINDS: readonly DepartureKind[] = ['OTHER', 'STAGE', 'DUE_DATE', 'DEFAULT', 'ADDRESSEE'];

/** A departure that no step of the product shows by itself. */
export function RecordDepartureForm({ onDone }: { readonly onDone: () => void }) {
  const signals = useQuery(signalsQuery, { variables: { show: null, first: 100, after: null } });
  const [send] = useMutation(recordDepartureMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const reason = useDraft('departure-reason', '');
  const [kind, setKind] = useState<DepartureKind>('OTHER');
  const [section, setSection] = useState('');
  const [words, setWords] = useState('');
  const [decidedOn, setDecidedOn] = useState('');
  const [signalId, setSignal] = useState('');
  const [organisation, setOrganisation] = useState<ChosenOrganisation | null>(null);
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: {
          input: {
            kind,
            section,
            words,
            reason: reason.text,
            decidedOn,
            signalId: signalId || null,
            organisationId: signalId ? null : (organisation?.id ?? null),
          },
        },
      });
      return data?.recordDeparture;
    });
    if (!isDone) return;
    reason.discard();
    setSection('');
    setWords('');
    setDecidedOn('');
    setSignal('');
    setOrganisation(null);
    undo.say('Departure written down');
    onDone();
  }
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void submit();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <SelectField<DepartureKind>
        name="departure-kind"
        label="Kind"
        value={kind}
        onChange={(value) => value && setKind(value)}
        options={KINDS.map((value) => ({ value, label: DEPARTURE_KINDS[value] }))}
      />
      <TextField
        name="departure-section"
        label="What it departs from"
        hint="For example: section 5, prioritisation"
        value={section}
        onChange={setSection}
      />
      <TextArea
        name="departure-words"
        label="What was done in its place"
        value={words}
        onChange={setWords}
        limit={4000}
      />
      <TextArea name="departure-reason" label="Reason" value={reason.text} onChange={reason.setText} limit={4000} />
      <DateField name="departure-on" label="Decided on" value={decidedOn} onChange={setDecidedOn} />
      <SelectField
        name="departure-signal"
        label="Signal it belongs to"
        optional
        placeholder="None"
        value={signalId}
        onChange={setSignal}
        options={(signals.data?.signals.items ?? []).map(({ id, reference, providerName }) => ({
          value: id,
          label: `${reference}, ${providerName}`,
        }))}
      />
      {signalId ? (
        <p>The provider that the signal is about reads it.</p>
      ) : (
        <OrganisationField
          name="departure-organisation"
          label="Whom it concerns"
          hint="Its managers read it."
          optional
          value={organisation}
          onChange={setOrganisation}
        />
      )}
      <Button type="submit" look="primary" busy={busy}>
        Write it down
      </Button>
    </form>
  );
}

/** The form of a departure that all staff may read. */
export function PublishDepartureForm({ departureId }: { readonly departureId: string }) {
  const [send] = useMutation(publishDepartureMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [words, setWords] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({ variables: { input: { departureId, words } } });
      return data?.publishDeparture;
    });
    if (isDone) undo.say('Published for all staff');
  }
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void submit();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <TextArea
        name={`departure-publish-${departureId}`}
        label="Reason that all staff can read"
        hint="Name no organisation, site or person: names of the directory are refused. It is published with the month only, and stays."
        value={words}
        onChange={setWords}
        limit={4000}
      />
      <Button type="submit" look="primary" busy={busy}>
        Publish
      </Button>
    </form>
  );
}
