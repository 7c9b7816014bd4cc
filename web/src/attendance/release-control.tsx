import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { Button } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import type { Refusal } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { reasonLabel } from './attendance-words.js';
import { cancelReleaseMutation, meetingReleasesQuery, requestReleaseMutation } from './release.queries.js';
import { type Release, STATE_WORDS } from './release-words.js';

const FAULT = { code: 'FAULT', message: 'This could not be sent. Check your connection, then try again.' };

export interface ReleaseControlProps {
  readonly meetingId: string;
  readonly seatId: string;
  readonly personName: string;
  /** What was asked for this seat already, of `meetingReleasesQuery`; null for nothing. */
  readonly release: Release | null;
  /** False once the meeting has begun. */
  readonly canAsk: boolean;
}

/** Asks a person's employer to release them for this meeting, and shows the answer. For the replies board and "my meetings". */
export function ReleaseControl({ meetingId, seatId, personName, release, canAsk }: ReleaseControlProps) {
  const refetch = { refetchQueries: [{ query: meetingReleasesQuery, variables: { meetingId } }] };
  const [ask, asking] = useMutation(requestReleaseMutation, refetch);
  const [takeBack, taking] = useMutation(cancelReleaseMutation, refetch);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [nobodyTold, setNobodyTold] = useState(false);

  async function press(work: () => Promise<Refusal | null>) {
    try {
      setRefusal(await work());
    } catch {
      setRefusal(FAULT);
    }
  }
  const request = () =>
    press(async () => {
      const { data } = await ask({ variables: { input: { meetingId, seatId } } });
      const result = data?.requestRelease;
      if (result?.__typename !== 'ReleaseRequested') return result ?? FAULT;
      setNobodyTold(result.managersTold === 0);
      return null;
    });
  const cancel = (of: Release) =>
    press(async () => {
      const { data } = await takeBack({
        variables: { input: { releaseRequestId: of.id, expectedVersion: of.version } },
      });
      const result = data?.cancelRelease;
      return result?.__typename === 'ReleaseCancelled' ? null : (result ?? FAULT);
    });

  const stands = release && release.state !== 'CANCELLED' ? release : null;
  return (
    <div className="q-entry">
      {stands ? <ReleaseState release={stands} /> : null}
      {!stands && canAsk ? (
        <Button small busy={asking.loading} onClick={() => void request()} about={`of ${personName}`}>
          Ask for release
        </Button>
      ) : null}
      {stands && canAsk ? (
        <Button look="quiet" busy={taking.loading} onClick={() => void cancel(stands)} about={`for ${personName}`}>
          Take the request back
        </Button>
      ) : null}
      {nobodyTold ? (
        <span className="q-entry__problem">Nobody at their employer is set up to answer. Ask them by phone.</span>
      ) : null}
      {refusal ? (
        <span className="q-entry__problem" role="alert" data-code={refusal.code}>
          {refusal.message}
        </span>
      ) : null}
    </div>
  );
}

/** The answer in words, with its reason or cover. */
export function ReleaseState({ release }: { readonly release: Release }) {
  const { word, tone } = STATE_WORDS[release.state];
  const more = [reasonLabel(release.reasonCode), release.coverName, release.answerNote].filter(Boolean).join('. ');
  return (
    <span>
      <Tag tone={tone}>{word}</Tag>{' '}
      {release.state === 'REQUESTED' ? `by ${formatDate(release.dueOn)} from ${release.providerName}` : more}
    </span>
  );
}
