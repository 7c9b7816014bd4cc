import type { ComponentType } from 'react';
import type { RouteObject } from 'react-router';
import { PublicLayout, SignedInLayout } from './layout.js';
import { NotFoundPage } from './not-found-page.js';
import { mayOpen, type PageEntry } from './page-entry.js';
import { pages } from './pages.js';
import { RouteFault } from './route-fault.js';
import { useViewer } from './viewer.js';

/** Not found and not permitted look alike. */
function guarded(entry: PageEntry, Component: ComponentType): ComponentType {
  return function GuardedPage() {
    return mayOpen(entry, useViewer().acting.role) ? <Component /> : <NotFoundPage />;
  };
}

/** The router shows an empty page where `lazy` fails beneath a `HydrateFallback`; what is thrown while it is drawn, it shows. */
function throwing(fault: unknown): ComponentType {
  return function FailedPage() {
    throw fault;
  };
}

function routeOf(entry: PageEntry): RouteObject {
  const lazy = async () => {
    try {
      const { Component } = await entry.load();
      return { Component: entry.roles === 'public' ? Component : guarded(entry, Component) };
    } catch (fault) {
      return { Component: throwing(fault) };
    }
  };
  return entry.path === ''
    ? { index: true, lazy, ErrorBoundary: RouteFault }
    : { path: entry.path, lazy, ErrorBoundary: RouteFault };
}

/** While the first page's file is on its way. */
function Nothing() {
  return null;
}

/** The routes: public pages need no sign-in, all others ask who is there first. */
export function createRoutes(entries: readonly PageEntry[] = pages): RouteObject[] {
  return [
    {
      Component: PublicLayout,
      ErrorBoundary: RouteFault,
      HydrateFallback: Nothing,
      children: entries.filter((e) => e.roles === 'public').map(routeOf),
    },
    {
      path: '/',
      Component: SignedInLayout,
      ErrorBoundary: RouteFault,
      HydrateFallback: Nothing,
      children: [...entries.filter((e) => e.roles !== 'public').map(routeOf), { path: '*', Component: NotFoundPage }],
    },
  ];
}
