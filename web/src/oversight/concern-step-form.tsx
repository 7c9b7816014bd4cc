import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { Button } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import { SelectField } from '../ui/select-field.js';
import { RefusalPanel } from '../ui/states.js';
import { TextArea } from '../ui/text-field.js';
import { CONCERN_EVENTS, type Concern, type ConcernEvent } from './concern-words.js';
import { handleConcernMutation } from './concerns.queries.js';
import { useSettle } from './use-settle.js';

/** One step of a concern with its reason; looking into it can name the signal that it belongs to. */
export function ConcernStepForm({
  concern,
  event,
  onDone,
}: {
  readonly concern: Concern;
  readonly event: ConcernEvent;
  readonly onDone: () => void;
}) {
  const [send] = useMutation(handleConcernMutation);
  const { refusal, busy, settle } = useSettle();
  const [reason, setReason] = useState('');
  const [body, setBody] = useState('');
  const [published, setPublished] = useState('');
  const [signal, setSignal] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: {
          input: {
            concernId: concern.id,
            expectedVersion: concern.version,
            event,
            reason,
            bodyCode: body || null,
            publishedReason: published || null,
            signalId: signal || null,
          },
        },
      });
      return data?.handleConcern;
    });
    if (isDone) onDone();
  }
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void submit();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      {event === 'LOOK_INTO' ? (
        <p>From then on you can read how to reach its author, if they said and the organisation is known.</p>
      ) : null}
      {event === 'LOOK_INTO' && concern.signals.length > 0 ? (
        <SelectField
          name="concern-signal"
          label="Signal it belongs to"
          optional
          placeholder="None"
          value={signal}
          onChange={setSignal}
          options={concern.signals.map(({ id, reference, since }) => ({
            value: id,
            label: `${reference}, since ${formatDate(since)}`,
          }))}
        />
      ) : null}
      {event === 'REFER' ? (
        <SelectField
          name="concern-body"
          label="Refer to"
          placeholder="Choose a body"
          value={body}
          onChange={setBody}
          options={concern.bodies.map(({ code, name, remit }) => ({
            value: code,
            label: `${name}: ${remit.toLowerCase()}`,
          }))}
        />
      ) : null}
      <TextArea
        name="concern-reason"
        label={event === 'LOOK_INTO' ? 'Note' : 'Reason'}
        optional={event === 'LOOK_INTO'}
        value={reason}
        onChange={setReason}
        limit={4000}
      />
      {event === 'STOP' ? (
        <TextArea
          name="concern-published"
          label="Reason that all staff can read"
          hint="Name no organisation and no person. It is published with the month only."
          value={published}
          onChange={setPublished}
          limit={4000}
        />
      ) : null}
      <Button type="submit" look="primary" busy={busy}>
        {CONCERN_EVENTS[event]}
      </Button>
    </form>
  );
}
