import { useMutation } from '@apollo/client/react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useSettle } from '../../app/use-settle.js';
import { Button } from '../../ui/button.js';
import { formatDate, formatDateTime } from '../../ui/dates.js';
import { Card } from '../../ui/page.js';
import { RefusalPanel } from '../../ui/states.js';
import { SummaryList } from '../../ui/summary-list.js';
import { Tag } from '../../ui/tag.js';
import { useUndo } from '../../ui/undo.js';
import { DecideDispute } from './decide-dispute.js';
import { actorWords, type Dispute, recordAddress, saysWords, stateWords, whose } from './dispute-words.js';
import { withdrawDisputeMutation } from './disputes.queries.js';

interface Props {
  readonly dispute: Dispute;
  readonly level: 2 | 3;
  /** On the page of the record itself the meeting is known and needs no link. */
  readonly isOnRecord?: boolean;
  readonly onDone: () => void;
}

/** One dispute: what the record says, what it should say and why, where it stands, and what the reader can do. */
export function DisputeCard({ dispute, level, isOnRecord = false, onDone }: Props) {
  const heading = isOnRecord
    ? `Disputed on ${formatDate(dispute.raisedAt)}`
    : `${dispute.mdtName}, ${formatDate(dispute.meetingDate)}: ${whose(dispute)}`;
  return (
    <Card heading={heading} level={level}>
      <p>
        <Tag tone={dispute.state === 'WAITING' ? 'attention' : 'neutral'}>{stateWords(dispute)}</Tag>
      </p>
      <SummaryList items={factsOf(dispute)} />
      {dispute.canDecide ? <DecideDispute dispute={dispute} onDone={onDone} /> : null}
      {dispute.cannotDecide ? <p>{dispute.cannotDecide}</p> : null}
      {dispute.canWithdraw ? <TakeBack dispute={dispute} onDone={onDone} /> : null}
      {isOnRecord ? null : (
        <p>
          <Link to={recordAddress(dispute)}>
            Every version of this record
            <span className="nhsuk-u-visually-hidden">: {heading}</span>
          </Link>
        </p>
      )}
    </Card>
  );
}

function factsOf(dispute: Dispute): { readonly key: string; readonly value: ReactNode }[] {
  const isChanged = dispute.seatVersion !== dispute.disputedVersion;
  const fact = (key: string, value: string) => (value ? [{ key, value }] : []);
  return [
    { key: 'The record said', value: saysWords(dispute.disputed) },
    ...(isChanged ? [{ key: 'It says now', value: saysWords(dispute.now) }] : []),
    { key: 'It should say', value: saysWords(dispute.shouldSay) },
    { key: 'What is wrong', value: dispute.whatIsWrong },
    { key: 'What shows it', value: dispute.evidence },
    ...fact(dispute.isLate ? 'Why it comes late' : 'What is new', dispute.whyNow),
    ...(dispute.isLate ? [{ key: 'In time until', value: formatDate(dispute.inTimeUntil) }] : []),
    { key: 'Disputed by', value: `${actorWords(dispute.raisedBy)}, ${formatDateTime(dispute.raisedAt)}` },
    ...(dispute.answeredAt && dispute.answeredBy
      ? [
          {
            key: dispute.state === 'WITHDRAWN' ? 'Taken back by' : 'Answered by',
            value: `${actorWords(dispute.answeredBy)}, ${formatDateTime(dispute.answeredAt)}${dispute.isAnsweredByWriter ? '. They had also written the record' : ''}`,
          },
        ]
      : []),
    ...fact('Answer', dispute.answer),
  ];
}

function TakeBack({ dispute, onDone }: { readonly dispute: Dispute; readonly onDone: () => void }) {
  const [send] = useMutation(withdrawDisputeMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  async function takeBack() {
    const input = { disputeId: dispute.id, expectedVersion: dispute.version };
    if (!(await settle(async () => (await send({ variables: { input } })).data?.withdrawDispute))) return;
    undo.say('The dispute is taken back. The record stands as it is.');
    onDone();
  }
  return (
    <>
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <Button small busy={busy} onClick={() => void takeBack()} about={`the dispute of ${whose(dispute)}`}>
        Take it back
      </Button>
    </>
  );
}
