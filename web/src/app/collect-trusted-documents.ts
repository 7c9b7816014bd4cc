// Run by scripts/build-web.mjs, never by the browser: lists every document the pages can send, in exactly the words they are sent in.
import { createHash } from 'node:crypto';
import { ApolloLink, type DocumentNode } from '@apollo/client';
import { print } from '@apollo/client/utilities';
import { Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { EMPTY } from 'rxjs';
import { createTransportlessClient } from './apollo.js';

export interface TrustedDocument {
  readonly operationName: string;
  readonly text: string;
}

function isDocument(value: unknown): value is DocumentNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === Kind.DOCUMENT;
}

function operationsOf(document: DocumentNode): readonly OperationDefinitionNode[] {
  return document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
}

/** The text Apollo Client sends for a document: its own transforms (such as __typename) and its own printer. */
async function textSent(document: DocumentNode, operation: OperationDefinitionNode): Promise<string> {
  let text = '';
  const client = createTransportlessClient(
    new ApolloLink((sent) => {
      text = print(sent.query);
      return EMPTY;
    }),
  );
  // The link answers nothing, which the client reports as an error after the text has been taken.
  const ignore = () => undefined;
  switch (operation.operation) {
    case OperationTypeNode.QUERY:
      await client.query({ query: document, fetchPolicy: 'no-cache' }).catch(ignore);
      break;
    case OperationTypeNode.MUTATION:
      await client.mutate({ mutation: document }).catch(ignore);
      break;
    case OperationTypeNode.SUBSCRIPTION:
      client.subscribe({ query: document }).subscribe({ error: ignore });
      break;
  }
  client.stop();
  if (text === '')
    throw new Error(`Apollo Client sent nothing for ${operation.name?.value ?? 'an operation without a name'}`);
  return text;
}

/**
 * SHA-256 of the text sent -> the operation's name and text, for every document the modules export. Fragments alone are left out.
 * errors  an operation without a name, two in one document, or a name used twice
 */
export async function collectTrustedDocuments(
  modules: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<Readonly<Record<string, TrustedDocument>>> {
  const files = new Map<string, string>();
  const found: [string, TrustedDocument][] = [];
  for (const [file, exported] of Object.entries(modules)) {
    for (const document of new Set(Object.values(exported).filter(isDocument))) {
      const operations = operationsOf(document);
      const [operation] = operations;
      if (!operation) continue;
      const operationName = operation.name?.value;
      if (operations.length > 1 || !operationName)
        throw new Error(`${file}: a document needs exactly one operation, and that one a name`);
      const other = files.get(operationName);
      if (other) throw new Error(`${file}: the operation name ${operationName} is already used in ${other}`);
      files.set(operationName, file);
      const text = await textSent(document, operation);
      found.push([createHash('sha256').update(text).digest('hex'), { operationName, text }]);
    }
  }
  return Object.fromEntries(found.sort(([, a], [, b]) => (a.operationName < b.operationName ? -1 : 1)));
}
