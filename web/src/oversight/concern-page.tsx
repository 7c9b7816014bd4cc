import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import { Dialog } from '../ui/dialog.js';
import { Page, Section } from '../ui/page.js';
import { SummaryList } from '../ui/summary-list.js';
import { Timeline } from '../ui/timeline.js';
import { ConcernStepForm } from './concern-step-form.js';
import { CONCERN_EVENTS, CONCERN_STATES, type Concern, type ConcernEvent } from './concern-words.js';
import { concernQuery } from './concerns.queries.js';
import { actorWords } from './signal-words.js';

/** One concern: what was written, who may be asked, and what was done with it. */
export function ConcernPage() {
  const { concernId = '' } = useParams();
  const query = useQuery(concernQuery, { variables: { id: concernId } });
  return (
    <QueryState query={query} lines={8}>
      {({ concern }) => (concern ? <One concern={concern} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function One({ concern }: { readonly concern: Concern }) {
  const [open, setOpen] = useState<ConcernEvent | null>(null);
  // As the pages of signals have it: to an information governance lead they are not found.
  const seesSignals = useActsAs('COMMISSIONER', 'PROVIDER_MANAGER');
  return (
    <Page
      title="Concern"
      heading={`Concern ${concern.reference}`}
      lead={`About ${concern.organisationName ?? concern.about}, received ${formatDate(concern.receivedAt)}.`}
      back={{ to: '/concerns', label: 'All concerns' }}
    >
      <SummaryList items={factsOf(concern, seesSignals)} />
      {concern.nextSteps.length > 0 ? (
        <Section heading="What comes next">
          <ButtonGroup>
            {concern.nextSteps.map((event) => (
              <Button key={event} onClick={() => setOpen(event)}>
                {CONCERN_EVENTS[event]}
              </Button>
            ))}
          </ButtonGroup>
        </Section>
      ) : null}
      <Dialog open={open !== null} heading={open ? CONCERN_EVENTS[open] : ''} onClose={() => setOpen(null)}>
        {open ? <ConcernStepForm key={open} concern={concern} event={open} onDone={() => setOpen(null)} /> : null}
      </Dialog>
      <Section heading="What happened">
        <Timeline
          entries={[...concern.steps].reverse().map((step) => ({
            id: String(step.no),
            at: step.at,
            title: [CONCERN_STATES[step.toState], step.bodyName].filter(Boolean).join(': '),
            by: step.by ? actorWords(step.by) : undefined,
            children: step.reason ? <p>{step.reason}</p> : undefined,
          }))}
        />
      </Section>
    </Page>
  );
}

function factsOf(concern: Concern, seesSignals: boolean) {
  const { about, organisationName, behaviours, words, sources, signalId } = concern;
  return [
    { key: 'State', value: CONCERN_STATES[concern.state] },
    { key: 'Organisation', value: organisationName ?? `${about} (not found in the directory by this name)` },
    { key: 'What it is about', value: behaviours.join('; ') },
    { key: 'What happened', value: words },
    { key: 'When', value: periodOf(concern) },
    { key: 'How it is known', value: sources || 'Not said' },
    { key: 'How to reach the author', value: contactOf(concern) },
    ...(signalId
      ? [
          {
            key: 'Signal',
            value: seesSignals ? (
              <Link to={`/signals/${signalId}`}>The signal it belongs to</Link>
            ) : (
              'It belongs to a signal, which commissioners read'
            ),
          },
        ]
      : []),
  ];
}

function periodOf({ from, until }: Concern): string {
  if (!from && !until) return 'Not said';
  if (from && until) return `${formatDate(from)} to ${formatDate(until)}`;
  return from ? `From ${formatDate(from)}` : `Until ${formatDate(until ?? '')}`;
}

function contactOf({ contact, hasContact, organisationName }: Concern): string {
  if (contact) return [contact.name, contact.reach].filter(Boolean).join(', ');
  if (!hasContact) return 'Not said';
  return organisationName ? 'Shown to who looks into it' : 'Shown to nobody while the organisation is not known';
}
