import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { buildSchema, isAbstractType } from 'graphql';
import { defineConfig, type Plugin } from 'vite';
import { colourSchemes } from './src/ui/styles/colour-schemes.js';

const web = import.meta.dirname;
const schemaFile = resolve(web, '../api/schema.graphql');
const virtualId = 'virtual:possible-types';

/** Which concrete types each union and interface of api/schema.graphql has, as Apollo's cache wants them. */
function possibleTypes(): Record<string, string[]> {
  if (!existsSync(schemaFile)) return {};
  const schema = buildSchema(readFileSync(schemaFile, 'utf8'));
  const abstract = Object.values(schema.getTypeMap()).filter(isAbstractType);
  return Object.fromEntries(abstract.map((type) => [type.name, schema.getPossibleTypes(type).map((t) => t.name)]));
}

const possibleTypesModule: Plugin = {
  name: 'quorate:possible-types',
  resolveId: (id) => (id === virtualId ? `\0${virtualId}` : undefined),
  load(id) {
    if (id !== `\0${virtualId}`) return undefined;
    if (existsSync(schemaFile)) this.addWatchFile(schemaFile);
    return `export const possibleTypes = ${JSON.stringify(possibleTypes())};`;
  },
};

/** Lets the browser fetch the app's main chunk together with the entry instead of after it. */
const preloadStart: Plugin = {
  name: 'quorate:preload-start',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      const chunks = Object.values(bundle ?? {}).filter((output) => output.type === 'chunk');
      const start = chunks.find((chunk) => chunk.facadeModuleId?.endsWith('/src/app/start.tsx'));
      const files = start ? [start.fileName, ...start.imports] : [];
      return {
        // Without waiting for the styles, since what a page asks first is asked by it; the body is there when it runs.
        html: html.replace('<script type="module"', '<script type="module" async'),
        tags: files.map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', href: `/${file}` },
          injectTo: 'head' as const,
        })),
      };
    },
  },
};

/** What every page needs and none of our releases changes. */
const VENDOR =
  /node_modules[\\/](react|react-dom|scheduler|react-router|cookie|set-cookie-parser|@apollo|@wry|optimism|rxjs|tslib|graphql|gql\.tada)[\\/]/;

const apiUrl = process.env.QUORATE_API_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: web,
  plugins: [react(), possibleTypesModule, preloadStart],
  resolve: { conditions: ['@quorate/source', 'module', 'browser', 'development|production'] },
  ssr: {
    resolve: { conditions: ['@quorate/source', 'module', 'node', 'development|production'] },
    noExternal: [/^@quorate\//],
  },
  css: { preprocessorOptions: { scss: { quietDeps: true } }, postcss: { plugins: [colourSchemes] } },
  server: {
    proxy: {
      '/graphql': { target: apiUrl, ws: true },
      '^/(auth|idp|reply|evidence)/': apiUrl,
      '^/engagement/.*\\.svg': apiUrl,
    },
  },
  build: {
    outDir: resolve(web, 'dist/client'),
    emptyOutDir: true,
    target: 'es2023',
    manifest: true,
    // Nothing inlined as data: URIs, or the content security policy `default-src 'self'` would block it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 5 },
            { name: 'vendor', test: VENDOR, priority: 4 },
            { name: 'shell', test: /web[\\/]src[\\/]app[\\/](?!start|.*page)/, priority: 3 },
            { name: 'kit', test: /web[\\/]src[\\/]ui[\\/](?!gallery|charts|combobox)/, minShareCount: 8, priority: 2 },
            { name: 'charts', test: /web[\\/]src[\\/]ui[\\/]charts|@visx|d3-/, minShareCount: 2, priority: 1 },
            { name: 'figures', test: /web[\\/]src[\\/](indicators|withholding)[\\/](?!.*queries)/, minShareCount: 3 },
            { name: 'oversight', test: /web[\\/]src[\\/]oversight[\\/](?!.*queries)/, minShareCount: 3 },
          ],
        },
      },
    },
    reportCompressedSize: false,
  },
});
