import { possibleTypes } from 'virtual:possible-types';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createApolloClient } from './apollo.js';
import { App, createAppRouter } from './app.js';
import { fetchAfterFirst } from './first-answers.js';

/** Draws the app into the page. */
export function start(): void {
  const element = document.getElementById('app');
  if (!element) throw new Error('The page has no #app element');
  const client = createApolloClient({ possibleTypes, fetch: fetchAfterFirst });
  createRoot(element).render(
    <StrictMode>
      <App client={client} router={createAppRouter()} />
    </StrictMode>,
  );
}
