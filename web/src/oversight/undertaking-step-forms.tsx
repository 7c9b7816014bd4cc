import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../app/use-settle.js';
import { SelectField } from '../ui/select-field.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { StepForm } from './step-form.js';
import { REFETCH } from './undertaking-terms-form.js';
import { REMEDIES, UNDERTAKING_MOVES, type Undertaking, type UndertakingMove } from './undertaking-words.js';
import { moveUndertakingMutation, noteUndertakingProgressMutation } from './undertakings.queries.js';

type Remedy = NonNullable<Undertaking['remedy']>;

interface FormProps {
  readonly undertaking: Undertaking;
  readonly onDone: () => void;
}

/** One step with an undertaking, with its reason or evidence. */
export function MoveUndertakingForm({
  undertaking,
  event,
  needsReason,
  onDone,
}: FormProps & { readonly event: UndertakingMove; readonly needsReason: boolean }) {
  const [send] = useMutation(moveUndertakingMutation, REFETCH);
  const [reason, setReason] = useState('');
  const [remedy, setRemedy] = useState<Remedy | ''>('');
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const { button, label, hint, said } = UNDERTAKING_MOVES[event];
  async function submit() {
    const { id: undertakingId, version: expectedVersion } = undertaking;
    const input = { undertakingId, expectedVersion, event, reason, remedy: remedy || null };
    const isDone = await settle(async () => (await send({ variables: { input } })).data?.moveUndertaking);
    if (!isDone) return;
    undo.say(said);
    onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button={button} onSubmit={submit}>
      <TextArea
        name="undertaking-reason"
        label={label}
        optional={!needsReason}
        hint={hint}
        value={reason}
        onChange={setReason}
        limit={4000}
      />
      {event === 'FIND_NOT_DONE' ? (
        <SelectField<Remedy>
          name="undertaking-remedy"
          label="What follows"
          placeholder="Choose what follows"
          value={remedy}
          onChange={setRemedy}
          options={(Object.keys(REMEDIES) as Remedy[]).map((value) => ({ value, label: REMEDIES[value] }))}
        />
      ) : null}
    </StepForm>
  );
}

/** A note of the provider on how far it is. */
export function NoteProgressForm({ undertaking, onDone }: FormProps) {
  const [send] = useMutation(noteUndertakingProgressMutation, REFETCH);
  const [words, setWords] = useState('');
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  async function submit() {
    const input = { undertakingId: undertaking.id, words };
    const isDone = await settle(async () => (await send({ variables: { input } })).data?.noteUndertakingProgress);
    if (!isDone) return;
    undo.say('Progress noted');
    onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button="Note it" onSubmit={submit}>
      <TextArea
        name="undertaking-progress"
        label="What has been done so far"
        hint="The commissioner reads it. Name no person cared for and nobody of your staff."
        value={words}
        onChange={setWords}
        limit={4000}
      />
    </StepForm>
  );
}
