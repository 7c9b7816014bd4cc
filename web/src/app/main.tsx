import '../ui/styles/index.scss';
import { applyColourScheme } from './colour-scheme.js';
import { knowDocuments } from './first-answers.js';
import { beginPage } from './first-page.js';

applyColourScheme();
knowDocuments(import.meta.env.FIRST_DOCUMENTS ?? {});
void beginPage(window.location);

// Browsers without Temporal get it before anything else is loaded, since the rules in libs use it.
const ready = 'Temporal' in globalThis ? Promise.resolve() : import('temporal-polyfill/global');
// This script waits for nothing, not even for the end of the page it is in.
const page = new Promise<void>((resolve) => {
  if (document.readyState !== 'loading') resolve();
  else document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
});
void ready
  .then(() => import('./start.js'))
  .then(async ({ start }) => {
    await page;
    start();
  });
