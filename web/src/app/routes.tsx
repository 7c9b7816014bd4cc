import type { ComponentType } from 'react';
import type { LoaderFunctionArgs, RouteObject, ShouldRevalidateFunctionArgs } from 'react-router';
import { actingRole } from './acting-role.js';
import { askPage } from './first-page.js';
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
  const route = { lazy, loader: loaderOf(entry), shouldRevalidate: isOtherPage, ErrorBoundary: RouteFault };
  return entry.path === '' ? { index: true, ...route } : { path: entry.path, ...route };
}

/** On the way to a page asks what it will ask, beside loading its file. It holds nothing up and gives nothing. */
function loaderOf(entry: PageEntry) {
  return ({ params, request }: LoaderFunctionArgs) => {
    const acting = actingRole();
    if (acting) askPage(entry, params, new URL(request.url).searchParams, acting);
    return null;
  };
}

function isOtherPage({ currentUrl, nextUrl }: ShouldRevalidateFunctionArgs): boolean {
  return currentUrl.pathname !== nextUrl.pathname;
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
