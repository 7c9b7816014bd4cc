import { useViewer } from '../app/viewer.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { formatDateTime, formatTime } from '../ui/dates.js';
import { useSingleKey } from '../ui/single-keys.js';
import { EmptyState, Inset, RefusalPanel, StaleBanner } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { type Register, type Seat, tally } from './attendance-words.js';
import { CloseRegister } from './close-register.js';
import { CorrectionDialog } from './correction-dialog.js';
import { SeatControl, SeatName } from './register-row.js';
import { type Marking, useMarking } from './use-marking.js';
import type { LiveRegister } from './use-register.js';

/** The register once it is there; `live` is what useRegister gave. */
export function OpenRegister({ live, register }: { readonly live: LiveRegister; readonly register: Register }) {
  const marking = useMarking(live, register.meetingId);
  const { name } = useViewer();
  useSingleKey('a', register.canRecord ? () => void marking.markAll() : null, { needsFocus: true });
  const columns: readonly Column<Seat>[] = [
    { key: 'name', header: 'Name and role', cell: (seat) => <SeatName seat={seat} /> },
    { key: 'provider', header: 'Provider', cell: (seat) => seat.providerName },
    {
      key: 'attendance',
      header: 'Attendance',
      cell: (seat) => <SeatControl seat={seat} register={register} marking={marking} ownName={name} />,
    },
  ];
  return (
    <>
      {live.isStale ? <StaleBanner message="The connection is lost" onReload={() => void live.refresh()} /> : null}
      <RegisterSummary register={register} />
      <Notices register={register} />
      {marking.refusal ? <RefusalPanel refusal={marking.refusal} /> : null}
      {register.canRecord ? <AllAccepted marking={marking} register={register} /> : null}
      <DataTable
        caption="Who is here"
        captionHidden
        columns={columns}
        rows={register.seats}
        rowKey={(seat) => seat.seatId}
        stack
        empty={
          <EmptyState heading="Nobody is invited to this meeting">
            Add seats to the MDT, then the register shows who should be here.
          </EmptyState>
        }
      />
      {register.canRecord && register.closedAt === null ? <CloseRegister register={register} take={live.take} /> : null}
      {register.canRecord ? <CorrectionDialog register={register} marking={marking} /> : null}
    </>
  );
}

/** Stays in view while the list scrolls: how many, whether they may decide, how many are left. */
function RegisterSummary({ register }: { readonly register: Register }) {
  const { present, expected, left } = tally(register.seats);
  const { quorum } = register;
  if (register.status === 'CANCELLED') return null;
  return (
    <div className="q-sticky-summary" role="status">
      <strong>
        {present} of {expected} present.
      </strong>{' '}
      {quorum ? <QuorumWords quorum={quorum} /> : null} {left === 0 ? 'All recorded.' : `${left} left to record.`}
    </div>
  );
}

function QuorumWords({ quorum }: { readonly quorum: NonNullable<Register['quorum']> }) {
  if (quorum.isQuorate) return <Tag tone="done">Quorate</Tag>;
  const missing = quorum.rolesMissing.length > 0 ? `Missing: ${quorum.rolesMissing.join(', ')}` : 'Not quorate';
  const short = quorum.seatsFilled < quorum.seatsNeeded;
  return (
    <>
      <Tag tone="attention">{missing}</Tag>
      {short ? ` ${quorum.seatsFilled} of ${quorum.seatsNeeded} seats needed.` : ''}
    </>
  );
}

function Notices({ register }: { readonly register: Register }) {
  if (register.status === 'CANCELLED') {
    return (
      <Inset>
        This meeting was cancelled{register.cancelReason ? ` (${register.cancelReason})` : ''}. It has no register and
        counts against nobody.
      </Inset>
    );
  }
  if (!register.isOpen) return <Inset>The register opens at {formatDateTime(register.opensAt)}.</Inset>;
  if (register.closedAt) {
    return (
      <Inset>
        Closed by {register.closedBy ?? 'a co-ordinator'} at {formatDateTime(register.closedAt)}. A change from now on
        is a correction and needs a reason.
      </Inset>
    );
  }
  if (register.hasEnded && register.canRecord)
    return <Inset>The meeting ended at {formatTime(register.endsAt)}. A mark that you change needs a reason.</Inset>;
  return null;
}

function AllAccepted({ marking, register }: { readonly marking: Marking; readonly register: Register }) {
  const waiting = register.seats.filter(
    (seat) => seat.mark === null && (seat.response === 'ACCEPTED' || seat.response === 'DELEGATED'),
  ).length;
  return (
    <div className="q-no-print">
      <ButtonGroup>
        <Button busy={marking.isMarkingAll} aria-keyshortcuts="a" onClick={() => void marking.markAll()}>
          All who accepted are here<span className="q-keyboard-only"> (A)</span>
        </Button>
        <span>{waiting === 0 ? 'Everyone who accepted is marked.' : `Marks ${waiting} of them at once.`}</span>
      </ButtonGroup>
      <p className="q-entry__by q-keyboard-only">Keys 1 to 8 mark a person and go on to the next one.</p>
    </div>
  );
}
