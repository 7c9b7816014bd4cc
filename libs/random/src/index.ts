export { createRandom, type Random } from './create-random.js';
