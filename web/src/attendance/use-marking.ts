import { useApolloClient } from '@apollo/client/react';
import { useCallback, useRef, useState } from 'react';
import type { Refusal } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import {
  type Choice,
  type Detail,
  type EntryInput,
  entryOf,
  entryOfMark,
  markWords,
  nameOf,
  type Register,
  type Seat,
} from './attendance-words.js';
import { markAllAcceptedMutation, recordAttendanceMutation, undoAttendanceMutation } from './register.queries.js';
import type { LiveRegister } from './use-register.js';

/** What stands in the way of one seat's mark. `retry` is there where the same press may be tried again. */
export interface Problem extends Refusal {
  readonly retry: (() => void) | null;
}

/** A change after the meeting, waiting for its reason. */
export interface Correction {
  readonly seatId: string;
  readonly choice: Choice | null;
  readonly detail: Detail;
}

export interface Marking {
  /** What was pressed and is not saved yet, by seat. */
  readonly pending: ReadonlyMap<string, Choice>;
  readonly problems: ReadonlyMap<string, Problem>;
  /** The seat whose next question is open: minutes, which deputy, which reason. */
  readonly open: { readonly seatId: string; readonly choice: Choice } | null;
  readonly correction: Correction | null;
  readonly isMarkingAll: boolean;
  /** A refusal of something that is not about one seat. */
  readonly refusal: Refusal | null;
  readonly choose: (seat: Seat, choice: Choice) => void;
  readonly detail: (seat: Seat, choice: Choice, detail: Detail) => void;
  readonly closeQuestion: () => void;
  readonly markAll: () => Promise<void>;
  readonly correct: (correction: Correction | null) => void;
  /** Sends the open correction with its reason. */
  readonly saveCorrection: (correction: Correction, reason: string) => void;
}

const FAULT = {
  code: 'FAULT',
  message: 'This could not be saved. Check your connection, then try again.',
} as const;

type Sent = {
  readonly seat: Seat;
  readonly entry: Omit<EntryInput, 'expectedSeatVersion'>;
  readonly choice: Choice | null;
};

/**
 * Saves each mark at once: shown before the server answers, taken back when it refuses. Presses on one seat go one after
 * the other; different seats do not wait for each other.
 */
