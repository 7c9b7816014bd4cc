import { useQuery } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { formatLongDate } from '../ui/dates.js';
import { Card } from '../ui/page.js';
import { Skeleton } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { clashOnDateWords, counted, type Preview } from './meeting-words.js';
import { seriesPreviewQuery } from './planning.queries.js';
import type { PlanInput } from './series-form.js';

const PAUSE_MS = 400;

/** The dates a rule would give, worked out anew whenever the form has stood still for a moment; null while it is not whole. */
export function useSeriesPreview(input: PlanInput | null) {
  const settled = useSettled(input === null ? '' : JSON.stringify(input));
  const variables = settled === '' ? null : { input: JSON.parse(settled) as PlanInput };
  const query = useQuery(seriesPreviewQuery, {
    variables: variables ?? { input: NOTHING },
    skip: variables === null,
    fetchPolicy: 'network-only',
  });
  const shown = variables === null ? null : ((query.data ?? query.previousData)?.seriesPreview ?? null);
  return { preview: shown, query, isAsked: variables !== null };
}

// Only so that the variables have a shape; with `skip` it is never sent.
const NOTHING: PlanInput = {
  mdtId: '',
  frequency: 'WEEKLY',
  weekday: 1,
  startTime: '',
  durationMinutes: 0,
  from: '',
};

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

interface Row {
  readonly date: string;
  readonly skipped: string | null;
  readonly clashes: Preview['meetings'][number]['clashes'];
}

/** Met and left-out dates in one order, so that a gap is seen where it falls. */
export function previewRows(preview: Preview): readonly Row[] {
  const met = preview.meetings.map(({ date, clashes }) => ({ date, skipped: null, clashes }));
  const left = preview.skipped.map(({ date, reason }) => ({ date, skipped: reason, clashes: [] }));
  return [...met, ...left].sort((a, b) => (a.date < b.date ? -1 : 1));
}

export interface SeriesPreviewProps {
  readonly preview: Preview | null;
  readonly query: { readonly loading: boolean; readonly error?: unknown; readonly refetch: () => Promise<unknown> };
  readonly isAsked: boolean;
  /** Clashes with meetings of this name are of the very meetings that move, so they are none. */
  readonly ownMdtName?: string;
}

/** The dates before anything is saved: in words, with bank holidays left out and clashes named. */
export function SeriesPreviewCard({ preview, query, isAsked, ownMdtName }: SeriesPreviewProps) {
  return (
    <Card heading="Dates, before anything is saved">
      <div aria-live="polite" aria-busy={query.loading}>
        {!isAsked ? <p>Fill in day, time and first date, and the dates appear here.</p> : null}
        {isAsked && query.error ? (
          <FaultPanel error={query.error} onRetry={() => void query.refetch()} />
        ) : isAsked && preview === null ? (
          <Skeleton lines={4} label="Working out the dates" />
        ) : null}
        {preview ? <Dates preview={preview} ownMdtName={ownMdtName} /> : null}
      </div>
    </Card>
  );
}

function Dates({ preview, ownMdtName }: { readonly preview: Preview; readonly ownMdtName: string | undefined }) {
  if (preview.problems.length > 0)
    return (
      <ul>
        {preview.problems.map((problem) => (
          <li key={`${problem.path} ${problem.message}`}>{problem.message}</li>
        ))}
      </ul>
    );
  if (preview.meetings.length === 0) return <p>This rule has no date in that time. Choose a later last date.</p>;
  const clashing = clashingDates(preview, ownMdtName);
  return (
    <>
      <p>
        <strong>{preview.description}</strong>
        <br />
        {[
          counted(preview.meetings.length, 'meeting'),
          preview.skipped.length > 0 ? `${counted(preview.skipped.length, 'date')} left out` : '',
          clashing.length > 0 ? `${counted(clashing.length, 'date')} with a clash` : 'no clashes',
        ]
          .filter(Boolean)
          .join(', ')}
        .
      </p>
      <ul className="nhsuk-list">
        {previewRows(preview).map((row) => (
          <li key={`${row.date} ${row.skipped ?? ''}`}>
            {formatLongDate(row.date)}
            {row.skipped ? (
              <>
                {' '}
                <Tag tone="neutral">Left out</Tag> {row.skipped}
              </>
            ) : null}
            <DateClashes clashes={foreignClashes(row.clashes, ownMdtName)} />
          </li>
        ))}
      </ul>
    </>
  );
}

const CLASHES_A_DATE = 2;

/** Who is taken on one date; the first two by name, since one is enough to look for another time. */
function DateClashes({ clashes }: { readonly clashes: Row['clashes'] }) {
  if (clashes.length === 0) return null;
  const more = clashes.length - CLASHES_A_DATE;
  return (
    <div>
      <Tag tone="attention">Clash</Tag> {clashes.slice(0, CLASHES_A_DATE).map(clashOnDateWords).join('. ')}
      {more > 0 ? `. And ${more} more` : ''}.
    </div>
  );
}

/** The dates on which somebody or the room is taken. */
export function clashingDates(preview: Preview | null, ownMdtName?: string): readonly string[] {
  return (preview?.meetings ?? [])
    .filter((meeting) => foreignClashes(meeting.clashes, ownMdtName).length > 0)
    .map((meeting) => meeting.date);
}

function foreignClashes(clashes: Row['clashes'], ownMdtName: string | undefined): Row['clashes'] {
  return ownMdtName === undefined ? clashes : clashes.filter((clash) => clash.meetingName !== ownMdtName);
}
