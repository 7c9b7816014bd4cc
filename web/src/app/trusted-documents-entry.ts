import { collectTrustedDocuments } from './collect-trusted-documents.js';

/** The manifest of all `*.queries.ts` of this project. */
export function trustedDocuments() {
  return collectTrustedDocuments(import.meta.glob<Record<string, unknown>>('../**/*.queries.ts', { eager: true }));
}
