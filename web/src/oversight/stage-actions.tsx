import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../app/use-settle.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { DateField } from '../ui/date-field.js';
import { Dialog } from '../ui/dialog.js';
import { Details } from '../ui/page.js';
import { Inset } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { explainSlippageMutation, extendReplyMutation, moveSignalMutation } from './signal-steps.queries.js';
import { EVENTS, type NextStep, type Signal } from './signal-words.js';
import { BodyField, PublishedReasonField, StepForm } from './step-form.js';

type Open = NextStep['event'] | 'EXTEND' | 'SLIP' | null;

/** The steps that the viewer could take, each with its reason; what has to wait says for what. */
export function StageActions({ signal }: { readonly signal: Signal }) {
  const [open, setOpen] = useState<Open>(null);
  const free = signal.nextSteps.filter((step) => step.lockedBecause === null);
  const locked = signal.nextSteps.filter((step) => step.lockedBecause !== null);
  const isProvidersTime = signal.stage === 'SIGNAL' || signal.stage === 'DATA_CHECK';
  const canSlip = !signal.isOwn && free.length > 0 && signal.stageDueOn !== null && !isProvidersTime;
  const step = signal.nextSteps.find(({ event }) => event === open);
  const close = () => setOpen(null);
  return (
    <>
      {free.length > 0 || signal.canExtend ? (
        <ButtonGroup>
          {free.map(({ event }) => (
            <Button key={event} onClick={() => setOpen(event)}>
              {EVENTS[event].button}
            </Button>
          ))}
          {signal.canExtend ? <Button onClick={() => setOpen('EXTEND')}>Ask for more time</Button> : null}
          {canSlip ? <Button onClick={() => setOpen('SLIP')}>Move the due date</Button> : null}
        </ButtonGroup>
      ) : null}
      <Waiting steps={locked} />
      <Dialog
        open={open !== null}
        heading={
          open === 'EXTEND'
            ? 'More time to reply'
            : open === 'SLIP'
              ? 'Move the due date'
              : step
                ? EVENTS[step.event].heading
                : ''
        }
        onClose={close}
      >
        {step ? <MoveForm key={step.event} signal={signal} step={step} onDone={close} /> : null}
        {open === 'EXTEND' ? <ExtendForm signal={signal} onDone={close} /> : null}
        {open === 'SLIP' ? <SlipForm signal={signal} onDone={close} /> : null}
      </Dialog>
    </>
  );
}

/** Steps that are not open yet, by what they wait for. */
function Waiting({ steps }: { readonly steps: readonly NextStep[] }) {
  if (steps.length === 0) return null;
  const why = [...new Set(steps.map(({ lockedBecause }) => lockedBecause ?? ''))];
  return (
    <Details summary="Steps that have to wait">
      {why.map((reason) => (
        <div key={reason}>
          <p>{reason}</p>
          <ul>
            {steps
              .filter(({ lockedBecause }) => lockedBecause === reason)
              .map(({ event }) => (
                <li key={event}>{EVENTS[event].button}</li>
              ))}
          </ul>
        </div>
      ))}
    </Details>
  );
}

interface FormProps {
  readonly signal: Signal;
  readonly onDone: () => void;
}

function MoveForm({ signal, step, onDone }: FormProps & { readonly step: NextStep }) {
  const [send] = useMutation(moveSignalMutation);
  const { refusal, busy, settle } = useSettle();
  const [reason, setReason] = useState('');
  const [body, setBody] = useState('');
  const [published, setPublished] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: {
          input: {
            signalId: signal.id,
            expectedVersion: signal.version,
            event: step.event,
            reason,
            bodyCode: body || null,
            publishedReason: published || null,
          },
        },
      });
      return data?.moveSignal;
    });
    if (isDone) onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button={EVENTS[step.event].button} onSubmit={submit}>
      {step.event === 'RAISE_CONCERN' ? (
        <Inset>
          It goes to: {signal.route.addressee}. {signal.route.wording}
        </Inset>
      ) : null}
      {step.event === 'REFER' ? <BodyField name="body" bodies={signal.bodies} value={body} onChange={setBody} /> : null}
      <TextArea
        name="step-reason"
        label={step.needsReason ? 'Reason' : 'Note'}
        optional={!step.needsReason}
        hint={EVENTS[step.event].hint}
        value={reason}
        onChange={setReason}
        limit={4000}
      />
      {step.event === 'STOP' ? (
        <PublishedReasonField name="published-reason" value={published} onChange={setPublished} />
      ) : null}
    </StepForm>
  );
}

function ExtendForm({ signal, onDone }: FormProps) {
  const [send] = useMutation(extendReplyMutation);
  const { refusal, busy, settle } = useSettle();
  const [days, setDays] = useState('');
  const [reason, setReason] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: {
          input: {
            signalId: signal.id,
            expectedVersion: signal.version,
            workingDays: Number.parseInt(days, 10) || 0,
            reason,
          },
        },
      });
      return data?.extendReply;
    });
    if (isDone) onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button="Extend" onSubmit={submit}>
      <p>The time to reply can be extended once. The reason stands in the record.</p>
      <TextField
        name="extend-days"
        label="Working days"
        hint={`Up to ${signal.mostExtension}`}
        inputMode="numeric"
        width={2}
        value={days}
        onChange={setDays}
      />
      <TextArea name="extend-reason" label="Reason" value={reason} onChange={setReason} limit={4000} />
    </StepForm>
  );
}

function SlipForm({ signal, onDone }: FormProps) {
  const [send] = useMutation(explainSlippageMutation);
  const { refusal, busy, settle } = useSettle();
  const [dueOn, setDueOn] = useState('');
  const [reason, setReason] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: { input: { signalId: signal.id, expectedVersion: signal.version, dueOn, reason } },
      });
      return data?.explainSlippage;
    });
    if (isDone) onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button="Move the due date" onSubmit={submit}>
      <DateField
        name="slip-due"
        label="New due date"
        min={signal.stageDueOn ?? undefined}
        value={dueOn}
        onChange={setDueOn}
      />
      <TextArea
        name="slip-reason"
        label="Why it takes longer"
        hint="The provider reads this."
        value={reason}
        onChange={setReason}
        limit={4000}
      />
    </StepForm>
  );
}
