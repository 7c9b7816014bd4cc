import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { Checkboxes } from '../ui/choice-fields.js';
import { useDraft } from '../ui/drafts.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { SegmentedControl } from '../ui/segmented-control.js';
import { RefusalPanel, StaleBanner } from '../ui/states.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { recordOutcomeMutation } from './case-commands.queries.js';
import { type CaseOutcome, type CaseSeat, type ListedCase, seatName } from './case-words.js';

type Field = 'state' | 'outcomeText' | 'presentSeatIds' | 'missingSeatIds';

const OUTCOMES: readonly { value: CaseOutcome; label: string }[] = [
  { value: 'DISCUSSED', label: 'Discussed' },
  { value: 'DEFERRED', label: 'Deferred' },
  { value: 'DEFERRED_SEAT_ABSENT', label: 'Deferred, a seat was absent' },
];

export interface OutcomeFormProps {
  readonly item: ListedCase;
  readonly seats: readonly CaseSeat[];
  readonly onRecorded: () => void;
}

/**
 * What was decided about one person and who was in the room for them. Keeps the version it was opened with: a change by
 * somebody else is told, and what was typed stays.
 */
export function OutcomeForm({ item, seats, onRecorded }: OutcomeFormProps) {
  const text = useDraft(`outcome-${item.id}`, item.outcomeText ?? '');
  // The version that was on the page when writing began; null while nothing is written and the newest may be shown.
  const [base, setBase] = useState<number | null>(text.restored ? item.lockVersion : null);
  const [chosen, setChosen] = useState<CaseOutcome | null>(null);
  const [present, setPresent] = useState<readonly string[] | null>(null);
  const [absent, setAbsent] = useState<readonly string[] | null>(null);
  const errors = useFieldErrors<Field>();
  const [record] = useMutation(recordOutcomeMutation);
  const command = useCommand(errors);
  const undo = useUndo();
  const outcome = chosen ?? item.outcome;
  const missing = absent ?? item.missingSeatIds;
  const version = base ?? item.lockVersion;
  const isStale = item.lockVersion !== version;
  const needsSeat = outcome === 'DEFERRED_SEAT_ABSENT';
  const inRoom = present ?? presentNow(item, seats);

  const write =
    <V,>(set: (value: V) => void) =>
    (value: V) => {
      setBase(version);
      set(value);
    };

  /** The newest of everything but the text, which stays as it was typed. */
  function showLatest() {
    setBase(null);
    setChosen(null);
    setPresent(null);
    setAbsent(null);
    command.clear();
    onRecorded();
  }

  async function submit() {
    const isWhole = errors.report({
      state: outcome ? undefined : 'Choose what happened.',
      outcomeText: needsSeat || text.text.trim() ? undefined : 'Enter what was decided, or why it was deferred.',
      missingSeatIds: needsSeat && missing.length === 0 ? 'Choose the seat that was needed and was absent.' : undefined,
    });
    if (!isWhole || !outcome) return;
    const input = {
      caseId: item.id,
      expectedVersion: version,
      state: outcome,
      outcomeText: text.text,
      // Untouched, it is left to the register.
      presentSeatIds: present === null ? null : present.filter((id) => !needsSeat || !missing.includes(id)),
      missingSeatIds: needsSeat ? [...missing] : null,
    };
    await command.run(
      async () => (await record({ variables: { input } })).data?.recordOutcome,
      () => {
        text.discard();
        undo.say('Outcome saved');
        showLatest();
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
      <ErrorSummary errors={errors.list} />
      {isStale ? (
        <StaleBanner message="Someone else recorded an outcome" onReload={showLatest} keepsDraft />
      ) : command.refusal ? (
        <RefusalPanel
          refusal={command.refusal}
          actions={
            command.refusal.__typename === 'ChangedByOther' ? (
              <Button small onClick={showLatest}>
                Show the latest
              </Button>
            ) : undefined
          }
        />
      ) : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <SegmentedControl
        name="state"
        legend="What happened?"
        legendShown
        options={OUTCOMES}
        value={outcome}
        onChange={write(setChosen)}
      />
      {needsSeat ? (
        <Checkboxes
          name="missingSeatIds"
          label="Which seat was needed and absent?"
          options={seats.map((seat) => ({ value: seat.seatId, label: seatName(seat) }))}
          values={missing}
          onChange={write(setAbsent)}
          error={errors.of('missingSeatIds')}
        />
      ) : null}
      <TextArea
        name="outcomeText"
        label={outcome === 'DISCUSSED' || outcome === null ? 'What was decided?' : 'Why was it deferred?'}
        hint={text.restored ? 'This is what you had typed before.' : undefined}
        rows={2}
        limit={2000}
        value={text.text}
        onChange={write(text.setText)}
        error={errors.of('outcomeText')}
      />
      <Checkboxes
        name="presentSeatIds"
        label="In the room for this person"
        hint="As the register has it, unless you change it."
        options={seats.map((seat) => ({
          value: seat.seatId,
          label: seat.practitionerName ? `${seat.practitionerName}: ${seatName(seat)}` : `${seatName(seat)} (vacant)`,
        }))}
        values={inRoom}
        onChange={write(setPresent)}
        error={errors.of('presentSeatIds')}
      />
      <Button look="primary" type="submit" busy={command.busy}>
        {item.outcome ? 'Save the correction' : 'Save the outcome'}
      </Button>
    </form>
  );
}

/** Who was recorded for this person, else who the register has as there. */
function presentNow(item: ListedCase, seats: readonly CaseSeat[]): readonly string[] {
  if (item.outcome !== null) return item.presentSeatIds;
  return seats.filter((seat) => seat.isPresent === true).map((seat) => seat.seatId);
}
