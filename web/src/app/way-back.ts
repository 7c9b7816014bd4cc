import { useQuery } from '@apollo/client/react';
import { viewerQuery } from './viewer.queries.js';

/** The way back from a page that needs no sign-in, for whoever came to it signed in; nobody else is asked to sign in for it. */
export function useWayBack(): { readonly to: string; readonly label: string } | undefined {
  const { data } = useQuery(viewerQuery, { fetchPolicy: 'cache-only' });
  return data?.viewer ? { to: '/', label: 'Back to Today' } : undefined;
}
