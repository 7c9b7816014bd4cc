import { useQuery } from '@apollo/client/react';
import { useActsAs } from '../app/viewer.js';
import { providerSignalsQuery } from './engagement.queries.js';

/** Open signals that the viewer may see; none for a role that sees no signals. */
export function useOpenSignals() {
  const maySee = useActsAs('COMMISSIONER', 'PROVIDER_MANAGER');
  const { data } = useQuery(providerSignalsQuery, { skip: !maySee });
  return data?.signals?.items ?? [];
}
