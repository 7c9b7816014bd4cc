import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../app/use-settle.js';
import { DateField } from '../ui/date-field.js';
import { SelectField } from '../ui/select-field.js';
import { Inset } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { StepForm } from './step-form.js';
import {
  UNDERTAKING_KINDS,
  type Undertaking,
  type UndertakingKind,
  type UndertakingTerms,
} from './undertaking-words.js';
import { proposeUndertakingMutation, rewriteUndertakingMutation } from './undertakings.queries.js';

/** What shows the change: the signal's own next steps may wait for an undertaking. */
export const REFETCH = { refetchQueries: ['SignalUndertakings', 'Signal'], awaitRefetchQueries: true };

const NOTHING: UndertakingTerms = { kind: 'STOP', words: '', owner: '', actionOn: '', doneBy: '', seenBy: '' };

interface FormProps {
  readonly onDone: () => void;
}

/** Proposes an undertaking to the other party. */
export function ProposeForm({
  signalId,
  other,
  onDone,
}: FormProps & { readonly signalId: string; readonly other: string }) {
  const [send] = useMutation(proposeUndertakingMutation, REFETCH);
  const [terms, setTerms] = useState(NOTHING);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  async function submit() {
    const isDone = await settle(
      async () => (await send({ variables: { input: { signalId, ...terms } } })).data?.proposeUndertaking,
    );
    if (!isDone) return;
    undo.say(`Proposed: ${other} is asked for an answer`);
    onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button={`Propose it to ${other}`} onSubmit={submit}>
      <Inset>It is agreed when {other} accepts it. Until then either of you can ask for other terms.</Inset>
      <TermsFields terms={terms} onChange={setTerms} />
    </StepForm>
  );
}

/** Writes other terms for an undertaking that is not agreed yet. */
export function RewriteForm({ undertaking, onDone }: FormProps & { readonly undertaking: Undertaking }) {
  const [send] = useMutation(rewriteUndertakingMutation, REFETCH);
  const [terms, setTerms] = useState<UndertakingTerms>(() => termsOf(undertaking));
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  async function submit() {
    const input = { undertakingId: undertaking.id, expectedVersion: undertaking.version, ...terms };
    const isDone = await settle(async () => (await send({ variables: { input } })).data?.rewriteUndertaking);
    if (!isDone) return;
    undo.say('Proposed with other terms');
    onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button="Propose these terms" onSubmit={submit}>
      <TermsFields terms={terms} onChange={setTerms} />
    </StepForm>
  );
}

function termsOf({ kind, words, owner, actionOn, doneBy, seenBy }: Undertaking): UndertakingTerms {
  return { kind, words, owner, actionOn, doneBy, seenBy };
}

function TermsFields({
  terms,
  onChange,
}: {
  readonly terms: UndertakingTerms;
  readonly onChange: (terms: UndertakingTerms) => void;
}) {
  const set = (given: Partial<UndertakingTerms>) => onChange({ ...terms, ...given });
  return (
    <>
      <TextArea
        name="undertaking-words"
        label="What the provider will do"
        hint="Name no person cared for and nobody of the staff."
        value={terms.words}
        onChange={(words) => set({ words })}
        limit={4000}
      />
      <SelectField<UndertakingKind>
        name="undertaking-kind"
        label="What for"
        value={terms.kind}
        onChange={(kind) => kind && set({ kind })}
        options={(['STOP', 'RESTORE', 'OTHER'] as const).map((value) => ({ value, label: UNDERTAKING_KINDS[value] }))}
      />
      <TextField
        name="undertaking-owner"
        label="Who sees to it"
        hint="A post such as chief nurse, not a name"
        value={terms.owner}
        onChange={(owner) => set({ owner })}
      />
      <DateField
        name="undertaking-from"
        label="From which day"
        hint="Its effect is looked at from this day on"
        value={terms.actionOn}
        onChange={(actionOn) => set({ actionOn })}
      />
      <DateField
        name="undertaking-done-by"
        label="Done by"
        min={terms.actionOn || undefined}
        value={terms.doneBy}
        onChange={(doneBy) => set({ doneBy })}
      />
      <TextArea
        name="undertaking-seen-by"
        label="How both will see that it works"
        hint="Such as: three months in a row with as many seats taken part in as is usual. The chart of taking part is shown to both in any case."
        rows={2}
        value={terms.seenBy}
        onChange={(seenBy) => set({ seenBy })}
        limit={4000}
      />
    </>
  );
}
