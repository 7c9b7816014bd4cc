import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { Checkboxes } from '../ui/choice-fields.js';
import { formatDate, formatMonth } from '../ui/dates.js';
import { Card, Details } from '../ui/page.js';
import { SelectField } from '../ui/select-field.js';
import { TextArea } from '../ui/text-field.js';
import { rowsToDisputeQuery } from './signal-reply.queries.js';
import { POINT_KINDS, type Signal } from './signal-words.js';

export type DraftPoint = NonNullable<Signal['draft']>['points'][number];

interface Props {
  readonly no: number;
  readonly signalId: string;
  readonly point: DraftPoint;
  readonly onChange: (point: DraftPoint) => void;
  readonly onRemove: () => void;
}

/** One point of a reply; a disputed fact can name the rows of the register that it is about. */
export function ReplyPointForm({ no, signalId, point, onChange, onRemove }: Props) {
  const { word, hint } = POINT_KINDS[point.kind];
  return (
    <Card heading={`Point ${no}: ${word.toLowerCase()}`} level={3}>
      <TextArea
        name={`point-${no}`}
        label="What you want to say"
        hint={hint}
        value={point.words}
        onChange={(words) => onChange({ ...point, words })}
        limit={4000}
      />
      {point.kind === 'CONTEXT' ? null : (
        <>
          <TextArea
            name={`evidence-${no}`}
            label="What shows it"
            optional={point.kind === 'SLIP'}
            value={point.evidence}
            onChange={(evidence) => onChange({ ...point, evidence })}
            limit={4000}
          />
          <Details summary={rowsWords(no, point.rows.length)}>
            <RowChoice no={no} signalId={signalId} point={point} onChange={onChange} />
          </Details>
        </>
      )}
      <Button small look="quiet" about={`point ${no}`} onClick={onRemove}>
        Take out
      </Button>
    </Card>
  );
}

function rowsWords(no: number, chosen: number): string {
  if (chosen === 0) return `Name meetings that point ${no} is about`;
  return chosen === 1 ? `Point ${no} is about 1 meeting` : `Point ${no} is about ${chosen} meetings`;
}

/** One month of lost seats at a time: a year of them is too long a list to choose from. */
function RowChoice({ no, signalId, point, onChange }: Omit<Props, 'onRemove'>) {
  const [chosen, setChosen] = useState('');
  const query = useQuery(rowsToDisputeQuery, { variables: { signalId, month: chosen || null } });
  const known = point.rows.map(idOf);
  return (
    <QueryState query={query} lines={4}>
      {({ signalRows }) => {
        const months = signalRows?.months ?? [];
        if (!signalRows || months.length === 0) return <p>No lost seats are on record for this signal.</p>;
        const month = chosen || months.at(-1) || '';
        const shown = signalRows.rows.filter(({ date }) => date.startsWith(month));
        const elsewhere = known.filter((id) => !shown.some((row) => row.id === id));
        return (
          <>
            <SelectField
              name={`month-${no}`}
              label="Month"
              value={month}
              onChange={setChosen}
              options={months.map((value) => ({ value, label: formatMonth(value) }))}
            />
            <Checkboxes
              name={`rows-${no}`}
              label="Meetings at which a seat of yours counts as lost"
              hint={known.length > 0 ? `${known.length} chosen, in all months` : undefined}
              small
              values={known}
              onChange={(values) => onChange({ ...point, rows: [...elsewhere, ...values].map(rowOf) })}
              options={shown.map(({ id, date, mdtName, roleName, staffName }) => ({
                value: id,
                label: [formatDate(date), mdtName, roleName, staffName].filter(Boolean).join(', '),
              }))}
            />
          </>
        );
      }}
    </QueryState>
  );
}

function idOf({ meetingId, seatId }: DraftPoint['rows'][number]): string {
  return `${meetingId}_${seatId}`;
}

/** A row of the register by the id that lists of rows give it. */
export function rowOf(id: string): DraftPoint['rows'][number] {
  const [meetingId = '', seatId = ''] = id.split('_');
  return { meetingId, seatId };
}
