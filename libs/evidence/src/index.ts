export type * from './pack.js';
export { type PackHash, type PackSigner, type SealedPack, sealPack } from './seal-pack.js';
export { sectionCsv } from './section-csv.js';
export {
  type OpenPack,
  openPack,
  type PackCrypto,
  type PackFault,
  type PackVerdict,
  verifyPack,
} from './verify-pack.js';
