import { monthsWords } from '@quorate/libs/engagement';
import { formatDate, formatDateTime } from '../ui/dates.js';
import { EmptyState } from '../ui/states.js';
import type { Publications } from './engagement-words.js';
import type { Measures } from './measure-words.js';

/** Whose figures these are, of which months, and as counted when. */
export function MeasuresAsOf({ scope, asOf }: { readonly scope: string; readonly asOf: Measures['asOf'] }) {
  const { months, peopleMonths, publishedAt, countedAt } = asOf;
  const published = publishedAt ? formatDate(publishedAt) : null;
  if (months.wholeQuarters)
    return (
      <p>
        {scope}. {published ? `${monthsWords(months)}, by quarter. The last was published on ${published}; ` : ''}
        {published ? 'a published quarter does not change afterwards.' : ''}
      </p>
    );
  return (
    <>
      <p>
        {scope}. {monthsWords(months)}
        {countedAt ? `, as counted on ${formatDateTime(countedAt)}` : ', not counted yet: they are counted each night'}.
      </p>
      <p>
        {peopleMonths
          ? `What is about people cared for is as published, ${monthsWords(peopleMonths)}.`
          : 'What is about people cared for shows once a quarter of it has been published.'}
      </p>
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
