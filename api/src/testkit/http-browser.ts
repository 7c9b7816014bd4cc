import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';

/** Listens on a free port; gives the address by its public name, 'http://localhost:12345'. */
export async function listen(app: NestExpressApplication): Promise<string> {
  await app.listen(0);
  return `http://localhost:${(app.getHttpServer().address() as AddressInfo).port}`;
}

/** A browser without script for tests: keeps cookies by host, follows no redirect by itself, sends what a browser would. */
export class HttpBrowser {
  private readonly cookies = new Map<string, string>();

  constructor(readonly origin: string) {}

  get cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  setCookie(name: string, value: string): void {
    this.cookies.set(name, value);
  }

  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, { headers: { accept: 'text/html', ...headers } });
  }

  /** A form of one of our pages. */
  async submit(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      // Origin: null is what browsers send with a form of a page whose referrer policy is no-referrer.
      headers: { accept: 'text/html', origin: 'null', 'sec-fetch-site': 'same-origin', ...headers },
    });
  }

  /** A script of one of our pages. */
  async post(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        origin: this.origin,
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });
  }

  /** The answer of a GraphQL request. */
  async ask<T = Record<string, unknown>>(
    query: string,
    variables: object = {},
    headers: Record<string, string> = {},
  ): Promise<{ status: number; data?: T; errors?: { message: string; extensions: Record<string, unknown> }[] }> {
    const response = await this.post('/graphql', { query, variables }, headers);
    return { status: response.status, ...((await response.json()) as { data?: T }) };
  }

  /** Goes on until something else than a redirect within this origin comes; gives that and the addresses on the way. */
  async follow(response: Response): Promise<{ response: Response; path: string; way: string[] }> {
    const way: string[] = [];
    let at = response;
    let path = '';
    while (at.status >= 300 && at.status < 400) {
      const to = new URL(at.headers.get('location') ?? '', this.origin);
      if (to.origin !== this.origin) return { response: at, path: to.href, way };
      path = `${to.pathname}${to.search}`;
      way.push(path);
      await at.arrayBuffer();
      at = await this.get(path);
    }
    return { response: at, path, way };
  }

  /** Signs in by the persona picker. Gives the last answer: the page, or what went wrong. */
  async signInAs(
    login: string,
    start = '/auth/sign-in?returnTo=/help',
  ): Promise<{ response: Response; path: string; way: string[] }> {
    const picker = await this.follow(await this.get(start));
    const action = /action="([^"]+)"/.exec(await picker.response.text())?.[1];
    if (!action) throw new Error(`No persona picker at ${picker.path} (${picker.response.status}).`);
    return this.follow(await this.submit(action, { login }));
  }

  private async send(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Response> {
    const headers = { ...init.headers, ...(this.cookies.size > 0 ? { cookie: this.cookieHeader } : {}) };
    const response = await fetch(new URL(path, this.origin), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    return response;
  }

  private keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const at = pair.indexOf('=');
    const expires = attributes.find((attribute) => /^expires=/i.test(attribute))?.slice(8);
    const isGone = expires !== undefined && new Date(expires).getTime() <= Date.now();
    if (isGone || at === pair.length - 1) this.cookies.delete(pair.slice(0, at));
    else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
