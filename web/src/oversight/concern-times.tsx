import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../app/use-settle.js';
import { Button } from '../ui/button.js';
import { DateField } from '../ui/date-field.js';
import { formatDate } from '../ui/dates.js';
import { Dialog } from '../ui/dialog.js';
import { Section } from '../ui/page.js';
import { SelectField } from '../ui/select-field.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { CONCERN_UNTIL, type Concern } from './concern-words.js';
import { moveConcernDateMutation } from './concerns.queries.js';
import { StepForm } from './step-form.js';

type SlipReason = Concern['slipReasons'][number]['code'];

/** What is to be expected and by when, as the author reads it too; a date can be moved with a reason. */
export function ConcernTimes({ concern, canMove }: { readonly concern: Concern; readonly canMove: boolean }) {
  const [isOpen, setOpen] = useState(false);
  if (concern.timetable.length === 0) return null;
  return (
    <Section heading="What to expect">
      <ul>
        {concern.timetable.map(({ state, dueOn }) => (
          <li key={state}>
            {CONCERN_UNTIL[state]}: by {formatDate(dueOn)}
          </li>
        ))}
      </ul>
      <p>
        Whoever wrote it reads the same on a page without a sign-in. If a day passes the concern stays open, and
        commissioners are told by mail each week.
      </p>
      {canMove ? (
        <>
          <Button onClick={() => setOpen(true)}>Move the due date</Button>
          <Dialog open={isOpen} heading="Move the due date" onClose={() => setOpen(false)}>
            {isOpen ? <SlipForm concern={concern} onDone={() => setOpen(false)} /> : null}
          </Dialog>
        </>
      ) : null}
    </Section>
  );
}

function SlipForm({ concern, onDone }: { readonly concern: Concern; readonly onDone: () => void }) {
  const [send] = useMutation(moveConcernDateMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [dueOn, setDueOn] = useState('');
  const [code, setCode] = useState<SlipReason | ''>('');
  const [error, setError] = useState<string>();
  const [reason, setReason] = useState('');
  async function submit() {
    if (code === '') return setError('Choose why it takes longer');
    setError(undefined);
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: {
          input: { concernId: concern.id, expectedVersion: concern.version, dueOn, slipReason: code, reason },
        },
      });
      return data?.moveConcernDate;
    });
    if (!isDone) return;
    undo.say('The due date was moved');
    onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button="Move the due date" onSubmit={submit}>
      <DateField
        name="concern-due"
        label="New due date"
        min={concern.dueOn ?? undefined}
        value={dueOn}
        onChange={setDueOn}
      />
      <SelectField
        name="concern-slip"
        label="Why it takes longer"
        hint="Whoever wrote the concern reads this."
        placeholder="Choose a reason"
        options={concern.slipReasons.map(({ code: value, words }) => ({ value, label: words }))}
        value={code}
        onChange={(value) => setCode(concern.slipReasons.find((known) => known.code === value)?.code ?? '')}
        error={error}
      />
      <TextArea
        name="concern-slip-reason"
        label="What else to record"
        hint="For the file alone."
        value={reason}
        onChange={setReason}
        limit={4000}
      />
    </StepForm>
  );
}
