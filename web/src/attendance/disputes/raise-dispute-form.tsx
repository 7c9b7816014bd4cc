import { useMutation } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import { useSettle } from '../../app/use-settle.js';
import { Button } from '../../ui/button.js';
import { formatDate } from '../../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../../ui/error-summary.js';
import { SelectField } from '../../ui/select-field.js';
import { Inset, RefusalPanel } from '../../ui/states.js';
import { TextArea } from '../../ui/text-field.js';
import { useUndo } from '../../ui/undo.js';
import { type Choice, type EntryInput, outcomeOfChoice, type ReasonCode } from '../attendance-words.js';
import { MinutesField, ReasonField, ShouldSayField } from '../mark-fields.js';
import type { RecordPageData } from './dispute-words.js';
import { raiseDisputeMutation } from './disputes.queries.js';

const LIMIT = 1000;

/** What is wrong, what the record should say and what shows it; late or again, also why now. */
export function RaiseDisputeForm({ record, onDone }: { readonly record: RecordPageData; readonly onDone: () => void }) {
  const [send] = useMutation(raiseDisputeMutation);
  const { refusal, busy, settle } = useSettle();
  const errors = useFieldErrors<'should-minutes' | 'what-is-wrong' | 'evidence' | 'why-now'>();
  const [choice, setChoice] = useState<Choice | null>(record.isAsDeputy ? 'DEPUTY' : null);
  const [minutes, setMinutes] = useState('');
  const [deputy, setDeputy] = useState('');
  const [reason, setReason] = useState('');
  const [whatIsWrong, setWhatIsWrong] = useState('');
  const [evidence, setEvidence] = useState('');
  const [whyNow, setWhyNow] = useState('');
  const undo = useUndo();
  const needsWhyNow = !record.isInTime || record.wasAnswered;

  function check(): boolean {
    const inRange = /^\d{1,4}$/.test(minutes.trim()) && Number(minutes) <= record.durationMinutes;
    const needsMinutes = choice === 'PART' || (record.isAsDeputy && minutes.trim() !== '');
    return errors.report({
      '': choice ? undefined : 'Choose what the record should say',
      'should-minutes': needsMinutes && !inRange ? `Enter 0 to ${record.durationMinutes} minutes` : undefined,
      'what-is-wrong': whatIsWrong.trim().length >= 3 ? undefined : 'Say what is wrong in the record',
      evidence: evidence.trim().length >= 3 ? undefined : 'Say what shows it',
      'why-now': needsWhyNow && !whyNow.trim() ? whyNowError(record) : undefined,
    });
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!check() || !choice) return;
    let told: number | null = null;
    const isDone = await settle(async () => {
      const input = {
        meetingId: record.meetingId,
        shouldSay: entryOf(record, choice, { minutes, deputy, reason }),
        whatIsWrong: whatIsWrong.trim(),
        evidence: evidence.trim(),
        whyNow: needsWhyNow ? whyNow.trim() : '',
      };
      const { data } = await send({ variables: { input } });
      if (data?.raiseDispute.__typename === 'DisputeSaved') told = data.raiseDispute.coordinatorsTold;
      return data?.raiseDispute;
    });
    if (!isDone) return;
    undo.say(
      told === 0
        ? `The dispute is on record. Nobody at ${record.hostName} is set up to answer here, so tell them yourself too.`
        : `The dispute is sent. The co-ordinators of ${record.hostName} are told by mail.`,
    );
    onDone();
  }

  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ErrorSummary errors={errors.list} />
      {refusal ? (
        <RefusalPanel refusal={refusal} actions={<Button onClick={onDone}>Show the record again</Button>} />
      ) : null}
      {record.isInTime ? null : (
        <Inset>
          The time to dispute it ended on {record.inTimeUntil ? formatDate(record.inTimeUntil) : 'an earlier day'}. You
          can still do so with a reason; the co-ordinator decides whether to accept that.
        </Inset>
      )}
      {record.isAsDeputy ? (
        <>
          <p>It should say that you came as the deputy.</p>
          <MinutesField
            name="should-minutes"
            label={`Minutes you were there, of ${record.durationMinutes}; leave it empty for all of them`}
            value={minutes}
            onChange={setMinutes}
            error={errors.of('should-minutes')}
          />
        </>
      ) : (
        <ShouldSayField name="should-say" value={choice} onChange={setChoice} />
      )}
      {choice === 'PART' ? (
        <MinutesField
          name="should-minutes"
          label={`Minutes they were there, of ${record.durationMinutes}`}
          value={minutes}
          onChange={setMinutes}
          error={errors.of('should-minutes')}
        />
      ) : null}
      {choice === 'DEPUTY' && !record.isAsDeputy ? (
        <SelectField
          name="should-deputy"
          label="Who came"
          optional
          placeholder="Not known"
          options={record.deputies.map(({ id, name }) => ({ value: id, label: name }))}
          value={deputy}
          onChange={setDeputy}
        />
      ) : null}
      {choice === 'APOLOGIES' || choice === 'ABSENT' ? (
        <ReasonField name="should-reason" value={reason} onChange={setReason} />
      ) : null}
      <TextArea
        name="what-is-wrong"
        label="What is wrong"
        hint={`Read by the co-ordinators of ${record.hostName}, by managers of ${record.providerName} and by the member. No patient details.`}
        value={whatIsWrong}
        onChange={setWhatIsWrong}
        error={errors.of('what-is-wrong')}
        limit={LIMIT}
        rows={3}
      />
      <TextArea
        name="evidence"
        label="What shows it"
        hint="Such as the minutes, a log of the call, or who else was there."
        value={evidence}
        onChange={setEvidence}
        error={errors.of('evidence')}
        limit={LIMIT}
        rows={3}
      />
      {needsWhyNow ? (
        <TextArea
          name="why-now"
          label={record.wasAnswered ? 'What is new since the last answer' : 'Why it comes late'}
          value={whyNow}
          onChange={setWhyNow}
          error={errors.of('why-now')}
          limit={LIMIT}
          rows={2}
        />
      ) : null}
      <Button look="primary" type="submit" busy={busy}>
        Send the dispute
      </Button>
    </form>
  );
}

function whyNowError({ wasAnswered }: RecordPageData): string {
  return wasAnswered ? 'Say what is new since the last answer' : 'Say why it comes late';
}

function entryOf(
  record: RecordPageData,
  choice: Choice,
  given: { readonly minutes: string; readonly deputy: string; readonly reason: string },
): EntryInput {
  const isThere = choice === 'HERE' || choice === 'ONLINE';
  const isAway = choice === 'APOLOGIES' || choice === 'ABSENT';
  return {
    seatId: record.seatId,
    expectedSeatVersion: record.seatVersion,
    outcome: outcomeOfChoice(choice),
    mode: isThere ? (choice === 'ONLINE' ? 'REMOTE' : 'IN_PERSON') : null,
    minutes: choice === 'PART' || (record.isAsDeputy && given.minutes.trim() !== '') ? Number(given.minutes) : null,
    practitionerId: choice === 'DEPUTY' && given.deputy ? given.deputy : null,
    reasonCode: isAway && given.reason ? (given.reason as ReasonCode) : null,
  };
}
