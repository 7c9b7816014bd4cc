import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import type { VariablesOf } from '../app/graphql.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { useFieldErrors } from '../ui/error-summary.js';
import { Section } from '../ui/page.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { changeMdtStatusMutation } from './mdt.queries.js';
import type { Mdt } from './meeting-words.js';
import { Refused } from './refused.js';

type Event = VariablesOf<typeof changeMdtStatusMutation>['input']['event'];

interface Step {
  readonly event: Event;
  readonly button: string;
  readonly heading: string;
  readonly text: string;
  readonly done: string;
  readonly needsReason: boolean;
}

const START: Step = {
  event: 'ACTIVATE',
  button: 'Start this MDT again',
  heading: 'Start this MDT again',
  text: 'Meetings can be planned again.',
  done: 'The MDT is active',
  needsReason: false,
};
const PAUSE: Step = {
  event: 'SUSPEND',
  button: 'Pause this MDT',
  heading: 'Pause this MDT',
  text: 'No new meetings can be planned. Meetings that are booked stay booked; cancel them if they do not take place.',
  done: 'The MDT is paused',
  needsReason: true,
};
const CLOSE: Step = {
  event: 'CLOSE',
  button: 'Close this MDT',
  heading: 'Close this MDT for good',
  text: 'This cannot be undone. Every meeting to come has to be cancelled first. What it did stays on record.',
  done: 'The MDT is closed',
  needsReason: true,
};

const STEPS: Readonly<Record<Mdt['status'], readonly Step[]>> = {
  PROPOSED: [{ ...START, button: 'Start this MDT', heading: 'Start this MDT' }, CLOSE],
  ACTIVE: [PAUSE, CLOSE],
  SUSPENDED: [START, CLOSE],
  INACTIVE: [],
};

/** Pausing, starting again and closing an MDT, each with its consequence said first. */
export function MdtStatusChange({ mdt, onChanged }: { readonly mdt: Mdt; readonly onChanged: () => void }) {
  const [step, setStep] = useState<Step | null>(null);
  return (
    <Section heading="Pause or close">
      <ButtonGroup>
        {STEPS[mdt.status].map((one) => (
          <Button small key={one.event} onClick={() => setStep(one)}>
            {one.button}
          </Button>
        ))}
      </ButtonGroup>
      <Dialog open={step !== null} heading={step?.heading ?? ''} onClose={() => setStep(null)} closeLabel="Do not">
        {step ? (
          <StepForm
            key={step.event}
            mdt={mdt}
            step={step}
            onDone={() => {
              setStep(null);
              onChanged();
            }}
          />
        ) : null}
      </Dialog>
    </Section>
  );
}

function StepForm({ mdt, step, onDone }: { readonly mdt: Mdt; readonly step: Step; readonly onDone: () => void }) {
  const [reason, setReason] = useState('');
  const errors = useFieldErrors<'reason'>();
  const command = useCommand();
  const [change] = useMutation(changeMdtStatusMutation);
  const undo = useUndo();
  async function submit() {
    if (!errors.report({ reason: step.needsReason && reason.trim() === '' ? 'Say why.' : undefined })) return;
    await command.run(
      async () =>
        (
          await change({
            variables: {
              input: {
                mdtId: mdt.id,
                expectedVersion: mdt.lockVersion,
                event: step.event,
                reason: reason.trim() || null,
              },
            },
          })
        ).data?.changeMdtStatus,
      () => {
        undo.say(step.done);
        onDone();
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
      <p>{step.text}</p>
      <Refused command={command} heading="This was not done" onReload={onDone} />
      {step.needsReason ? (
        <TextArea
          name="reason"
          label="Why?"
          rows={2}
          limit={500}
          value={reason}
          onChange={setReason}
          error={errors.of('reason')}
        />
      ) : null}
      <Button look={step.event === 'CLOSE' ? 'warning' : 'secondary'} type="submit" busy={command.busy}>
        {step.button}
      </Button>
    </form>
  );
}
