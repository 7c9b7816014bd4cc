import { useApolloClient, useQuery } from '@apollo/client/react';
import { createContext, type ReactNode, useCallback, useContext, useEffect } from 'react';
import { ownDrafts } from '../ui/drafts.js';
import { Skeleton } from '../ui/states.js';
import { isUnauthenticated } from './error-details.js';
import type { ResultOf } from './graphql.js';
import { FaultPanel } from './query-state.js';
import { goToSignIn } from './session.js';
import { switchActingRoleMutation, viewerQuery } from './viewer.queries.js';

export type Viewer = ResultOf<typeof viewerQuery>['viewer'];
export type ActingRole = Viewer['acting'];
export type Role = ActingRole['role'];

const ViewerContext = createContext<Viewer | null>(null);

/** Asks who is signed in before anything else is shown; nobody is, so it goes to sign-in and comes back to the same address. */
export function ViewerProvider({ children }: { readonly children: ReactNode }) {
  const { data, error, refetch } = useQuery(viewerQuery, { fetchPolicy: 'cache-first' });
  const signedOut = isUnauthenticated(error);
  const viewer = data?.viewer;
  useEffect(() => {
    if (signedOut && !viewer) goToSignIn();
  }, [signedOut, viewer]);
  useEffect(() => {
    if (viewer) ownDrafts(viewer.login);
  }, [viewer]);
  if (viewer) return <ViewerContext.Provider value={viewer}>{children}</ViewerContext.Provider>;
  return (
    <main className="q-main nhsuk-width-container">
      {error && !signedOut ? (
        <FaultPanel error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton label="Opening Quorate" />
      )}
    </main>
  );
}

/** For tests and the gallery: a viewer without a server. */
export function FixedViewer({ viewer, children }: { readonly viewer: Viewer; readonly children: ReactNode }) {
  return <ViewerContext.Provider value={viewer}>{children}</ViewerContext.Provider>;
}

/** Who is signed in. Only inside the signed-in part of the app. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('useViewer is used outside ViewerProvider');
  return viewer;
}

/** Whether the viewer acts in one of these roles now. The server decides; this only hides what it would refuse. */
export function useActsAs(...roles: readonly Role[]): boolean {
  return roles.includes(useViewer().acting.role);
}

/** "Care co-ordinator, Riverside Community". */
export function describeActing(acting: ActingRole): string {
  return acting.organisation ? `${acting.roleName}, ${acting.organisation.name}` : acting.roleName;
}

export type SwitchResult =
  | { readonly kind: 'switched' }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

/**
 * Changes what this session acts as. The caller loads the page again afterwards, since what was read before may not be theirs to see now;
 * the idle lock does not, because there the role only goes back to what it was.
 */
export function useSwitchActingRole(): (actingRoleId: string) => Promise<SwitchResult> {
  const client = useApolloClient();
  return useCallback(
    async (actingRoleId) => {
      const { data } = await client.mutate({
        mutation: switchActingRoleMutation,
        variables: { input: { actingRoleId } },
      });
      const result = data?.switchActingRole;
      if (!result) throw new Error('The answer to switching roles was empty');
      if (result.__typename !== 'ActingRoleSwitched')
        return { kind: 'refused', code: result.code, message: result.message };
      return { kind: 'switched' };
    },
    [client],
  );
}
