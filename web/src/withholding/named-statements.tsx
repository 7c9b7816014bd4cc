import { useQuery } from '@apollo/client/react';
import { useContext } from 'react';
import { formatDate } from '../ui/dates.js';
import { OfSignal } from './rows-link.js';
import { namedStatementsQuery } from './voice.queries.js';

/** What members of staff have put their own name to; nothing where nobody has. */
export function NamedStatements() {
  const signalId = useContext(OfSignal);
  const { data } = useQuery(namedStatementsQuery, { variables: { signalId } });
  const statements = data?.namedStatements ?? [];
  if (statements.length === 0) return null;
  return (
    <ul>
      {statements.map(({ id, staffName, mdtName, date, words }) => (
        <li key={id}>
          {staffName}, {mdtName}, {formatDate(date)}: {words === '' ? 'was not released.' : words}
        </li>
      ))}
    </ul>
  );
}
