import type { FigureNumber } from '@quorate/libs/signals';
import { Link } from 'react-router';
import { DataTable } from '../ui/data-table.js';
import { formatShare } from '../ui/stat.js';
import { SummaryList } from '../ui/summary-list.js';
import { counted, daysWords, type Figures, SET_ASIDE_WORDS, type SetAsideReason } from './figures-words.js';
import { RowsLink } from './rows-link.js';

const NOT_KNOWN = 'Not known';

/** Innocent causes, and what the numbers say of each. */
export function OtherExplanations({ figures }: { readonly figures: Figures }) {
  const { breadth, withoutOnePerson, withoutOneMdt, ownSites } = figures;
  return (
    <SummaryList
      items={[
        {
          key: 'One bad spell',
          value: `Seats were lost in ${breadth.monthsWithLoss} of ${counted(breadth.months, 'month')} with meetings. One bad spell would show in one or two.`,
        },
        { key: 'One person', value: leaveOneOutWords(withoutOnePerson, 'person') },
        { key: 'One MDT', value: leaveOneOutWords(withoutOneMdt, 'MDT') },
        { key: 'Trouble in the whole provider', value: wholeWords(ownSites) },
        { key: 'Leave, strikes and what else is set aside', value: <SetAside figures={figures} /> },
        { key: 'What the meetings ask', value: <BurdenWords figures={figures} /> },
        {
          key: 'Hard meetings',
          value:
            'What is usual is learned from other providers at the same hosts and meetings, in the same roles and with the same notice, so that a hard meeting or an early hour costs nobody anything here. How far away the meetings are is shown above and is no part of this.',
        },
      ]}
    />
  );
}

function leaveOneOutWords({ holds, leastExcess, excess }: Figures['withoutOnePerson'], what: string): string {
  const beyond = Math.round(excess);
  if (holds === null || leastExcess === null)
    return `There is only one ${what}, so this cannot be told apart from what is particular to it.`;
  const left = Math.max(0, Math.round(leastExcess));
  const lead = `${counted(beyond, 'seat')} beyond the usual were lost. Whichever ${what} is left out, at least ${left} remain`;
  return holds ? `${lead}: it does not rest on one ${what}.` : `${lead}: it rests largely on one ${what}.`;
}

function wholeWords({ atRisk, tookPart, expected, expectedLow }: Figures['ownSites']): string {
  if (atRisk === 0 || expected === null || expectedLow === null)
    return 'It expected nobody at its own meetings in this time, so this cannot be told.';
  const seen = `At its own sites it took part in ${tookPart} of ${atRisk}, where ${Math.round(expected)} are usual.`;
  return tookPart < expectedLow
    ? `${seen} That is fewer than usual too, so something may trouble the whole provider.`
    : `${seen} Trouble in the whole provider would show there as well.`;
}

const NUMBERS: Readonly<Record<SetAsideReason, FigureNumber>> = {
  EXCLUDED_LEAVE: 'setAside.excludedLeave',
  INSIDE_LEAVE: 'setAside.insideLeave',
  STRIKE_DAY: 'setAside.strikeDay',
  EXCLUDED_NOT_INVITED: 'setAside.excludedNotInvited',
  EXCLUDED_SHORT_NOTICE: 'setAside.excludedShortNotice',
  EXCLUDED_CANCELLED: 'setAside.excludedCancelled',
  EXCLUDED_NOT_RECORDED: 'setAside.excludedNotRecorded',
  EXCLUDED_NOT_REQUIRED: 'setAside.excludedNotRequired',
  EXCLUDED_WRITTEN_INPUT: 'setAside.excludedWrittenInput',
  EXCLUDED_STRUCTURAL: 'setAside.excludedStructural',
};

function SetAside({ figures: { setAside } }: { readonly figures: Figures }) {
  if (setAside.length === 0) return <>Nothing was set aside.</>;
  return (
    <>
      Not counted, neither for nor against:{' '}
      {setAside.map(({ reason, seats, opens }, i) => (
        <span key={reason}>
          {seats === null ? 'fewer than 5' : opens ? <RowsLink number={NUMBERS[reason]} value={seats} /> : seats}{' '}
          {SET_ASIDE_WORDS[reason]}
          {i < setAside.length - 1 ? '; ' : '.'}
        </span>
      ))}
      {setAside.some(({ reason }) => reason === 'STRIKE_DAY') ? (
        <>
          {' '}
          <Link to="/strikes">Strike days, with their sources</Link>
        </>
      ) : null}
    </>
  );
}

function BurdenWords({ figures: { burden, othersBurden } }: { readonly figures: Figures }) {
  const days = ({ medianNoticeDays: value }: Figures['burden']) => (value === null ? NOT_KNOWN : daysWords(value));
  const outside = ({ shareOutsideOfficeHours: value }: Figures['burden']) =>
    value === null ? NOT_KNOWN : formatShare(value);
  const travel = ({ medianTravelMinutes: value }: Figures['burden']) =>
    value === null ? NOT_KNOWN : `${Math.round(value)} minutes`;
  return (
    <>
      <DataTable
        caption="Meetings at other sites in the last year"
        rows={[
          { name: 'Notice, half had more', words: days },
          { name: 'Before 9am or after 5pm', words: outside },
          { name: 'Distance where not remote, half were further', words: distanceWords },
          ...(burden.medianTravelMinutes === null && othersBurden.medianTravelMinutes === null
            ? []
            : [{ name: 'Travel where not remote, half had more', words: travel }]),
        ]}
        rowKey={({ name }) => name}
        empty="No data"
        columns={[
          { key: 'name', header: 'Asked', cell: ({ name }) => name, rowHeader: true },
          { key: 'own', header: 'This provider', cell: ({ words }) => words(burden) },
          { key: 'others', header: 'All others', cell: ({ words }) => words(othersBurden) },
        ]}
      />
      <p className="nhsuk-body-s">
        Distance is in a straight line from the employer’s address in the directory to the place of the meeting. Where
        each member of staff sets out from is not known; a provider can say it in its reply.
      </p>
    </>
  );
}

/** A distance that is known of a part of the seats says of how large a part. */
function distanceWords({ medianTravelKm: km, travelKnownShare: share }: Figures['burden']): string {
  if (km === null || share === null) return NOT_KNOWN;
  const distance = km < 1 ? 'Less than 1 km' : `${Math.round(km)} km`;
  if (share === 1) return distance;
  const tenths = Math.round(share * 10);
  return tenths === 0
    ? `${distance}, known for fewer than 1 in 10 seats`
    : `${distance}, known for at least ${tenths} in 10 seats`;
}
