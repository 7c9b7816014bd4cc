import { useQuery } from '@apollo/client/react';
import { QueryState } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { Checkboxes } from '../ui/choice-fields.js';
import { formatDate } from '../ui/dates.js';
import { Card, Details } from '../ui/page.js';
import { TextArea } from '../ui/text-field.js';
import { POINT_KINDS, type Signal } from './signal-words.js';
import { rowsToDisputeQuery } from './signals.queries.js';

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

function RowChoice({ no, signalId, point, onChange }: Omit<Props, 'onRemove'>) {
  const query = useQuery(rowsToDisputeQuery, { variables: { signalId } });
  return (
    <QueryState query={query} lines={4}>
      {({ signalRows }) =>
        signalRows && signalRows.rows.length > 0 ? (
          <Checkboxes
            name={`rows-${no}`}
            label="Meetings at which a seat of yours counts as lost"
            small
            values={point.rows.map(({ meetingId, seatId }) => `${meetingId}_${seatId}`)}
            onChange={(values) => onChange({ ...point, rows: values.map(rowOf) })}
            options={signalRows.rows.map(({ id, date, mdtName, roleName, staffName }) => ({
              value: id,
              label: [formatDate(date), mdtName, roleName, staffName].filter(Boolean).join(', '),
            }))}
          />
        ) : (
          <p>No lost seats are on record for this signal.</p>
        )
      }
    </QueryState>
  );
}

/** The meeting and the seat of a row, by its id. */
export function rowOf(id: string) {
  const [meetingId = '', seatId = ''] = id.split('_');
  return { meetingId, seatId };
}
