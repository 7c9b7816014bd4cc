import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { formatDate, formatMonth } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { formatShare } from '../ui/stat.js';
import { EmptyState, Inset } from '../ui/states.js';
import { signalFiguresQuery } from './figures.queries.js';
import { type Figures, findingWords } from './figures-words.js';
import { ImpactFacts } from './impact-facts.js';
import { measuredFalseWords } from './measured.js';
import { ObservedFacts } from './observed-facts.js';
import { OtherExplanations } from './other-explanations.js';
import { ParticipationCharts } from './participation-charts.js';
import { OfSignal } from './rows-link.js';
import { WhatIf } from './what-if.js';

/** Why a signal was raised: what was seen, what else could explain it, whom it touched and how sure it is. */
export function WhyFlagged({ signalId }: { readonly signalId: string }) {
  const query = useQuery(signalFiguresQuery, { variables: { signalId } });
  return (
    <QueryState query={query} lines={10}>
      {({ signalFigures: figures }) =>
        figures ? (
          <OfSignal.Provider value={signalId}>
            <Why figures={figures} />
          </OfSignal.Provider>
        ) : (
          <EmptyState heading="No figures to show">
            <p>This signal has no figures that are yours to see.</p>
          </EmptyState>
        )
      }
    </QueryState>
  );
}

function Why({ figures }: { readonly figures: Figures }) {
  return (
    <>
      <Section heading={findingWords(figures)} id="why">
        <Inset>
          {figures.caveat} <Link to="/engagement/method">How a signal arises and what it cannot say</Link>
        </Inset>
        <ObservedFacts figures={figures} />
      </Section>
      <ParticipationCharts figures={figures} />
      <Section heading="Other explanations, weighed" id="explanations">
        <OtherExplanations figures={figures} />
      </Section>
      <Section heading="What it meant for people cared for" id="impact">
        <ImpactFacts impact={figures.impact} />
      </Section>
      <Section heading="How sure this is, and what would clear it" id="sure">
        <HowSure figures={figures} />
      </Section>
    </>
  );
}

function HowSure({ figures }: { readonly figures: Figures }) {
  const { multiplicity, clears, power } = figures;
  const share = multiplicity.expectedFalseShare;
  return (
    <>
      <p>
        {multiplicity.providersTested} providers were looked at for {formatMonth(figures.month)}.{' '}
        {share === null
          ? 'No signal was open.'
          : `By the detector’s own reckoning ${share < 0.005 ? 'fewer than 1 in 100' : formatShare(share)} of the signals that were open are false. ${measuredFalseWords()}`}{' '}
        No signal proves that anybody held staff back.
      </p>
      <p>
        It closes by itself after {clears.months} months in a row with a score below {formatShare(clears.below)}. A
        register that is put right, or a reason that is added, is counted when the month is judged again.
      </p>
      <p className="nhsuk-hint">
        Judged for {formatMonth(figures.month)}
        {figures.version > 1 ? `, again after corrections (${figures.version})` : ''}, from meetings before{' '}
        {formatDate(figures.asOf)}. Model {figures.modelVersion}. Rules: {figures.regimeName}.
      </p>
      {power ? (
        <>
          <h3 className="nhsuk-heading-s">How far a fall would stand out with more or fewer meetings</h3>
          <WhatIf power={power} />
        </>
      ) : null}
    </>
  );
}
