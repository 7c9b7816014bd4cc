import { fallProbability } from '@quorate/libs/signals';
import { useState } from 'react';
import { SelectField } from '../ui/select-field.js';
import { formatShare } from '../ui/stat.js';
import { TextField } from '../ui/text-field.js';
import { chanceWords, type Figures } from './figures-words.js';

const FALLS = [0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];
const MOST_SEATS = 5000;

/** How likely a fall lies below the usual range, with as many seats as one chooses: so that silence is not taken for all being well. */
export function WhatIf({
  power,
  who = 'This provider',
}: {
  readonly power: NonNullable<Figures['power']>;
  readonly who?: string;
}) {
  const [seats, setSeats] = useState(String(power.rows));
  const [fallTo, setFallTo] = useState(String(power.fallTo));
  const rows = /^\d{1,4}$/.test(seats.trim()) ? Number(seats) : Number.NaN;
  const isNumber = rows >= 1 && rows <= MOST_SEATS;
  const falls = FALLS.filter((share) => share < power.usual);
  const probability = isNumber
    ? fallProbability({ rows, usual: power.usual, fallTo: Number(fallTo), clumping: power.clumping })
    : null;
  return (
    <div className="q-no-print">
      <TextField
        name="what-if-seats"
        label="Expected seats in a year at other sites"
        hint={`${who} had ${power.rows} in the last year. ${formatShare(power.usual)} taken part in is usual for them.`}
        width={4}
        inputMode="numeric"
        value={seats}
        onChange={setSeats}
        error={isNumber ? undefined : `Enter a whole number from 1 to ${MOST_SEATS}`}
      />
      <SelectField
        name="what-if-fall"
        label="If taking part fell to"
        options={falls.map((share) => ({ value: String(share), label: formatShare(share) }))}
        value={fallTo}
        onChange={setFallTo}
      />
      <p role="status">
        {probability === null
          ? ''
          : `With ${rows} expected seats, a fall to ${formatShare(Number(fallTo))} would lie below the usual range ${chanceWords(probability)} within a year. A signal needs more than that.`}
      </p>
    </div>
  );
}
