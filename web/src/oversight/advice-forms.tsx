import { useMutation } from '@apollo/client/react';
import { type ReactNode, useState } from 'react';
import { useSettle } from '../app/use-settle.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { useDraft } from '../ui/drafts.js';
import { Details } from '../ui/page.js';
import { Inset, type Refusal, RefusalPanel } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import {
  answerAdviceMutation,
  checkAdviceMutation,
  proposeAdviceMutation,
  withdrawAdviceMutation,
  withdrawAdviceQuestionMutation,
} from './advice.queries.js';
import type { Advice, Publication } from './advice-words.js';

function SentForm({
  refusal,
  onSend,
  children,
}: {
  readonly refusal: Refusal | null;
  readonly onSend: () => Promise<void>;
  readonly children: ReactNode;
}) {
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void onSend();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      {children}
    </form>
  );
}

/** The answer, once. */
export function AnswerForm({ advice }: { readonly advice: Advice }) {
  const [send] = useMutation(answerAdviceMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const draft = useDraft(`advice-answer-${advice.id}`, '');
  const [section, setSection] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: { input: { questionId: advice.id, expectedVersion: advice.version, answer: draft.text, section } },
      });
      return data?.answerAdvice;
    });
    if (!isDone) return;
    draft.discard();
    undo.say('Answer sent');
  }
  return (
    <SentForm refusal={refusal} onSend={submit}>
      <TextArea
        name="advice-answer"
        label="Your answer"
        hint="It is sent once and cannot be changed. The rules in force today are named with it."
        rows={8}
        limit={4000}
        value={draft.text}
        onChange={draft.setText}
      />
      <TextField
        name="advice-section"
        label="Part of the guidance it rests on"
        hint="For example: section 2, co-operation and competition"
        optional
        value={section}
        onChange={setSection}
      />
      <Button type="submit" look="primary" busy={busy}>
        Send the answer
      </Button>
    </SentForm>
  );
}

/** Takes an own question back, with a reason that both organisations read. */
export function WithdrawQuestionForm({ advice }: { readonly advice: Advice }) {
  const [send] = useMutation(withdrawAdviceQuestionMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [reason, setReason] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: { input: { questionId: advice.id, expectedVersion: advice.version, reason } },
      });
      return data?.withdrawAdviceQuestion;
    });
    if (isDone) undo.say('Question withdrawn');
  }
  return (
    <Details summary="Withdraw the question">
      <SentForm refusal={refusal} onSend={submit}>
        <TextArea
          name="advice-question-withdraw"
          label="Why you withdraw it"
          hint="It stays on record. Whoever is asked reads this and need not answer."
          value={reason}
          onChange={setReason}
          limit={4000}
        />
        <Button type="submit" busy={busy}>
          Withdraw the question
        </Button>
      </SentForm>
    </Details>
  );
}

/** Question and answer rewritten for all staff. Begins empty on purpose: what is copied carries names with it. */
export function ProposeForm({ advice }: { readonly advice: Advice }) {
  const [send] = useMutation(proposeAdviceMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const question = useDraft(`advice-question-for-all-${advice.id}`, '');
  const answer = useDraft(`advice-answer-for-all-${advice.id}`, '');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: { input: { questionId: advice.id, question: question.text, answer: answer.text } },
      });
      return data?.proposeAdvice;
    });
    if (!isDone) return;
    question.discard();
    answer.discard();
    undo.say('Sent to a second person to check');
  }
  return (
    <Details summary="Write a version for all staff" open={question.restored || answer.restored}>
      <SentForm refusal={refusal} onSend={submit}>
        <Inset>
          Write it anew, so that nobody can tell who asked. Name no organisation, no site and no person, and leave out
          what only one place has. Names that are in the directory are refused. A second person checks it before it is
          out.
        </Inset>
        <TextArea
          name="advice-question-for-all"
          label="The question, for all staff"
          rows={4}
          limit={4000}
          value={question.text}
          onChange={question.setText}
        />
        <TextArea
          name="advice-answer-for-all"
          label="The answer, for all staff"
          rows={8}
          limit={4000}
          value={answer.text}
          onChange={answer.setText}
        />
        <Button type="submit" look="primary" busy={busy}>
          Send to a second person to check
        </Button>
      </SentForm>
    </Details>
  );
}

/** The second person's check. */
export function CheckForm({ publication }: { readonly publication: Pick<Publication, 'id' | 'version'> }) {
  const [send] = useMutation(checkAdviceMutation, { refetchQueries: ['AdviceToCheck'] });
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [note, setNote] = useState('');
  async function decide(decision: 'PUBLISH' | 'SEND_BACK') {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: { input: { publicationId: publication.id, expectedVersion: publication.version, decision, note } },
      });
      return data?.checkAdvice;
    });
    if (isDone) undo.say(decision === 'PUBLISH' ? 'It is out for all staff' : 'Sent back to who wrote it');
  }
  return (
    <SentForm refusal={refusal} onSend={() => decide('PUBLISH')}>
      <p>Could anybody tell who asked? Read it as somebody who knows the place.</p>
      <TextArea
        name={`advice-note-${publication.id}`}
        label="What has to be changed"
        hint="Only for sending it back"
        optional
        value={note}
        onChange={setNote}
        limit={4000}
      />
      <ButtonGroup>
        <Button type="submit" look="primary" busy={busy}>
          Publish for all staff
        </Button>
        <Button busy={busy} onClick={() => void decide('SEND_BACK')}>
          Send back
        </Button>
      </ButtonGroup>
    </SentForm>
  );
}

/** Takes a version back from all staff. */
export function WithdrawForm({ publication }: { readonly publication: Publication }) {
  const [send] = useMutation(withdrawAdviceMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [reason, setReason] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: { input: { publicationId: publication.id, expectedVersion: publication.version, reason } },
      });
      return data?.withdrawAdvice;
    });
    if (isDone) undo.say('Withdrawn');
  }
  return (
    <Details summary="Withdraw it">
      <SentForm refusal={refusal} onSend={submit}>
        <TextArea
          name={`advice-withdraw-${publication.id}`}
          label="Why it is withdrawn"
          hint="All staff read this in place of the answer. Name nobody."
          value={reason}
          onChange={setReason}
          limit={4000}
        />
        <Button type="submit" look="warning" busy={busy}>
          Withdraw
        </Button>
      </SentForm>
    </Details>
  );
}
