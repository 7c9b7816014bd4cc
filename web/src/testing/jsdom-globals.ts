// What browsers have and jsdom has not, taken from Node. Import this first in every spec that opens a page:
// `import '../testing/jsdom-globals.js';`
import { runInThisContext } from 'node:vm';

const fromNode = [
  'TextEncoder',
  'TextDecoder',
  'Request',
  'Response',
  'Headers',
  'AbortController',
  'AbortSignal',
] as const;

for (const name of fromNode) {
  const value: unknown = runInThisContext(name);
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

if (!HTMLDialogElement.prototype.showModal) {
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
}

if (!globalThis.CSS) {
  const escaped = (text: string) => text.replace(/[^\w-]/g, (letter) => `\\${letter}`);
  Object.defineProperty(globalThis, 'CSS', { value: { escape: escaped, supports: () => false }, configurable: true });
}

window.scrollTo = () => undefined;
