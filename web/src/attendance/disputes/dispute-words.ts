import type { ResultOf } from '../../app/graphql.js';
import { formatDate } from '../../ui/dates.js';
import { markWords } from '../attendance-words.js';
import type { attendanceDisputesQuery, attendanceRecordQuery, recordsToDisputeQuery } from './disputes.queries.js';

export type Dispute = ResultOf<typeof attendanceDisputesQuery>['attendanceDisputes']['items'][number];
export type RecordPageData = NonNullable<ResultOf<typeof attendanceRecordQuery>['attendanceRecord']>;
export type ToDispute = ResultOf<typeof recordsToDisputeQuery>['recordsToDispute']['items'][number];

/** What a record says in words; a mark that was taken back says nothing. */
export function saysWords({ outcome, ...mark }: Dispute['now']): string {
  return outcome === null ? 'Nothing recorded' : markWords({ ...mark, outcome });
}

/** "Care co-ordinator, Riverside Community", with the name where the reader is of the same organisation. */
export function actorWords({ name, role, organisationName }: Dispute['raisedBy']): string {
  return [name, role, organisationName].filter(Boolean).join(', ');
}

/** The person, or the seat where nobody holds it. */
export function whose({ personName, roleName }: Pick<Dispute, 'personName' | 'roleName'>): string {
  return personName ? `${personName}, ${roleName}` : `${roleName} (nobody held this seat)`;
}

/** Where a record is read and disputed. */
export function recordAddress({ meetingId, seatId }: { readonly meetingId: string; readonly seatId: string }): string {
  return `/meetings/${meetingId}/record/${seatId}`;
}

/** The same for a row that stands for a number: its id is the meeting's and the seat's. */
export function recordAddressOfRow(rowId: string): string {
  const [meetingId = '', seatId = ''] = rowId.split('_');
  return recordAddress({ meetingId, seatId });
}

/** Added to what a row counts as, where its record is disputed: it counts as recorded until the host has answered. */
export function disputedWords(dispute: 'WAITING' | 'UNANSWERED' | null): string {
  if (dispute === null) return '';
  return dispute === 'UNANSWERED' ? ' (disputed, the host has not answered in time)' : ' (disputed)';
}

/** Where a dispute stands, in a sentence. */
export function stateWords(dispute: Pick<Dispute, 'state' | 'isOverdue' | 'dueOn'>): string {
  switch (dispute.state) {
    case 'WAITING':
      return dispute.isOverdue
        ? `Disputed. No answer came by ${formatDate(dispute.dueOn)}`
        : `Disputed. An answer is due by ${formatDate(dispute.dueOn)}`;
    case 'ACCEPTED':
      return 'Accepted, and the register was corrected';
    case 'DECLINED':
      return 'Declined: the record stands';
    case 'WITHDRAWN':
      return 'Taken back';
    case 'SETTLED':
      return 'Settled without an answer: the register or the meeting has changed';
  }
}

/** One word or two for a list. */
export const STATE_LABELS: Readonly<Record<Dispute['state'], string>> = {
  WAITING: 'Disputed',
  ACCEPTED: 'Accepted',
  DECLINED: 'Declined',
  WITHDRAWN: 'Taken back',
  SETTLED: 'Settled',
};
