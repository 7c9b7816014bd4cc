import { useQuery } from '@apollo/client/react';
import { formatDate } from '../ui/dates.js';
import { Inset } from '../ui/states.js';
import { hidingTendersQuery } from './tenders.queries.js';

const BINDS = {
  BIDDER:
    'You work for an organisation that may bid, so you see no figures, signals, returns, packs, reasons or questions of others, and no average of all. Care, meetings and registers are not touched.',
  CONFLICT:
    'You are named as having a conflict of interest, so you see no figures, signals, concerns, returns, packs or questions of providers. Care, meetings and registers are not touched.',
} as const;

/**
 * Why something of others is hidden: for pages that an open tender makes shorter. Nothing where none binds the viewer.
 * `what` says it for one thing ("Why others refused is"), where the page hides no more.
 */
export function TenderNotice({ what }: { readonly what?: string }) {
  const { data } = useQuery(hidingTendersQuery, { fetchPolicy: 'cache-and-network' });
  const tenders = data?.hidingTenders ?? [];
  if (tenders.length === 0) return null;
  return (
    <Inset>
      {tenders.map(({ id, title, endsOn, because }) => (
        <p key={id}>
          <strong>
            {what ?? 'Sensitive content of others is'} hidden while the tender “{title}” is open, until{' '}
            {formatDate(endsOn)} at the latest.
          </strong>{' '}
          {what ? null : BINDS[because]}
        </p>
      ))}
    </Inset>
  );
}
