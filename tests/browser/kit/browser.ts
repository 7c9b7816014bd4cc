import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { persona, signEverybodyOut } from './product.js';
import { type Watch, watch } from './watched.js';

export const DESKTOP = { width: 1366, height: 768 } as const;
export const PHONE = { width: 375, height: 667 } as const;
export const SMALLEST = { width: 320, height: 640 } as const;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser context with what went wrong in it. */
export interface Window {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly watch: Watch;
}

let browser: Promise<Browser> | null = null;

/** One browser for the whole test file. */
export function theBrowser(): Promise<Browser> {
  browser ??= chromium.launch({ executablePath: process.env.QUORATE_BROWSER, args: FLAGS });
  return browser;
}

/** A fresh window; as somebody signed in, or as nobody. */
export async function openWindow(login: string | null, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await (await theBrowser()).newContext({
    viewport: DESKTOP,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
    storageState: login === null ? undefined : (await persona(login)).state,
    ...options,
  });
  context.setDefaultTimeout(20_000);
  const seen = watch(context, options.baseURL);
  return { context, page: await context.newPage(), watch: seen };
}

/** For afterAll of a test file. */
export async function closeEverything(): Promise<void> {
  await (await browser)?.close();
  browser = null;
  await signEverybodyOut();
}
