/** One person's place on the list of one held meeting. */
export interface ListedCase {
  readonly caseId: string;
  readonly personId: string;
  readonly bornOn: string;
  readonly mdtId: string;
  readonly meetingId: string;
  readonly meetingDate: string;
  /** Local date. */
  readonly listedOn: string;
  /** Null while nothing is recorded. */
  readonly outcome: 'discussed' | 'deferred' | 'deferredSeatAbsent' | null;
  /** The place on an earlier list that this one goes on from. */
  readonly carriedFromCaseId: string | null;
  /** Seats that were relevant to the person; `wasPresent` null where nobody said. */
  readonly relevant: readonly { readonly seatId: string; readonly wasPresent: boolean | null }[];
}

/** The case lists of an economy by meeting and by person. Make it once a run. */
export class CaseBook {
  private readonly meetings = new Map<string, ListedCase[]>();
  private readonly people = new Map<string, ListedCase[]>();
  private readonly cases = new Map<string, ListedCase>();

  constructor(cases: Iterable<ListedCase>) {
    for (const listed of cases) {
      this.cases.set(listed.caseId, listed);
      this.meetings.set(listed.meetingId, [...(this.meetings.get(listed.meetingId) ?? []), listed]);
      const key = personAtMdt(listed);
      this.people.set(key, [...(this.people.get(key) ?? []), listed]);
    }
  }

  atMeeting(meetingId: string): readonly ListedCase[] {
    return this.meetings.get(meetingId) ?? [];
  }

  /** The next time the same MDT discussed the same person, after this meeting and before a day; null where it did not. */
  nextDiscussion(listed: ListedCase, before: string): ListedCase | null {
    const later = (this.people.get(personAtMdt(listed)) ?? []).filter(
      ({ outcome, meetingDate }) => outcome === 'discussed' && meetingDate > listed.meetingDate && meetingDate < before,
    );
    return later.reduce<ListedCase | null>(
      (next, one) => (next === null || one.meetingDate < next.meetingDate ? one : next),
      null,
    );
  }

  /** When the person was first put on a list for what is still waiting here. */
  firstListedOn(listed: ListedCase): string {
    let first = listed;
    for (let before = this.before(first); before !== undefined; before = this.before(first)) first = before;
    return first.listedOn;
  }

  private before({ carriedFromCaseId }: ListedCase): ListedCase | undefined {
    return carriedFromCaseId === null ? undefined : this.cases.get(carriedFromCaseId);
  }
}

function personAtMdt({ personId, mdtId }: ListedCase): string {
  return `${personId} ${mdtId}`;
}
