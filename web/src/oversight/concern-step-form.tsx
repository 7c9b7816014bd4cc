import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../app/use-settle.js';
import { formatDate } from '../ui/dates.js';
import { SelectField } from '../ui/select-field.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { CONCERN_DONE, CONCERN_EVENTS, type Concern, type ConcernEvent } from './concern-words.js';
import { handleConcernMutation } from './concerns.queries.js';
import { BodyField, PublishedReasonField, StepForm } from './step-form.js';

/** One step of a concern with its reason; linking it names the signal that it belongs to. */
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
  const undo = useUndo();
  const [reason, setReason] = useState('');
  const [body, setBody] = useState('');
  const [published, setPublished] = useState('');
  const [signal, setSignal] = useState('');
  const needsNoReason =
    (event === 'LOOK_INTO' && concern.state === 'RECEIVED') || (event === 'LINK' && concern.state === 'LOOKED_INTO');
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
    if (!isDone) return;
    undo.say(`Saved: ${CONCERN_DONE[event]}`);
    onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button={CONCERN_EVENTS[event]} onSubmit={submit}>
      {event === 'LOOK_INTO' ? (
        <p>From then on you can read how to reach its author, if they said and the organisation is known.</p>
      ) : null}
      {event === 'LINK' ? (
        <SelectField
          name="concern-signal"
          label="Signal it belongs to"
          hint="The due dates are then the signal’s. When it ends, somebody is asked what becomes of the concern."
          placeholder="Choose a signal"
          value={signal}
          onChange={setSignal}
          options={concern.signals.map(({ id, reference, since }) => ({
            value: id,
            label: `${reference}, since ${formatDate(since)}`,
          }))}
        />
      ) : null}
      {event === 'REFER' ? (
        <BodyField name="concern-body" bodies={concern.bodies} value={body} onChange={setBody} />
      ) : null}
      <TextArea
        name="concern-reason"
        label={needsNoReason ? 'Note' : 'Reason'}
        optional={needsNoReason}
        value={reason}
        onChange={setReason}
        limit={4000}
      />
      {event === 'STOP' ? (
        <PublishedReasonField name="concern-published" value={published} onChange={setPublished} />
      ) : null}
    </StepForm>
  );
}
