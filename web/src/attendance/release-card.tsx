import { useState } from 'react';
import { Button, ButtonGroup } from '../ui/button.js';
import { formatDateTime, formatLongDate } from '../ui/dates.js';
import { Card } from '../ui/page.js';
import { type Refusal, RefusalPanel } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { TextField } from '../ui/text-field.js';
import { reasonLabel } from './attendance-words.js';
import {
  coverWords,
  noticeWords,
  REFUSAL_REASONS,
  type Release,
  type ReleaseAnswerInput,
  STATE_WORDS,
  whenAndWhere,
} from './release-words.js';

export interface ReleaseCardProps {
  readonly release: Release;
  /** 2 on the queue's page; 3 under a heading of Today. */
  readonly level: 2 | 3;
  readonly busy: boolean;
  readonly refusal: Refusal | null;
  readonly onAnswer: (input: ReleaseAnswerInput) => void;
}

/** One request as its manager decides it: all that is needed on the card, two clicks at the most. */
export function ReleaseCard({ release, level, busy, refusal, onAnswer }: ReleaseCardProps) {
  const state = STATE_WORDS[release.state];
  const isAnswered = release.decidedAt !== null;
  return (
    <Card heading={`${release.personName}, ${release.roleName}`} level={level}>
      <p>
        <Tag tone={release.isOverdue ? 'attention' : state.tone}>{release.isOverdue ? 'Overdue' : state.word}</Tag>{' '}
        {isAnswered ? '' : `Answer by ${formatLongDate(release.dueOn)}. ${noticeWords(release.noticeWorkingDays)}.`}
      </p>
      <p>
        <strong>{release.mdtName}</strong>, {release.isOwnSite ? 'our own meeting' : `hosted by ${release.hostName}`}
        <br />
        {whenAndWhere(release)}
        <br />
        Asked by {release.requestedBy}, {formatDateTime(release.requestedAt)}
        {release.note ? `: “${release.note}”` : ''}
      </p>
      <p>{coverWords(release.cover)}</p>
      {isAnswered ? <AnswerGiven release={release} /> : null}
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      {release.isMeetingOver ? null : <AnswerButtons release={release} busy={busy} onAnswer={onAnswer} />}
    </Card>
  );
}

function AnswerGiven({ release }: { readonly release: Release }) {
  const parts = [reasonLabel(release.reasonCode), release.coverName, release.answerNote].filter(Boolean).join('. ');
  return (
    <p>
      {STATE_WORDS[release.state].word}
      {release.decidedBy ? ` by ${release.decidedBy}` : ''}
      {release.decidedAt ? `, ${formatDateTime(release.decidedAt)}` : ''}
      {parts ? `. ${parts}` : ''}
    </p>
  );
}

type Asking = 'nothing' | 'cover' | 'reason';

function AnswerButtons({ release, busy, onAnswer }: Omit<ReleaseCardProps, 'refusal' | 'level'>) {
  const [asking, setAsking] = useState<Asking>('nothing');
  const about = `${release.personName}, ${release.mdtName}`;
  const base = { releaseRequestId: release.id, expectedVersion: release.version };
  const canGrant = release.state !== 'GRANTED';
  return (
    <>
      <ButtonGroup>
        {canGrant ? (
          <Button small busy={busy} about={about} onClick={() => onAnswer({ ...base, answer: 'GRANT' })}>
            Release
          </Button>
        ) : null}
        <Button
          small
          busy={busy}
          about={about}
          aria-expanded={asking === 'cover'}
          onClick={() => setAsking(asking === 'cover' ? 'nothing' : 'cover')}
        >
          Release with cover
        </Button>
        <Button
          small
          busy={busy}
          about={about}
          aria-expanded={asking === 'reason'}
          onClick={() => setAsking(asking === 'reason' ? 'nothing' : 'reason')}
        >
          Not this time
        </Button>
      </ButtonGroup>
      {asking === 'reason' ? (
        <fieldset className="q-choices">
          <legend className="q-choices__legend">Why not? One tap sends it.</legend>
          {REFUSAL_REASONS.map(({ code, label }) => (
            <Button
              key={code}
              small
              busy={busy}
              about={`for ${about}`}
              onClick={() => onAnswer({ ...base, answer: 'REFUSE', reasonCode: code })}
            >
              {label}
            </Button>
          ))}
        </fieldset>
      ) : null}
      {asking === 'cover' ? <CoverChoice release={release} busy={busy} onAnswer={onAnswer} /> : null}
    </>
  );
}

function CoverChoice({ release, busy, onAnswer }: Omit<ReleaseCardProps, 'refusal' | 'level'>) {
  const [words, setWords] = useState('');
  const [error, setError] = useState<string>();
  const base = { releaseRequestId: release.id, expectedVersion: release.version, answer: 'GRANT_WITH_COVER' } as const;
  return (
    <form
      className="q-choices"
      onSubmit={(event) => {
        event.preventDefault();
        if (words.trim()) onAnswer({ ...base, note: words.trim() });
        else setError('Say who covers');
      }}
    >
      {release.cover.map((person) => (
        <Button
          key={person.id}
          small
          busy={busy}
          about="covers"
          onClick={() => onAnswer({ ...base, coverPractitionerId: person.id })}
        >
          {person.name}
          {person.isBooked ? ' (has another meeting)' : ''}
        </Button>
      ))}
      <TextField
        name={`cover-${release.id}`}
        label="Who covers, in words"
        value={words}
        onChange={setWords}
        error={error}
      />
      <Button small busy={busy} type="submit">
        Release with this cover
      </Button>
    </form>
  );
}
