import { type Column, DataTable } from '../ui/data-table.js';
import { Section } from '../ui/page.js';
import {
  daysWords,
  figureWords,
  licenceName,
  type MeasureFigure,
  type OneMeasure,
  rangeWords,
} from './measure-words.js';

const daysColumn: Column<{ readonly figure: MeasureFigure }> = {
  key: 'days',
  header: 'Days on average',
  numeric: true,
  cell: ({ figure }) => (figure.averageDays === null ? '' : daysWords(figure.averageDays)),
};

/** Counterparts by what kind of organisation they are. */
export function ByType({ found: { summary } }: { readonly found: OneMeasure }) {
  const { isOfPeople, timed } = summary.measure;
  return (
    <Section heading="By type of counterpart">
      <DataTable
        caption="Counterparts by type"
        captionHidden
        rows={summary.byType}
        rowKey={({ value }) => value}
        empty="No counterpart can be shown"
        stack
        columns={[
          { key: 'name', header: 'Counterpart', roomy: true, cell: ({ name }) => name },
          { key: 'figure', header: 'Share', numeric: true, cell: ({ figure }) => figureWords(figure, isOfPeople) },
          { key: 'range', header: '95% range', numeric: true, cell: ({ figure }) => rangeWords(figure) },
          ...(timed ? [daysColumn] : []),
        ]}
      />
    </Section>
  );
}

/** Counterparts of one provider by name; how to see them where no provider was chosen. */
export function ByOrganisation({ found: { summary, byOrganisation } }: { readonly found: OneMeasure }) {
  if (!byOrganisation)
    return <p>To see it organisation by organisation, choose one provider above or open it from the table.</p>;
  const { isOfPeople, timed } = summary.measure;
  return (
    <Section heading="By organisation">
      <DataTable
        caption="Counterparts by name"
        captionHidden
        rows={byOrganisation}
        rowKey={({ value }) => value}
        empty="No counterpart can be shown"
        stack
        columns={[
          { key: 'name', header: 'Counterpart', roomy: true, cell: ({ name }) => name },
          {
            key: 'licence',
            header: 'Provider licence',
            roomy: true,
            cell: ({ licenceStatus }) => licenceName(licenceStatus),
          },
          { key: 'figure', header: 'Share', numeric: true, cell: ({ figure }) => figureWords(figure, isOfPeople) },
          { key: 'range', header: '95% range', numeric: true, cell: ({ figure }) => rangeWords(figure) },
          ...(timed ? [daysColumn] : []),
        ]}
      />
    </Section>
  );
}
