import type { FigureNumber } from '@quorate/libs/signals';
import { createContext, useContext } from 'react';
import { Link } from 'react-router';
import { formatCount } from '../ui/stat.js';
import { NUMBER_WORDS } from './figures-words.js';

/** Of whose signal the numbers are. */
export const OfSignal = createContext('');

export function rowsAddress(signalId: string, number: FigureNumber): string {
  return `/signals/${signalId}/rows?number=${number}`;
}

/** A number that opens its rows; 0 opens nothing. */
export function RowsLink({ number, value }: { readonly number: FigureNumber; readonly value: number }) {
  const signalId = useContext(OfSignal);
  if (value === 0) return <>0</>;
  return (
    <Link to={rowsAddress(signalId, number)}>
      {formatCount(value)}
      <span className="nhsuk-u-visually-hidden">
        {' '}
        {value === 1 ? 'seat' : 'seats'} {NUMBER_WORDS[number]}, open the rows
      </span>
    </Link>
  );
}
