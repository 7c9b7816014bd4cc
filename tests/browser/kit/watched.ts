import type { BrowserContext, Page, Request } from 'playwright-core';
import { productUrl } from './product.js';

/** What went wrong in a browser while nobody looked, and every address it asked for. */
export interface Watch {
  readonly problems: string[];
  readonly asked: Set<string>;
  /** The operations asked before the page's own files were there, and by the page itself. */
  readonly first: Set<string>;
  readonly later: Set<string>;
}

/** Notes errors on the console, faults of scripts, breaches of the content security policy and requests to other hosts. */
export function watch(context: BrowserContext, origin: string = productUrl): Watch {
  const seen: Watch = { problems: [], asked: new Set(), first: new Set(), later: new Set() };
  const { host } = new URL(origin);
  context.on('console', (message) => {
    if (message.type() === 'error') seen.problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (fault) => seen.problems.push(`script: ${fault.error().message}`));
  context.on('request', (asked) => {
    const url = new URL(asked.url());
    seen.asked.add(asked.url());
    noteOperation(seen, asked);
    if (url.host !== host && !/^(data|blob|about):$/.test(url.protocol))
      seen.problems.push(`asks another host: ${asked.url()}`);
  });
  context.on('response', (answer) => {
    if (answer.status() >= 500) seen.problems.push(`${answer.status()}: ${answer.url()}`);
  });
  return seen;
}

function noteOperation({ first, later }: Watch, asked: Request): void {
  if (!asked.url().endsWith('/graphql') || asked.method() !== 'POST') return;
  const { operationName, extensions } = asked.postDataJSON() as { operationName: string; extensions?: object };
  (extensions && 'persistedQuery' in extensions ? first : later).add(operationName);
}

/** Opens a path and waits until the page's heading and data are there. */
export async function open(page: Page, path: string, isLoading = false): Promise<void> {
  await page.goto(`${productUrl}${path}`, { waitUntil: 'domcontentloaded' });
  await settled(page, isLoading);
}

/** The one heading is there and nothing says that it is loading. */
export async function settled(page: Page, isLoading = false): Promise<void> {
  await page.locator('h1').first().waitFor();
  if (!isLoading)
    await page.waitForFunction(
      () => !document.querySelector('.q-skeleton, .q-loading, .q-to-come, [aria-busy="true"]'),
    );
}
