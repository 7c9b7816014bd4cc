import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button.js';
import { formatTime } from '../ui/dates.js';
import { SegmentedControl } from '../ui/segmented-control.js';
import { Tag } from '../ui/tag.js';
import { TextField } from '../ui/text-field.js';
import { CHOICES, type Choice, choiceOf, markWords, nameOf, type Register, type Seat } from './attendance-words.js';
import { ReasonChooser } from './reason-chooser.js';
import type { Marking } from './use-marking.js';

const NEEDS_PERSON: readonly Choice[] = ['HERE', 'ONLINE', 'PART'];

/** Who the seat is: name, role and what they had answered. */
export function SeatName({ seat }: { readonly seat: Seat }) {
  return (
    <>
      <span className="q-entry__name">{seat.personName ?? 'Nobody holds this seat'}</span>
      <span className="q-entry__role">
        {seat.roleName}
        {seat.isCore ? '' : ', extended'}
      </span>
      <span className="q-entry__reply">{replyWords(seat)}</span>
    </>
  );
}

function replyWords({ response, releaseState }: Seat): string {
  const replies = {
    ACCEPTED: 'Accepted',
    DECLINED: 'Declined',
    TENTATIVE: 'Might come',
    DELEGATED: 'Sends a deputy',
    NEEDS_ACTION: 'No reply',
  } as const;
  const releases: Partial<Record<NonNullable<Seat['releaseState']>, string>> = {
    REFUSED: ', release refused',
    UNANSWERED: ', release not answered',
    REQUESTED: ', release asked for',
  };
  return `${replies[response]}${releaseState ? (releases[releaseState] ?? '') : ''}`;
}

export interface SeatControlProps {
  readonly seat: Seat;
  readonly register: Register;
  readonly marking: Marking;
  readonly ownName: string;
}

/** One seat's attendance: eight words, what a choice asks next, and what stands in the way. Words only for those who read. */
export function SeatControl({ seat, register, marking, ownName }: SeatControlProps) {
  const problem = marking.problems.get(seat.seatId);
  const isOpen = marking.open?.seatId === seat.seatId;
  const isFinal = (register.hasEnded || register.closedAt !== null) && seat.mark !== null;
  if (!register.canRecord) return <MarkWords seat={seat} />;
  return (
    <div className="q-entry">
      {isFinal && !isOpen && !marking.pending.has(seat.seatId) ? (
        <>
          <MarkWords seat={seat} />{' '}
          <Button
            look="quiet"
            about={`attendance of ${nameOf(seat)}`}
            onClick={() => marking.correct({ seatId: seat.seatId, choice: choiceOf(seat.mark), detail: {} })}
          >
            Change
          </Button>
        </>
      ) : (
        <LiveControl seat={seat} marking={marking} />
      )}
      {isOpen ? <NextQuestion seat={seat} register={register} marking={marking} /> : null}
      <MarkedBy seat={seat} marking={marking} ownName={ownName} />
      {problem ? (
        <div className="q-entry__problem" role="alert" data-code={problem.code}>
          <strong>Not saved.</strong> {problem.message}{' '}
          {problem.retry ? (
            <Button small onClick={problem.retry} about={`to mark ${nameOf(seat)}`}>
              Try again
            </Button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function LiveControl({ seat, marking }: { readonly seat: Seat; readonly marking: Marking }) {
  const asked = marking.open?.seatId === seat.seatId ? marking.open.choice : null;
  const value = marking.pending.get(seat.seatId) ?? asked ?? choiceOf(seat.mark);
  const options = CHOICES.map((choice) => ({
    ...choice,
    disabled: seat.practitionerId === null && NEEDS_PERSON.includes(choice.value),
  }));
  return (
    <SegmentedControl<Choice>
      name={`attendance-${seat.seatId}`}
      legend={`Attendance of ${nameOf(seat)}`}
      options={options}
      value={value}
      onChange={(choice) => marking.choose(seat, choice)}
      advanceOnKey
    />
  );
}

function MarkWords({ seat }: { readonly seat: Seat }) {
  if (seat.mark === null) return <Tag>Not recorded</Tag>;
  return (
    <>
      <strong>{markWords(seat.mark)}</strong>
      {seat.mark.correctionReason ? (
        <span className="q-entry__by"> Corrected: {seat.mark.correctionReason}</span>
      ) : null}
    </>
  );
}

/** Detail beside the word, and who marked it when it was somebody else. */
function MarkedBy({ seat, marking, ownName }: Omit<SeatControlProps, 'register'>) {
  if (marking.pending.has(seat.seatId)) return <span className="q-entry__by">Saving</span>;
  const { mark } = seat;
  if (mark === null) return null;
  const isOther = mark.recordedBy !== null && mark.recordedBy !== ownName;
  const words = markWords(mark);
  return (
    <span className="q-entry__by">
      {words.includes(':') || words.includes(',') ? `${words}. ` : ''}
      {isOther ? `Marked by ${mark.recordedBy}, ${formatTime(mark.recordedAt)}` : ''}
    </span>
  );
}

function NextQuestion({ seat, register, marking }: Omit<SeatControlProps, 'ownName'>) {
  switch (marking.open?.choice) {
    case 'PART':
      return <MinutesQuestion seat={seat} longest={register.durationMinutes} marking={marking} />;
    case 'DEPUTY':
      return <DeputyQuestion seat={seat} marking={marking} />;
    case 'APOLOGIES':
      return (
        <ReasonChooser
          name={nameOf(seat)}
          value={seat.mark?.reasonCode ?? null}
          suggested={seat.releaseState === 'REFUSED' ? 'RELEASE_REFUSED' : null}
          onChoose={(reasonCode) => marking.detail(seat, 'APOLOGIES', { reasonCode })}
          onClose={marking.closeQuestion}
        />
      );
    default:
      return null;
  }
}

function DeputyQuestion({ seat, marking }: { readonly seat: Seat; readonly marking: Marking }) {
  return (
    <fieldset className="q-choices q-no-print">
      <legend className="q-choices__legend">Who came?</legend>
      {seat.deputies.map((deputy) => (
        <Button
          key={deputy.id}
          small
          onClick={() => marking.detail(seat, 'DEPUTY', { practitionerId: deputy.id })}
          about={`for ${nameOf(seat)}`}
        >
          {deputy.name}
        </Button>
      ))}
    </fieldset>
  );
}

function MinutesQuestion({
  seat,
  longest,
  marking,
}: {
  readonly seat: Seat;
  readonly longest: number;
  readonly marking: Marking;
}) {
  const [text, setText] = useState(seat.mark?.minutes?.toString() ?? '');
  const [error, setError] = useState<string>();
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => box.current?.querySelector('input')?.focus(), []);
  function save() {
    const minutes = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
    if (!(minutes >= 0 && minutes <= longest)) return setError(`Enter 0 to ${longest} minutes`);
    marking.detail(seat, 'PART', { minutes });
  }
  return (
    <form
      ref={box}
      className="q-choices q-no-print"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextField
        name={`minutes-${seat.seatId}`}
        label={`Minutes ${nameOf(seat)} was there`}
        hint={`Not saved until you say how many of ${longest}.`}
        value={text}
        onChange={setText}
        error={error}
        inputMode="numeric"
        width={4}
      />
      <Button type="submit" small>
        Save
      </Button>
      <Button look="quiet" onClick={marking.closeQuestion}>
        Leave
      </Button>
    </form>
  );
}