export function useMarking({ latest, take, refresh }: LiveRegister, meetingId: string): Marking {
  const client = useApolloClient();
  const undo = useUndo();
  const [pending, setPending] = useMapState<Choice>();
  const [problems, setProblem] = useMapState<Problem>();
  const [open, setOpen] = useState<Marking['open']>(null);
  const [correction, setCorrection] = useState<Correction | null>(null);
  const [isMarkingAll, setMarkingAll] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const lines = useRef(new Map<string, Promise<void>>());

  const seatNow = (seatId: string) => latest.current?.seats.find((seat) => seat.seatId === seatId) ?? null;

  function inLine(seatId: string, work: () => Promise<void>): void {
    const line = (lines.current.get(seatId) ?? Promise.resolve()).then(work).then(() => {
      // A later press on the same seat is still on its way: what it chose stays shown.
      if (lines.current.get(seatId) === line) setPending(seatId, null);
    });
    lines.current.set(seatId, line);
  }

  function send(sent: Sent, correctionReason: string | null, canUndo: boolean): void {
    const { seatId } = sent.seat;
    if (sent.choice) setPending(seatId, sent.choice);
    setProblem(seatId, null);
    inLine(seatId, async () => {
      const before = seatNow(seatId);
      const entry = { ...sent.entry, expectedSeatVersion: before?.version ?? 0 };
      try {
        const { data } = await client.mutate({
          mutation: recordAttendanceMutation,
          variables: { input: { meetingId, entries: [entry], correctionReason } },
          fetchPolicy: 'no-cache',
        });
        settle(data?.recordAttendance, sent);
        if (data?.recordAttendance.__typename === 'RegisterSaved' && canUndo && before) offerUndo(before);
      } catch {
        setProblem(seatId, { ...FAULT, retry: () => send(sent, correctionReason, canUndo) });
      }
    });
  }

  function settle(result: Answer | undefined, sent: Sent): void {
    const { seatId } = sent.seat;
    if (!result) {
      setProblem(seatId, { ...FAULT, retry: null });
      return;
    }
    switch (result.__typename) {
      case 'RegisterSaved':
        take(result.register);
        break;
      case 'CorrectionReasonNeeded':
        setCorrection({ seatId, choice: sent.choice, detail: detailOf(sent.entry) });
        break;
      case 'RegisterChangedByOther':
        take(result.current);
        setProblem(seatId, { ...result, retry: null });
        break;
      case 'RegisterNotOpen':
      case 'NotPermitted':
      case 'InvalidInput':
        void refresh();
        setProblem(seatId, { ...result, retry: null });
        break;
    }
  }

  function offerUndo(before: Seat): void {
    const now = seatNow(before.seatId);
    if (!now?.mark || now.version === before.version) return;
    undo.offer({ message: `${nameOf(before)}: ${markWords(now.mark)}`, onUndo: () => takeBack(before) });
  }

  /** Puts back what stood before; versions are added, never removed. */
  function takeBack(before: Seat): void {
    setOpen(null);
    if (before.mark) {
      const entry = entryOfMark(before.seatId, before.mark);
      send({ seat: before, entry, choice: null }, null, false);
    } else inLine(before.seatId, () => takeBackAll([before.seatId]));
  }

  async function takeBackAll(seatIds: readonly string[]): Promise<void> {
    const seats = seatIds.flatMap((seatId) => {
      const seat = seatNow(seatId);
      return seat ? [{ seatId, expectedSeatVersion: seat.version }] : [];
    });
    try {
      const { data } = await client.mutate({
        mutation: undoAttendanceMutation,
        variables: { input: { meetingId, seats } },
        fetchPolicy: 'no-cache',
      });
      const result = data?.undoAttendance;
      if (result?.__typename === 'RegisterSaved') take(result.register);
      else setRefusal(result ?? FAULT);
    } catch {
      setRefusal(FAULT);
    }
  }

  async function markAll(): Promise<void> {
    setMarkingAll(true);
    setRefusal(null);
    try {
      const { data } = await client.mutate({
        mutation: markAllAcceptedMutation,
        variables: { input: { meetingId } },
        fetchPolicy: 'no-cache',
      });
      const result = data?.markAllAccepted;
      if (result?.__typename !== 'RegisterSaved') setRefusal(result ?? FAULT);
      else {
        take(result.register);
        const { seatIds } = result;
        const message = seatIds.length === 1 ? '1 person marked as here' : `${seatIds.length} people marked as here`;
        if (seatIds.length === 0) undo.say('Everyone who accepted is marked already');
        else undo.offer({ message, onUndo: () => void takeBackAll(seatIds) });
      }
    } catch {
      setRefusal(FAULT);
    }
    setMarkingAll(false);
  }

  const detail = (seat: Seat, choice: Choice, given: Detail) => {
    setOpen(null);
    send({ seat, entry: entryOf(seat, choice, given), choice }, null, true);
  };

  const choose = (seat: Seat, choice: Choice) => {
    setOpen(asksNext(seat, choice) ? { seatId: seat.seatId, choice } : null);
    // Part of a meeting says nothing without its minutes, so it is saved with them.
    if (choice !== 'PART') send({ seat, entry: entryOf(seat, choice), choice }, null, true);
  };

  const saveCorrection = ({ seatId, choice, detail: given }: Correction, reason: string) => {
    const seat = seatNow(seatId);
    setCorrection(null);
    if (seat && choice) send({ seat, entry: entryOf(seat, choice, given), choice }, reason, false);
  };

  const closeQuestion = useCallback(() => setOpen(null), []);
  return {
    pending,
    problems,
    open,
    correction,
    isMarkingAll,
    refusal,
    choose,
    detail,
    closeQuestion,
    markAll,
    correct: setCorrection,
    saveCorrection,
  };
}

type Answer =
  | { readonly __typename: 'RegisterSaved'; readonly register: Register | null }
  | (Refusal & { readonly __typename: 'RegisterChangedByOther'; readonly current: Register | null })
  | (Refusal & { readonly __typename: 'CorrectionReasonNeeded' | 'RegisterNotOpen' | 'NotPermitted' | 'InvalidInput' });

/** Whether a choice leads to one more question: minutes, which of several deputies, which reason. */
export function asksNext(seat: Seat, choice: Choice): boolean {
  switch (choice) {
    case 'PART':
      return true;
    case 'DEPUTY':
      return seat.deputyPractitionerId === null && seat.deputies.length > 1;
    case 'APOLOGIES':
      return seat.declineReasonCode === null;
    default:
      return false;
  }
}

function detailOf(entry: Omit<EntryInput, 'expectedSeatVersion'>): Detail {
  return { minutes: entry.minutes, practitionerId: entry.practitionerId, reasonCode: entry.reasonCode };
}

/** A map in state; setting null removes the key. */
function useMapState<V>(): [ReadonlyMap<string, V>, (key: string, value: V | null) => void] {
  const [map, setMap] = useState<ReadonlyMap<string, V>>(new Map());
  const set = useCallback((key: string, value: V | null) => {
    setMap((before) => {
      const next = new Map(before);
      if (value === null) next.delete(key);
      else next.set(key, value);
      return next;
    });
  }, []);
  return [map, set];
}
