import { Link } from 'react-router';
import { formatCount } from '../ui/stat.js';
import { HIDDEN, type Rate, rateWords } from './engagement-words.js';

/** A rate that opens its rows. What is hidden opens nothing, and says so. */
export function RateLink({ rate, to, about }: { readonly rate: Rate; readonly to: string; readonly about: string }) {
  if (rate.isHidden) return <span>{HIDDEN}</span>;
  return (
    <>
      {rate.counted === 0 ? (
        rateWords(rate)
      ) : (
        <Link to={to}>
          {rateWords(rate)}
          <span className="nhsuk-u-visually-hidden"> {about}</span>
        </Link>
      )}
      {rate.isPartlyHidden ? <span className="q-table__aside">some quarters hidden</span> : null}
    </>
  );
}

/** A count that opens its rows. 0 opens nothing, nor does one whose rows are not the viewer's to see (`to` null). */
export function CountLink({
  count,
  to,
  about,
}: {
  readonly count: number | null;
  readonly to: string | null;
  readonly about: string;
}) {
  if (count === null) return <span>{HIDDEN}</span>;
  if (count === 0) return <span>0</span>;
  if (to === null) return <span>{formatCount(count)}</span>;
  return (
    <Link to={to}>
      {formatCount(count)}
      <span className="nhsuk-u-visually-hidden">
        {' '}
        {count === 1 ? 'seat' : 'seats'} {about}
      </span>
    </Link>
  );
}
