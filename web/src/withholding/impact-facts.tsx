import { DataTable } from '../ui/data-table.js';
import { AGE_WORDS, daysWords, type Figures } from './figures-words.js';

type Impact = Figures['impact'];

/** People whom lost seats touched, as counts that name nobody. */
export function ImpactFacts({ impact }: { readonly impact: Impact }) {
  return (
    <>
      <ul>
        <li>Discussed without a seat that was relevant to them: {peopleWords(impact.discussedWithoutSeat)}.</li>
        <li>Put off because a seat was absent: {peopleWords(impact.deferredSeatAbsent)}.</li>
        <li>Of both, discussed again at a later meeting: {peopleWords(impact.discussedAgain)}.</li>
        {impact.medianWaitDays === null ? null : (
          <li>
            Half of those put off waited {daysWords(impact.medianWaitDays)} or less from first being listed to being
            discussed.
          </li>
        )}
      </ul>
      <DataTable
        caption="People affected, beside everybody on the lists of these meetings, by age"
        rows={impact.ages}
        rowKey={({ band }) => band}
        empty="No data"
        columns={[
          { key: 'band', header: 'Age on the day', cell: ({ band }) => AGE_WORDS[band], rowHeader: true },
          { key: 'affected', header: 'Affected', numeric: true, cell: ({ affected }) => affected.label },
          { key: 'all', header: 'On the lists', numeric: true, cell: ({ all }) => all.label },
        ]}
      />
      <p className="nhsuk-hint">
        {impact.disclosureNote} Age is known; deprivation and ethnicity are not held here, so whether they differ cannot
        be said. Whether a seat was relevant to somebody is what the case list says.
      </p>
    </>
  );
}

function peopleWords({ value, label }: Impact['discussedAgain']): string {
  if (value === 0) return 'nobody that is known of';
  return value === null ? `${label} people, too few to show` : `about ${label} people`;
}
