import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { SignalPacks } from '../packs/ask-for-packs.js';
import { AfterHeading } from '../ui/after-heading.js';
import { LinkButton } from '../ui/button.js';
import { formatDate, formatMonth } from '../ui/dates.js';
import { Details, Page, Section } from '../ui/page.js';
import { SummaryList } from '../ui/summary-list.js';
import { Tag } from '../ui/tag.js';
import { Timeline } from '../ui/timeline.js';
import { WhyFlagged } from '../withholding/why-flagged.js';
import { SignalReply } from './signal-reply.js';
import { SignalTests } from './signal-tests.js';
import { actorWords, BY_DEFAULT, LEVELS, type Signal, STAGES, scopeWords, stepWords } from './signal-words.js';
import { signalQuery } from './signals.queries.js';
import { StageActions } from './stage-actions.js';
import { Undertakings } from './undertakings.js';

/** One signal: what it is, what the provider says, why it was raised, and what was done about it. */
export function SignalPage() {
  const { signalId = '' } = useParams();
  const query = useQuery(signalQuery, { variables: { id: signalId } });
  return (
    <QueryState query={query} lines={10}>
      {({ signal }) => (signal ? <One signal={signal} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function One({ signal }: { readonly signal: Signal }) {
  const level = LEVELS[signal.level];
  const isEarly = signal.level === 'EARLY_NOTICE';
  return (
    <Page
      title="Signal"
      heading={`${signal.isOwn ? 'Your organisation' : signal.providerName}: ${level.word.toLowerCase()}`}
      lead={
        <>
          <p>{findingOf(signal)}</p>
          <p>{signal.caveat}</p>
        </>
      }
      back={{ to: '/signals', label: 'All signals' }}
    >
      <Facts signal={signal} />
      {isEarly ? null : <WhatNext signal={signal} />}
      <SignalReply signal={signal} />
      <AfterHeading>
        <WhyFlagged signalId={signal.id} />
        {isEarly ? null : <Undertakings signal={signal} />}
        {isEarly || signal.isOwn ? null : <SignalTests signal={signal} />}
        <SignalPacks signalId={signal.id} />
        <Section heading="What happened" id="chronology">
          <Timeline entries={chronology(signal)} />
        </Section>
      </AfterHeading>
    </Page>
  );
}

function findingOf({ isOwn, providerName, since, scope, level }: Signal): string {
  return `Since about ${formatDate(since)} the staff of ${isOwn ? 'your organisation' : providerName} have taken part less in ${scopeWords(scope)} than is usual. ${LEVELS[level].says}`;
}

function Facts({ signal }: { readonly signal: Signal }) {
  return (
    <SummaryList
      columns
      items={[
        { key: 'Level', value: <Tag tone={LEVELS[signal.level].tone}>{LEVELS[signal.level].word}</Tag> },
        { key: 'Stage', value: STAGES[signal.stage] },
        { key: 'Due', value: dueWords(signal) },
        { key: 'Last looked at', value: formatMonth(signal.latestMonth.slice(0, 7)) },
        { key: 'Reference', value: signal.reference },
        { key: 'Rules', value: `${signal.regimeName}, version ${signal.regimeVersion}` },
        {
          key: 'Commissioners',
          value: seenWords(signal),
        },
        ...(signal.isCorrectedAfterReply
          ? [{ key: 'Records', value: 'Corrected after reply; the months are judged again' }]
          : []),
        ...(signal.earlierSignalId
          ? [{ key: 'Before', value: <Link to={`/signals/${signal.earlierSignalId}`}>An earlier signal</Link> }]
          : []),
      ]}
    />
  );
}

function seenWords({ commissionerSeesFrom, levelSeenFrom }: Signal): string {
  if (!commissionerSeesFrom) return 'Do not see it';
  const seen = `See it from ${formatDate(commissionerSeesFrom)}`;
  return levelSeenFrom ? `${seen}; what the last month says, from ${formatDate(levelSeenFrom)}` : seen;
}

function dueWords({ stageDueOn, isOverdue }: Signal): string {
  if (!stageDueOn) return 'Nothing is due';
  return isOverdue ? `${formatDate(stageDueOn)}, overdue` : formatDate(stageDueOn);
}

function WhatNext({ signal }: { readonly signal: Signal }) {
  const byDefault = BY_DEFAULT[signal.stage];
  const canReply = signal.isOwn && signal.closedAt === null && signal.reply === null;
  return (
    <Section heading="What comes next" id="next">
      {signal.stageDueOn && byDefault ? (
        <p>
          If nobody acts by {formatDate(signal.stageDueOn)}, {byDefault}.
        </p>
      ) : null}
      {canReply ? (
        <p>
          <LinkButton to={`/signals/${signal.id}/reply`} look="primary">
            {signal.draft ? 'Go on with your reply' : 'Reply'}
          </LinkButton>
        </p>
      ) : null}
      <StageActions key={signal.version} signal={signal} />
      {signal.timetable.length > 1 ? (
        <Details summary="What to expect, and by when">
          <p>
            If every stage takes its time. When one takes longer, its reason stands under “What happened” and the dates
            move.
          </p>
          <Timeline
            entries={signal.timetable.map(({ stage, dueOn }) => ({
              id: stage,
              at: dueOn,
              title: `${STAGES[stage]}, until`,
              future: true,
            }))}
          />
        </Details>
      ) : null}
    </Section>
  );
}

function chronology(signal: Signal) {
  return [...signal.steps].reverse().map((step) => ({
    id: String(step.no),
    at: step.at,
    title: stepWords(step),
    by: step.by ? actorWords(step.by) : 'by rule',
    children: step.reason ? <p>{step.reason}</p> : undefined,
  }));
}
