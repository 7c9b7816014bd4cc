import { Link } from 'react-router';
import { formatDate, formatMonth } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import type { Publications } from './engagement-words.js';

/** What was published since the viewer was last here, in words; when the next comes where nothing was. */
export function SinceLastVisit({ known }: { readonly known: Publications | null }) {
  if (!known || known.publications.length === 0) return null;
  const { previousVisitAt, nextOn, publications } = known;
  const since = publications.filter(({ publishedAt }) => previousVisitAt && publishedAt > previousVisitAt);
  return (
    <Section heading={previousVisitAt ? `Since your last visit on ${formatDate(previousVisitAt)}` : 'Published so far'}>
      {previousVisitAt && since.length === 0 ? (
        <p>Nothing has been published since. The next quarter is published on {formatDate(nextOn)}.</p>
      ) : (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {(previousVisitAt ? since : publications.slice(0, 1)).map((publication) => (
            <li key={publication.number}>
              {formatDate(publication.publishedAt)}: figures to {formatMonth(publication.throughMonth)}
              {publication.corrected.length > 0
                ? `, with corrections of ${publication.corrected.length} earlier ${publication.corrected.length === 1 ? 'quarter' : 'quarters'} of providers`
                : ''}
              . <Link to="/engagement/publications">What it brought</Link>
            </li>
          ))}
          <li>The next quarter is published on {formatDate(nextOn)}.</li>
        </ul>
      )}
    </Section>
  );
}
