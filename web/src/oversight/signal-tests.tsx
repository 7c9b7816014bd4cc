import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../app/use-settle.js';
import { Button } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import { Details, Section } from '../ui/page.js';
import { RefusalPanel } from '../ui/states.js';
import { TextArea } from '../ui/text-field.js';
import { answerSignalTestMutation } from './signal-steps.queries.js';
import { actorWords, LICENCE_STATUSES, type Signal } from './signal-words.js';

type Test = Signal['tests'][number];

/** The questions that are answered before anything is escalated, and who it would go to. */
export function SignalTests({ signal }: { readonly signal: Signal }) {
  const answered = signal.tests.filter(({ answer }) => answer !== null).length;
  return (
    <Section heading={`Before a concern: ${answered} of ${signal.tests.length} tests answered`} id="tests">
      <p>
        On {formatDate(signal.route.on)}, when the pattern began, the provider{' '}
        {LICENCE_STATUSES[signal.route.licenceStatus] ?? LICENCE_STATUSES.unknown}. A concern would go to:{' '}
        {signal.route.addressee}. {signal.route.wording}
      </p>
      {signal.concernHelp ? <p>{signal.concernHelp}</p> : null}
      {signal.tests.map((test) => (
        <OneTest key={test.code} signal={signal} test={test} />
      ))}
    </Section>
  );
}

function OneTest({ signal, test }: { readonly signal: Signal; readonly test: Test }) {
  const canAnswer = signal.closedAt === null && signal.nextSteps.length > 0;
  return (
    <Section heading={test.title} level={3} id={`test-${test.code}`}>
      <p>
        {test.question} ({test.source})
      </p>
      {test.answer ? (
        <>
          <p>{test.answer}</p>
          <p>
            {test.answeredAt ? formatDate(test.answeredAt) : ''}
            {test.answeredBy ? `, ${actorWords(test.answeredBy)}` : ''}
          </p>
        </>
      ) : (
        <p>Not answered yet.</p>
      )}
      {canAnswer ? (
        <Details summary={test.answer ? `Answer “${test.title}” anew` : `Answer “${test.title}”`}>
          <AnswerForm key={test.answeredAt ?? ''} signalId={signal.id} test={test} />
        </Details>
      ) : null}
    </Section>
  );
}

function AnswerForm({ signalId, test }: { readonly signalId: string; readonly test: Test }) {
  const [send] = useMutation(answerSignalTestMutation);
  const { refusal, busy, settle } = useSettle();
  const [answer, setAnswer] = useState(test.answer ?? '');
  const submit = () =>
    settle(async () => {
      const { data } = await send({ variables: { input: { signalId, testCode: test.code, answer } } });
      return data?.answerSignalTest;
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <TextArea
        name={`answer-${test.code}`}
        label="Answer"
        hint={test.help || undefined}
        value={answer}
        onChange={setAnswer}
        limit={4000}
      />
      <Button type="submit" busy={busy}>
        Save the answer
      </Button>
    </form>
  );
}
