import { monthsWords } from '@quorate/libs/engagement';
import { formatDate, formatDateTime } from '../ui/dates.js';
import { EmptyState } from '../ui/states.js';
import type { Publications } from './engagement-words.js';
import type { Measures } from './measure-words.js';

interface MeasuresAsOfProps {
  readonly scope: string;
  readonly asOf: Measures['asOf'];
  /** What the page shows: measures of staff, of people cared for, or both. */
  readonly about?: 'staff' | 'people' | 'both';
}

/** Whose figures these are, of which months, and as counted when. */
export function MeasuresAsOf({ scope, asOf, about = 'both' }: MeasuresAsOfProps) {
  const { months, peopleMonths, publishedAt, countedAt } = asOf;
  if (months.wholeQuarters)
    return (
      <p>
        {scope}.
        {publishedAt
          ? ` ${monthsWords(months)}, by quarter. The last was published on ${formatDate(publishedAt)}; a published quarter does not change afterwards.`
          : ''}
      </p>
    );
  const counted = countedAt ? `as counted on ${formatDateTime(countedAt)}` : 'not counted yet: that is done each night';
  const published = peopleMonths
    ? `as published, ${monthsWords(peopleMonths)}`
    : 'shown once a quarter of it has been published';
  return (
    <>
      <p>
        {scope}.{about === 'people' ? '' : ` ${monthsWords(months)}, ${counted}.`}
      </p>
      {about === 'staff' ? null : <p>What is about people cared for is {published}.</p>}
    </>
  );
}

/** Before there is a publication. */
export function NothingPublished({ known }: { readonly known: Publications | null }) {
  return (
    <EmptyState heading="Nothing has been published yet">
      <p>
        Commissioners see whole quarters, four weeks after their end.
        {known ? ` The next is published on ${formatDate(known.nextOn)}.` : ''}
      </p>
    </EmptyState>
  );
}
