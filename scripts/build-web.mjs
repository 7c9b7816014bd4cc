// build-web.mjs: web/dist/client (the pages), web/dist/server/render-charts.js (the same charts as SVG strings) and
// web/dist/trusted-documents.json (what the pages may send). The new folder takes the old one's place only when it is whole.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const web = join(root, 'web');
const say = (words) => process.stderr.write(`web: ${words}\n`);

/** Writes web/src/app/graphql-env.d.ts from api/schema.graphql. Returns false, and says so, when there is no schema yet. */
export function generateGraphqlTypes() {
  if (!existsSync(join(root, 'api/schema.graphql'))) {
    say('api/schema.graphql is not there, so the GraphQL types were not generated');
    return false;
  }
  const cli = join(root, 'node_modules/gql.tada/bin/cli.js');
  const run = spawnSync(process.execPath, [cli, 'generate-output', '-c', join(web, 'tsconfig.json')], {
    cwd: web,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`gql.tada could not read api/schema.graphql:\n${run.stdout}${run.stderr}`);
  say('GraphQL types generated');
  return true;
}

async function buildInto(stage) {
  const { build, createLogger } = await import('vite');
  const logger = createLogger('warn');
  const toStderr = (words) => process.stderr.write(`${words}\n`);
  Object.assign(logger, { info: toStderr, warn: toStderr, warnOnce: toStderr });
  const shared = {
    configFile: join(web, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'warn',
    customLogger: logger,
    clearScreen: false,
  };
  const server = (entry, outDir, noExternal) =>
    build({
      ...shared,
      publicDir: false,
      ssr: noExternal ? { noExternal: true } : undefined,
      build: { ssr: join(web, entry), outDir, manifest: false, minify: false, emptyOutDir: false },
    });
  const scratch = join(stage, 'scratch');
  await server('src/app/trusted-documents-entry.ts', scratch, false);
  const { trustedDocuments } = await import(pathToFileURL(join(scratch, 'trusted-documents-entry.js')).href);
  const documents = await trustedDocuments();
  writeFileSync(join(stage, 'trusted-documents.json'), `${JSON.stringify(documents, null, 2)}\n`);
  rmSync(scratch, { recursive: true });
  say(`${Object.keys(documents).length} trusted documents listed`);
  const define = { 'import.meta.env.FIRST_DOCUMENTS': JSON.stringify(firstDocuments(documents)) };
  await build({ ...shared, define, build: { outDir: join(stage, 'client') } });
  // The list of chunks is for bundle-budget.mjs, not for the web.
  renameSync(join(stage, 'client/.vite/manifest.json'), join(stage, 'chunks.json'));
  rmSync(join(stage, 'client/.vite'), { recursive: true });
  await compress(join(stage, 'client/assets'));
  say('pages built');
  await server('src/ui/charts/render-charts.tsx', join(stage, 'server'), true);
  say('charts for the server built');
}

/** Name -> hash of the documents that the pages' lists ask first: `asks<typeof signalQuery>('Signal', ...)`. */
function firstDocuments(documents) {
  const hashes = new Map(Object.entries(documents).map(([hash, { operationName }]) => [operationName, hash]));
  const app = join(web, 'src/app');
  const sources = readdirSync(app).filter((file) => /^(first-page|\w+-pages)\.ts$/.test(file));
  const names = sources.flatMap((file) =>
    [...readFileSync(join(app, file), 'utf8').matchAll(/\basks<typeof \w+>\(\s*'(\w+)'/g)].map(([, name]) => name),
  );
  const unknown = names.filter((name) => !hashes.has(name));
  if (unknown.length > 0) throw new Error(`No document has the name that a page asks first: ${unknown.join(', ')}`);
  return Object.fromEntries(names.map((name) => [name, hashes.get(name)]));
}

/** Beside each file what the server sends of it, as small as brotli makes it: too slow for the moment it is asked for. */
async function compress(assets) {
  for (const name of readdirSync(assets).filter((file) => /\.(js|css|svg)$/.test(file))) {
    const small = await promisify(brotliCompress)(readFileSync(join(assets, name)));
    writeFileSync(join(assets, `${name}.br`), small);
  }
}

/** Builds everything. Throws, with the old build left in place, when anything fails. */
export async function buildWeb() {
  process.env.NODE_ENV = 'production';
  generateGraphqlTypes();
  const target = join(web, 'dist');
  const stage = `${target}.${process.pid}`;
  mkdirSync(stage, { recursive: true });
  try {
    await buildInto(stage);
    const old = `${stage}.old`;
    if (existsSync(target)) renameSync(target, old);
    renameSync(stage, target);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

// NOTE: node-guard.cjs runs a script by import, with the script's own path in its place of process.argv.
if (process.argv[1] === fileURLToPath(import.meta.url)) await buildWeb();
