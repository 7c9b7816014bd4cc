import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../app/use-settle.js';
import { useActsAs } from '../app/viewer.js';
import { Button } from '../ui/button.js';
import { Radios } from '../ui/choice-fields.js';
import { formatDate } from '../ui/dates.js';
import { Card, Columns, Details, Section } from '../ui/page.js';
import { EmptyState, Inset, RefusalPanel } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { TextArea } from '../ui/text-field.js';
import { decidePointMutation } from './signal-reply.queries.js';
import { actorWords, CORRECTIONS, DECISIONS, POINT_KINDS, type Point, type Signal } from './signal-words.js';

/** What the provider says, as prominent as what was found, and beside each point what was decided. */
export function SignalReply({ signal }: { readonly signal: Signal }) {
  const { reply } = signal;
  return (
    <Section heading={signal.isOwn ? 'Your reply' : 'What the provider says'} id="reply">
      {reply ? (
        <>
          <p>{reply.summary}</p>
          <p>
            Sent {formatDate(reply.sentAt)} by {actorWords(reply.sentBy)}. It stays beside this signal for good.
          </p>
          {reply.points.map((point) => (
            <OnePoint key={point.id} signal={signal} point={point} />
          ))}
        </>
      ) : (
        <EmptyState heading="No reply has been sent">{noReplyWords(signal)}</EmptyState>
      )}
    </Section>
  );
}

function noReplyWords({ isOwn, stage, stageDueOn, closedAt }: Signal): string {
  if (closedAt) return 'The signal was closed without one.';
  const until = stage === 'WITH_PROVIDER' && stageDueOn ? ` by ${formatDate(stageDueOn)}` : '';
  return isOwn
    ? `You can say what is wrong, what you dispute, and what should be known${until}.`
    : `The provider can reply${until}. What it says will stand here.`;
}

function OnePoint({ signal, point }: { readonly signal: Signal; readonly point: Point }) {
  return (
    <Card heading={`Point ${point.no}: ${POINT_KINDS[point.kind].word.toLowerCase()}`} level={3}>
      <Columns
        main={
          <>
            <p>{point.words}</p>
            {point.evidence ? <p>What shows it: {point.evidence}</p> : null}
            {point.rows.length > 0 ? <PointRows point={point} /> : null}
          </>
        }
        aside={<Decision signal={signal} point={point} />}
      />
    </Card>
  );
}

function PointRows({ point: { rows } }: { readonly point: Point }) {
  return (
    <ul>
      {rows.map(({ meetingId, seatId, date, mdtName, roleName, correction }) => (
        <li key={`${meetingId} ${seatId}`}>
          {formatDate(date)}, {mdtName}, {roleName}
          {correction ? `: ${CORRECTIONS[correction]}` : null}
        </li>
      ))}
    </ul>
  );
}

function Decision({ signal, point }: { readonly signal: Signal; readonly point: Point }) {
  const isCommissioner = useActsAs('COMMISSIONER');
  if (point.decision)
    return (
      <>
        <p>
          <Tag tone="done">{DECISIONS[point.decision]}</Tag>
        </p>
        <p>{point.decisionReason}</p>
        <p>
          {point.decidedAt ? formatDate(point.decidedAt) : ''}
          {point.decidedBy ? `, ${actorWords(point.decidedBy)}` : ''}
        </p>
      </>
    );
  return (
    <>
      <p>
        <Tag>Not decided yet</Tag>
      </p>
      {isCommissioner && point.lockedBecause ? <p>{point.lockedBecause}</p> : null}
      {isCommissioner && !point.lockedBecause && !signal.closedAt ? (
        <Details summary={`Decide point ${point.no}`}>
          <DecideForm point={point} />
        </Details>
      ) : null}
    </>
  );
}

type Choice = keyof typeof DECISIONS;

function DecideForm({ point }: { readonly point: Point }) {
  const [send] = useMutation(decidePointMutation);
  const { refusal, busy, settle } = useSettle();
  const [decision, setDecision] = useState<Choice | null>(null);
  const [reason, setReason] = useState('');
  const [correction, setCorrection] = useState('');
  const asksHost = point.rows.length > 0 && point.kind !== 'CONTEXT' && decision !== null && decision !== 'NOT_UPHELD';
  const submit = () =>
    settle(async () => {
      if (!decision) return { __typename: 'Missing', code: 'MISSING', message: 'Choose upheld, partly or not upheld.' };
      const { data } = await send({ variables: { input: { pointId: point.id, decision, reason, correction } } });
      return data?.decidePoint;
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <Radios<Choice>
        name={`decision-${point.no}`}
        label="Decision"
        small
        value={decision}
        onChange={setDecision}
        options={(['UPHELD', 'PARTLY_UPHELD', 'NOT_UPHELD'] as const).map((value) => ({
          value,
          label: DECISIONS[value],
        }))}
      />
      <TextArea name={`decision-reason-${point.no}`} label="Reason" value={reason} onChange={setReason} limit={4000} />
      {asksHost ? (
        <TextArea
          name={`decision-correction-${point.no}`}
          label="What the register should say"
          hint="The host’s co-ordinator reads this, and not that there is a signal."
          value={correction}
          onChange={setCorrection}
          limit={500}
        />
      ) : null}
      <Inset>Your decision stands beside the point for good. After it you take no further step on this signal.</Inset>
      <Button type="submit" look="primary" busy={busy}>
        Decide point {point.no}
      </Button>
    </form>
  );
}
