/// <reference types="vite/client" />

declare module 'virtual:possible-types' {
  export const possibleTypes: Record<string, string[]>;
}

interface ImportMetaEnv {
  /** What pages ask first, as SHA-256 by name of operation. Only in a build. */
  readonly FIRST_DOCUMENTS?: Readonly<Record<string, string>>;
}
