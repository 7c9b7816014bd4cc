export { readableName } from './readable-name.js';
