import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { ConcernPacks } from '../packs/ask-for-packs.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import { Dialog } from '../ui/dialog.js';
import { Page, Section } from '../ui/page.js';
import { Timeline } from '../ui/timeline.js';
import { ConcernFacts } from './concern-facts.js';
import { ConcernOrganisation } from './concern-naming.js';
import { ConcernStepForm } from './concern-step-form.js';
import { ConcernTimes } from './concern-times.js';
import { CONCERN_EVENTS, type Concern, type ConcernEvent, concernStepWords } from './concern-words.js';
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
  const seesSignals = useActsAs('COMMISSIONER', 'PROVIDER_MANAGER');
  const isCommissioner = useActsAs('COMMISSIONER');
  return (
    <Page
      title="Concern"
      heading={`Concern ${concern.reference}`}
      lead={`About ${concern.organisationName ?? concern.about}, received ${formatDate(concern.receivedAt)}. A concern is what somebody has written, and no finding.`}
      back={{ to: '/concerns', label: 'All concerns' }}
    >
      <ConcernFacts concern={concern} seesSignals={seesSignals} />
      <ConcernOrganisation concern={concern} />
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
      <ConcernTimes concern={concern} canMove={isCommissioner} />
      {concern.organisationName ? <ConcernPacks concernId={concern.id} /> : null}
      <Section heading="What happened">
        <Timeline
          entries={[...concern.steps].reverse().map((step) => ({
            id: String(step.no),
            at: step.at,
            title: concernStepWords(step),
            by: step.by ? actorWords(step.by) : undefined,
            children: [step.slipReason, step.reason].filter(Boolean).map((words) => <p key={words}>{words}</p>),
          }))}
        />
      </Section>
    </Page>
  );
}
