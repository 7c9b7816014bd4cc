import type { FigureNumber } from '@quorate/libs/signals';
import type { ReactNode } from 'react';
import { SummaryList } from '../ui/summary-list.js';
import { counted, daysWords, type Figures, LOSS_REASON_WORDS, type LossReason } from './figures-words.js';
import { NamedStatements } from './named-statements.js';
import { RowsLink } from './rows-link.js';

/** What was seen, each fact a sentence whose numbers open their rows. */
export function ObservedFacts({ figures }: { readonly figures: Figures }) {
  const { elsewhere, ownSites, breadth, shows, releases } = figures;
  return (
    <SummaryList
      items={[
        { key: 'At other sites', value: <Against part="elsewhere" observed={elsewhere} /> },
        {
          key: 'At its own sites',
          value:
            ownSites.atRisk === 0 ? (
              'It expected nobody at its own meetings in this time, so the two cannot be compared.'
            ) : (
              <Against part="ownSites" observed={ownSites} />
            ),
        },
        {
          key: 'How broad',
          value: (
            <>
              Seats were lost by {breadth.peopleWithLoss} of {counted(breadth.people, 'person', 'people')}, at{' '}
              {breadth.mdtsWithLoss} of {counted(breadth.mdts, 'MDT')}, in {breadth.monthsWithLoss} of{' '}
              {counted(breadth.months, 'month')} with meetings.
            </>
          ),
        },
        { key: 'How it shows', value: <Shows figures={figures} /> },
        { key: 'Reasons given', value: <Reasons figures={figures} /> },
        {
          key: 'Release of staff',
          value:
            releases.asked === 0 ? (
              'Nobody asked for release through Quorate for these seats.'
            ) : (
              <>
                Asked for <RowsLink number="releases.asked" value={releases.asked} /> seats:{' '}
                <RowsLink number="releases.granted" value={releases.granted} /> granted,{' '}
                <RowsLink number="releases.grantedWithCover" value={releases.grantedWithCover} /> granted with cover,{' '}
                <RowsLink number="releases.refused" value={releases.refused} /> refused,{' '}
                <RowsLink number="releases.unanswered" value={releases.unanswered} /> not answered.
                {releases.medianDaysToAnswer === null
                  ? ''
                  : ` Half of the answers came within ${daysWords(releases.medianDaysToAnswer)}.`}{' '}
                Of these seats <RowsLink number="shows.releaseRefused" value={shows.releaseRefused} /> were lost after a
                refusal and <RowsLink number="shows.releaseUnanswered" value={shows.releaseUnanswered} /> after no
                answer.
              </>
            ),
        },
        {
          key: 'What staff say',
          value: (
            <>
              {shows.staffStatements === null
                ? `Too few have said in private that they were not released to tell (told from ${figures.staffStatementsFrom} people on).`
                : `At least ${shows.staffStatements} people said in private that they were not released. Nobody is named, and no meeting. It bears out registers that one person alone has written, and moves no score.`}
              <NamedStatements />
            </>
          ),
        },
      ]}
    />
  );
}

function Against({
  part,
  observed,
}: {
  readonly part: 'elsewhere' | 'ownSites';
  readonly observed: Figures['elsewhere'];
}) {
  const { atRisk, tookPart, lost, expected, expectedLow, expectedHigh } = observed;
  return (
    <>
      Took part in <RowsLink number={`${part}.tookPart`} value={tookPart} /> of{' '}
      <RowsLink number={`${part}.atRisk`} value={atRisk} /> expected seats,{' '}
      <RowsLink number={`${part}.lost`} value={lost} /> were lost.
      {expected === null || expectedLow === null || expectedHigh === null
        ? ''
        : ` Usual for these hosts, meetings, roles and notice, leave set aside: ${Math.round(expected)}, from ${Math.round(expectedLow)} to ${Math.round(expectedHigh)} (${placeWords(observed)}).`}
    </>
  );
}

function placeWords({ tookPart, expectedLow, expectedHigh }: Figures['elsewhere']): string {
  if (expectedLow !== null && tookPart < expectedLow) return 'fewer than usual';
  return expectedHigh !== null && tookPart > expectedHigh ? 'more than usual' : 'as usual';
}

const WAYS = [
  ['shortStays', 'whoever came left early'],
  ['codedNotReleased', 'not released, no time, no cover or no travel'],
  ['lateCancels', 'withdrew within a day'],
  ['workload', 'workload'],
  ['absentNoNotice', 'absent without notice'],
  ['otherApologies', 'other apologies'],
] as const;

function Shows({ figures: { shows, elsewhere } }: { readonly figures: Figures }) {
  return (
    <NumberList
      lead={`Of ${counted(elsewhere.lost, 'lost seat')}:`}
      items={WAYS.map(([way, words]) => ({ number: `shows.${way}`, value: shows[way], words }))}
    />
  );
}

const LOCI: Readonly<Record<LossReason, FigureNumber>> = {
  PROVIDER: 'reasons.provider',
  HOST: 'reasons.host',
  PERSONAL: 'reasons.personal',
  PATIENT_CARE: 'reasons.patientCare',
  STRUCTURAL: 'reasons.structural',
  UNCLASSIFIED: 'reasons.unclassified',
  NONE: 'reasons.none',
};

function Reasons({ figures: { reasons, elsewhere } }: { readonly figures: Figures }) {
  return (
    <NumberList
      lead={`Of ${counted(elsewhere.lost, 'lost seat')}:`}
      items={reasons.map(({ reason, seats }) => ({
        number: LOCI[reason],
        value: seats,
        words: REASON_PARTS[reason],
      }))}
    />
  );
}

/** As part of a sentence about lost seats. */
const REASON_PARTS: Readonly<Record<LossReason, string>> = {
  ...LOSS_REASON_WORDS,
  PROVIDER: 'that the provider could have changed',
  HOST: 'that the host could have changed',
};

interface NumberItem {
  readonly number: FigureNumber;
  readonly value: number;
  readonly words: string;
}

/** Only what there is: noughts say nothing here. */
function NumberList({ lead, items }: { readonly lead: ReactNode; readonly items: readonly NumberItem[] }) {
  const shown = items.filter(({ value }) => value > 0);
  if (shown.length === 0) return <>None.</>;
  return (
    <>
      {lead}{' '}
      {shown.map(({ number, value, words }, i) => (
        <span key={number}>
          <RowsLink number={number} value={value} /> {words}
          {i < shown.length - 1 ? '; ' : '.'}
        </span>
      ))}
    </>
  );
}
