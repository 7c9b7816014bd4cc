import { Link } from 'react-router';
import { formatDate, formatMonth } from '../ui/dates.js';
import type { Overview } from './engagement-words.js';

/** Which publication the figures are of, in one sentence; nothing for live figures. */
export function EditionLine({ edition }: { readonly edition: Overview['edition'] }) {
  if (!edition) return null;
  const { number, publishedAt, throughMonth, isNewest, ruleVersion, dataCut } = edition;
  return (
    <p>
      As published on {formatDate(publishedAt)}, to {formatMonth(throughMonth)}
      {isNewest ? '' : ', and published again since'}. Publication {number}, rules {ruleVersion}
      {dataCut ? `, from the first ${Number(dataCut).toLocaleString('en-GB')} entries of attendance` : ''}.{' '}
      <Link to="/engagement/publications">Published figures</Link>
    </p>
  );
}
