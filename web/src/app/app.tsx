import type { ApolloClient } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { createBrowserRouter, Outlet, RouterProvider } from 'react-router';
import { LiveRegion } from '../ui/live-region.js';
import { NavigationFocus } from '../ui/navigation-focus.js';
import { UndoProvider } from '../ui/undo.js';
import { RouteFault } from './route-fault.js';
import { createRoutes } from './routes.js';

function Providers() {
  return (
    <LiveRegion>
      <UndoProvider>
        <NavigationFocus>
          <Outlet />
        </NavigationFocus>
      </UndoProvider>
    </LiveRegion>
  );
}

/** The browser's router with every page under the shared providers. */
export function createAppRouter() {
  return createBrowserRouter([{ Component: Providers, ErrorBoundary: RouteFault, children: createRoutes() }]);
}

export function App({
  client,
  router,
}: {
  readonly client: ApolloClient;
  readonly router: ReturnType<typeof createAppRouter>;
}) {
  return (
    <ApolloProvider client={client}>
      <RouterProvider router={router} />
    </ApolloProvider>
  );
}
