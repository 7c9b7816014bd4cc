// Prints the GraphQL schema that the code defines to api/schema.graphql (or to standard output with --check: exit 1 when stale).
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from './compile.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
for (const project of ['libs', 'migrations', 'api']) await compile(project);
const { schemaText } = await import(join(root, 'api/dist/src/schema-text.js'));
const text = await schemaText();
const file = join(root, 'api', 'schema.graphql');
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text) {
    console.error('api/schema.graphql is stale. Run "npm run schema" and commit it.');
    process.exit(1);
  }
} else {
  writeFileSync(file, text);
  console.error(`wrote ${file}`);
}
process.exit(0);
