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
        html,
        tags: files.map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', href: `/${file}` },
          injectTo: 'head' as const,
        })),
      };
    },
  },
};

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
    reportCompressedSize: false,
  },
});
