/**
 * A path of this product to go to after sign-in, or '/': never another host, whatever a browser makes of slashes,
 * backslashes and control characters, and never a place that signs in or out again.
 */
export function safeReturnPath(path: unknown): string {
  if (typeof path !== 'string' || path.length > 1_000) return '/';
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.includes('\\')) return '/';
  const url = new URL(path, 'http://quorate.invalid');
  if (url.host !== 'quorate.invalid' || /^\/(auth|idp|graphql)(\/|$)/.test(url.pathname)) return '/';
  return `${url.pathname}${url.search}${url.hash}`;
}
