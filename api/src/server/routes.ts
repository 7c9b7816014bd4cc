import type { Request } from 'express';

/** First parts of addresses that are the server's own. A page of the web client has none of these. */
export const SERVER_PREFIXES = [
  '/graphql',
  '/auth',
  '/idp',
  '/reply',
  '/concern',
  '/feeds',
  '/evidence',
  '/livez',
  '/readyz',
  '/metrics',
  '/assets',
] as const;

/** Whether the address belongs to the server and not to a page. */
export function isServerPath(path: string): boolean {
  return SERVER_PREFIXES.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}

/** The template of the route that answered, for logs and metrics: never ids, tokens or anything somebody typed. */
export function routeOf(request: Request): string {
  const path = request.originalUrl.split('?', 1)[0] ?? '/';
  const template: unknown = request.route?.path;
  // Nest mounts its controllers under a catch-all when they have no path of their own.
  if (typeof template === 'string' && template.startsWith('/') && !template.includes('{')) return template;
  const prefix = SERVER_PREFIXES.find((known) => path === known || path.startsWith(`${known}/`));
  if (prefix) return path === prefix ? prefix : `${prefix}/*`;
  return 'page';
}
