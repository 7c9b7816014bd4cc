import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useSettle } from '../app/use-settle.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { EmptyState, Inset, RefusalPanel } from '../ui/states.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { type DraftPoint, ReplyPointForm, rowOf } from './reply-point-form.js';
import { saveReplyDraftMutation, sendReplyMutation } from './signal-reply.queries.js';
import { POINT_KINDS, type PointKind, type Signal } from './signal-words.js';
import { signalQuery } from './signals.queries.js';

/** The provider's reply to a signal: in short, and point by point. */
export function ReplyPage() {
  const { signalId = '' } = useParams();
  // The form begins with the newest draft: one that was seen before may have been changed since, by a colleague too.
  const query = useQuery(signalQuery, { variables: { id: signalId }, fetchPolicy: 'network-only' });
  return (
    <QueryState query={query} lines={8}>
      {({ signal }) => (signal?.isOwn ? <Reply key={signal.id} signal={signal} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function Reply({ signal }: { readonly signal: Signal }) {
  const back = { to: `/signals/${signal.id}`, label: 'Back to the signal' };
  if (signal.reply || signal.closedAt)
    return (
      <Page title="Reply to a signal" back={back}>
        <EmptyState heading={signal.reply ? 'Your reply has been sent' : 'This signal is closed'}>
          {signal.reply ? 'It stands beside the signal as it was sent.' : 'It can no longer be replied to.'}
        </EmptyState>
      </Page>
    );
  return (
    <Page title="Reply to a signal" lead={leadOf(signal)} back={back}>
      <ReplyForm signal={signal} />
    </Page>
  );
}

function leadOf({ stage, stageDueOn }: Signal): string {
  const until = stage === 'WITH_PROVIDER' && stageDueOn ? ` by ${formatDate(stageDueOn)}` : '';
  return `Say what is wrong, what you dispute and what should be known${until}. What you send stands beside the signal for good, and each point is decided by somebody who had no part in it.`;
}

function ReplyForm({ signal }: { readonly signal: Signal }) {
  const [summary, setSummary] = useState(signal.draft?.summary ?? '');
  const [address] = useSearchParams();
  const [points, setPoints] = useState(() => pointsWith(signal.draft?.points ?? [], address.get('row')));
  const [sendDraft] = useMutation(saveReplyDraftMutation);
  const [sendReply] = useMutation(sendReplyMutation);
  const { refusal, busy, settle } = useSettle();
  const navigate = useNavigate();
  const undo = useUndo();
  const input = { signalId: signal.id, summary, points: points.map(inputOf) };
  const draftVersion = signal.draft?.version ?? 0;
  async function save() {
    const isDone = await settle(async () => {
      const { data } = await sendDraft({ variables: { input: { ...input, expectedVersion: draftVersion } } });
      return data?.saveReplyDraft;
    });
    if (isDone) undo.say('Draft saved. Only managers of your organisation can read it.');
  }
  async function send() {
    const isDone = await settle(async () => {
      const { data } = await sendReply({ variables: { input: { ...input, draftVersion } } });
      return data?.sendReply;
    });
    if (!isDone) return;
    undo.say('Your reply was sent');
    navigate(`/signals/${signal.id}`);
  }
  const change = (at: number, point: DraftPoint) => setPoints(points.map((old, i) => (i === at ? point : old)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} heading="This was not sent" /> : null}
      <TextArea
        name="reply-summary"
        label="Your reply in short"
        hint="No names of people cared for, please."
        value={summary}
        onChange={setSummary}
        limit={4000}
      />
      <Section heading="Points">
        {points.length === 0 ? (
          <p>Add a point for each thing that should be decided on its own. None is needed.</p>
        ) : null}
        {points.map((point, at) => (
          <ReplyPointForm
            // biome-ignore lint/suspicious/noArrayIndexKey: points have no identity until they are sent
            key={at}
            no={at + 1}
            signalId={signal.id}
            point={point}
            onChange={(changed) => change(at, changed)}
            onRemove={() => setPoints(points.filter((_, i) => i !== at))}
          />
        ))}
        <ButtonGroup>
          {(['SLIP', 'FACT', 'CONTEXT'] as const).map((kind: PointKind) => (
            <Button
              key={kind}
              small
              onClick={() => setPoints([...points, { kind, words: '', evidence: '', rows: [] }])}
            >
              Add: {POINT_KINDS[kind].word.toLowerCase()}
            </Button>
          ))}
        </ButtonGroup>
      </Section>
      <Inset>
        A reply is sent once and cannot be changed afterwards. The commissioner reads it beside the signal.{' '}
        {signal.replyHelp}
      </Inset>
      <ButtonGroup>
        <Button type="submit" look="primary" busy={busy}>
          Send the reply
        </Button>
        <Button onClick={() => void save()} busy={busy}>
          Save as a draft
        </Button>
      </ButtonGroup>
    </form>
  );
}

/** The points of the draft, and one about the row that the manager comes from, unless a point names it already. */
function pointsWith(draft: readonly DraftPoint[], row: string | null): readonly DraftPoint[] {
  if (row === null) return draft;
  const { meetingId, seatId } = rowOf(row);
  const isNamed = draft.some(({ rows }) => rows.some((r) => r.meetingId === meetingId && r.seatId === seatId));
  return isNamed ? draft : [...draft, { kind: 'FACT', words: '', evidence: '', rows: [{ meetingId, seatId }] }];
}

function inputOf({ kind, words, evidence, rows }: DraftPoint) {
  return { kind, words, evidence, rows: rows.map(({ meetingId, seatId }) => ({ meetingId, seatId })) };
}
