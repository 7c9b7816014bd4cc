import { useQuery } from '@apollo/client/react';
import { useActsAs } from '../app/viewer.js';
import { formatDate, formatMonth } from '../ui/dates.js';
import { engagementPublicationsQuery } from './engagement.queries.js';
import type { Publications } from './engagement-words.js';
import type { PublishedChoices } from './filter-choices.js';

/** What has been published, for a commissioner; null for others, whose figures are live, and until it is known. */
export function usePublished(): { readonly known: Publications | null; readonly choices: PublishedChoices | null } {
  const isCommissioner = useActsAs('COMMISSIONER');
  const { data } = useQuery(engagementPublicationsQuery, { skip: !isCommissioner });
  const known = data?.engagementPublications ?? null;
  const newest = known?.publications[0];
  if (!known || !newest) return { known, choices: null };
  const publications = known.publications.map(({ number, publishedAt, throughMonth }) => ({
    value: String(number),
    label: `On ${formatDate(publishedAt)}, to ${formatMonth(throughMonth)}`,
  }));
  return { known, choices: { throughMonth: newest.throughMonth, publications } };
}
