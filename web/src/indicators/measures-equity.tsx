import { DataTable } from '../ui/data-table.js';
import { Section } from '../ui/page.js';
import { ageName, differenceWords, figureWords, isApart, type Measures, rangeWords } from './measure-words.js';

type Equity = Measures['equity'][number];

/** Whether people of different ages fare alike: seats there, being discussed, actions done. */
export function EquitySection({ equity }: { readonly equity: readonly Equity[] }) {
  const apart = equity.flatMap(({ name, bands }) =>
    bands.filter(({ lessOthers }) => isApart(lessOthers)).map((band) => ({ name, ...band })),
  );
  return (
    <Section heading="Whether people fare alike, by age">
      {apart.length === 0 ? (
        <p>No age that can be shown differs from the others by more than chance.</p>
      ) : (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {apart.map(({ name, band, lessOthers }) => (
            <li key={`${name} ${band}`}>
              {name}: {ageName(band)}, {differenceWords(lessOthers)} than the other ages.
            </li>
          ))}
        </ul>
      )}
      <DataTable
        caption="People by age on the day of the meeting, over all providers"
        rows={equity.flatMap(({ code, name, bands }) => bands.map((band) => ({ code, name, ...band })))}
        rowKey={({ code, band }) => `${code} ${band}`}
        empty="No quarter with people on case lists has been published"
        stack
        columns={[
          { key: 'name', header: 'Measure', roomy: true, cell: ({ name }) => name },
          { key: 'band', header: 'Age', cell: ({ band }) => ageName(band) },
          { key: 'figure', header: 'Share', numeric: true, cell: ({ figure }) => figureWords(figure, true) },
          { key: 'range', header: '95% range', numeric: true, cell: ({ figure }) => rangeWords(figure) },
          {
            key: 'less',
            header: 'Against the other ages',
            roomy: true,
            cell: ({ lessOthers }) => differenceWords(lessOthers),
          },
        ]}
      />
      <p className="nhsuk-hint">
        Age alone is known here. Deprivation and ethnicity are not held, so whether people differ by them cannot be
        said.
      </p>
    </Section>
  );
}
