import { useState } from 'react';
import { Button, ButtonGroup } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import { Dialog } from '../ui/dialog.js';
import { Card, Details } from '../ui/page.js';
import { SummaryList } from '../ui/summary-list.js';
import { Tag } from '../ui/tag.js';
import { Timeline } from '../ui/timeline.js';
import { actorWords } from './signal-words.js';
import { MoveUndertakingForm, NoteProgressForm } from './undertaking-step-forms.js';
import { RewriteForm } from './undertaking-terms-form.js';
import {
  termsWords,
  UNDERTAKING_KINDS,
  UNDERTAKING_MOVES,
  UNDERTAKING_STATES,
  type Undertaking,
  type UndertakingEvent,
  undertakingStepWords,
  waitWords,
} from './undertaking-words.js';

/** One undertaking: its terms, whose step is waited for, what the viewer may do, and its history. */
export function UndertakingCard({ no, undertaking }: { readonly no: number; readonly undertaking: Undertaking }) {
  const { state, steps } = undertaking;
  const progress = steps.filter(({ kind }) => kind === 'PROGRESS').length;
  return (
    <Card heading={`Undertaking ${no}`} level={3}>
      <p>
        <Tag tone={undertaking.isOverdue ? 'attention' : UNDERTAKING_STATES[state].tone}>
          {UNDERTAKING_STATES[state].word}
        </Tag>{' '}
        {waitWords(undertaking)}
      </p>
      <Terms undertaking={undertaking} />
      {/* A form belongs to the version it was opened on: after any change it begins anew. */}
      <Steps key={undertaking.version} no={no} undertaking={undertaking} />
      <Details summary={`History, ${steps.length} ${steps.length === 1 ? 'step' : 'steps'}${progressWords(progress)}`}>
        <Timeline entries={[...steps].reverse().map(entryOf)} />
      </Details>
    </Card>
  );
}

function progressWords(notes: number): string {
  if (notes === 0) return '';
  return notes === 1 ? ', 1 note of progress' : `, ${notes} notes of progress`;
}

function Terms({ undertaking }: { readonly undertaking: Undertaking }) {
  const { words, kind, owner, actionOn, doneBy, seenBy, agreedAt, agreedBy } = undertaking;
  return (
    <SummaryList
      columns
      items={[
        { key: 'What', value: words },
        { key: 'What for', value: UNDERTAKING_KINDS[kind] },
        { key: 'Who sees to it', value: owner },
        { key: 'From', value: formatDate(actionOn) },
        { key: 'Done by', value: formatDate(doneBy) },
        { key: 'How both will see that it works', value: seenBy },
        ...(agreedAt && agreedBy
          ? [{ key: 'Agreed', value: `${formatDate(agreedAt)}, accepted by ${actorWords(agreedBy)}` }]
          : []),
      ]}
    />
  );
}

type Open = UndertakingEvent | 'NOTE' | null;

function Steps({ no, undertaking }: { readonly no: number; readonly undertaking: Undertaking }) {
  const [open, setOpen] = useState<Open>(null);
  const { nextSteps, canNote } = undertaking;
  const free = nextSteps.filter(({ lockedBecause }) => lockedBecause === null);
  const locked = [...new Set(nextSteps.flatMap(({ lockedBecause }) => lockedBecause ?? []))];
  const close = () => setOpen(null);
  const step = free.find(({ event }) => event === open);
  const about = `undertaking ${no}`;
  return (
    <>
      {free.length > 0 || canNote ? (
        <ButtonGroup>
          {free.map(({ event }) => (
            <Button key={event} about={about} onClick={() => setOpen(event)}>
              {event === 'REWRITE' ? 'Change the terms' : UNDERTAKING_MOVES[event].button}
            </Button>
          ))}
          {canNote ? (
            <Button about={about} onClick={() => setOpen('NOTE')}>
              Note progress
            </Button>
          ) : null}
        </ButtonGroup>
      ) : null}
      {locked.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
      <Dialog open={open !== null} heading={headingOf(open, no)} onClose={close}>
        {open === 'NOTE' ? <NoteProgressForm undertaking={undertaking} onDone={close} /> : null}
        {step && step.event === 'REWRITE' ? <RewriteForm undertaking={undertaking} onDone={close} /> : null}
        {step && step.event !== 'REWRITE' ? (
          <MoveUndertakingForm
            key={step.event}
            undertaking={undertaking}
            event={step.event}
            needsReason={step.needsReason}
            onDone={close}
          />
        ) : null}
      </Dialog>
    </>
  );
}

function headingOf(open: Open, no: number): string {
  if (open === null) return '';
  if (open === 'NOTE') return `Undertaking ${no}: note progress`;
  return `Undertaking ${no}: ${(open === 'REWRITE' ? 'Change the terms' : UNDERTAKING_MOVES[open].button).toLowerCase()}`;
}

function entryOf(step: Undertaking['steps'][number]) {
  return {
    id: String(step.no),
    at: step.at,
    title: undertakingStepWords(step),
    by: step.by ? actorWords(step.by) : 'by rule',
    children:
      step.words || step.terms ? (
        <>
          {step.words ? <p>{step.words}</p> : null}
          {step.terms ? <p>{termsWords(step.terms)}</p> : null}
        </>
      ) : undefined,
  };
}
