import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Details } from '../ui/page.js';
import { TextField } from '../ui/text-field.js';
import { Timeline } from '../ui/timeline.js';
import { type Choice, markWords, nameOf, type ReasonCode, type Register } from './attendance-words.js';
import { MinutesField, ReasonField, ShouldSayField } from './mark-fields.js';
import { attendanceHistoryQuery } from './register.queries.js';
import type { Correction, Marking } from './use-marking.js';

/** Changes a mark after the meeting: what it should say, and why. Both versions are kept, and shown below. */
export function CorrectionDialog({ register, marking }: { readonly register: Register; readonly marking: Marking }) {
  const { correction } = marking;
  const seat = register.seats.find((candidate) => candidate.seatId === correction?.seatId);
  const heading = seat ? `Change attendance of ${nameOf(seat)}` : '';
  return (
    <Dialog open={correction !== null && seat !== undefined} heading={heading} onClose={() => marking.correct(null)}>
      {correction && seat ? (
        <>
          <CorrectionForm key={seat.seatId} correction={correction} register={register} marking={marking} />
          <Details summary="Every version of this mark">
            <History meetingId={register.meetingId} seatId={seat.seatId} />
          </Details>
        </>
      ) : null}
    </Dialog>
  );
}

function CorrectionForm({
  correction,
  register,
  marking,
}: {
  readonly correction: Correction;
  readonly register: Register;
  readonly marking: Marking;
}) {
  const [choice, setChoice] = useState<Choice | null>(correction.choice);
  const [reasonCode, setReasonCode] = useState<string>(correction.detail.reasonCode ?? '');
  const [minutes, setMinutes] = useState(correction.detail.minutes?.toString() ?? '');
  const [why, setWhy] = useState('');
  const errors = useFieldErrors<'correction-why' | 'correction-minutes' | ''>();
  function save() {
    const number = Number(minutes);
    const isNumber = /^\d{1,4}$/.test(minutes) && number <= register.durationMinutes;
    const isFine = errors.report({
      '': choice ? undefined : 'Choose what it should say',
      'correction-minutes':
        choice === 'PART' && !isNumber ? `Enter 0 to ${register.durationMinutes} minutes` : undefined,
      'correction-why': why.trim().length >= 3 ? undefined : 'Say why in a few words',
    });
    if (!isFine || !choice) return;
    const detail = {
      minutes: choice === 'PART' ? number : null,
      reasonCode: choice === 'APOLOGIES' && reasonCode ? (reasonCode as ReasonCode) : null,
      practitionerId: choice === 'DEPUTY' ? correction.detail.practitionerId : null,
    };
    marking.saveCorrection({ ...correction, choice, detail }, why.trim());
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <ErrorSummary errors={errors.list} />
      <ShouldSayField name="correction-choice" value={choice} onChange={setChoice} />
      {choice === 'PART' ? (
        <MinutesField
          name="correction-minutes"
          value={minutes}
          onChange={setMinutes}
          error={errors.of('correction-minutes')}
        />
      ) : null}
      {choice === 'APOLOGIES' ? (
        <ReasonField name="correction-reason" value={reasonCode} onChange={setReasonCode} />
      ) : null}
      <TextField
        name="correction-why"
        label="Why you change it"
        hint="Kept with both versions. No patient details."
        value={why}
        onChange={setWhy}
        error={errors.of('correction-why')}
      />
      <Button look="primary" type="submit">
        Save the correction
      </Button>
    </form>
  );
}

function History({ meetingId, seatId }: { readonly meetingId: string; readonly seatId: string }) {
  const query = useQuery(attendanceHistoryQuery, { variables: { meetingId, seatId }, fetchPolicy: 'network-only' });
  return (
    <QueryState query={query} lines={2}>
      {({ attendanceHistory }) => (
        <Timeline
          entries={attendanceHistory.map((version) => ({
            id: String(version.version),
            at: version.recordedAt,
            title: version.outcome ? markWords({ ...version, outcome: version.outcome }) : 'Mark taken back',
            by: [version.recordedBy, version.onBehalfOf].filter(Boolean).join(', '),
            children: version.correctionReason ? <p>Why: {version.correctionReason}</p> : null,
          }))}
        />
      )}
    </QueryState>
  );
}
