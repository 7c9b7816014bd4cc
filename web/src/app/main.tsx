import '../ui/styles/index.scss';
import { applyColourScheme } from './colour-scheme.js';

applyColourScheme();

// Browsers without Temporal get it before anything else is loaded, since the rules in libs use it.
const ready = 'Temporal' in globalThis ? Promise.resolve() : import('temporal-polyfill/global');
void ready.then(() => import('./start.js')).then(({ start }) => start());
