/** The form that this version writes and reads. */
export const PACK_FORMAT = 'quorate-evidence-pack/1';

/** What a cell of a section holds. Days are ISO dates, instants ISO with Z; null is "not known" or "does not apply". */
export type PackCell = string | number | boolean | null | readonly (string | number)[];

/** One table of a pack. */
export interface PackSection {
  /** camelCase; the name of its CSV file. */
  readonly name: string;
  readonly title: string;
  /** What a row is and what is left out, in a reader's words. */
  readonly about: string;
  readonly columns: readonly PackColumn[];
  /** In the order in which they are to be read. */
  readonly rows: readonly (readonly PackCell[])[];
}

export interface PackColumn {
  readonly name: string;
  readonly title: string;
}

/** What a pack is about, who sealed it for whom, and what it was read from. */
export interface PackFacts {
  readonly packId: string;
  readonly subject: {
    readonly kind: 'signal' | 'concern';
    readonly id: string;
    readonly providerName: string;
    readonly providerCode: string;
    readonly system: string;
  };
  readonly sealedFor: string;
  readonly sealedBy: { readonly role: string; readonly organisation: string };
  /** Instant of the one snapshot that everything in it was read from. */
  readonly readAt: string;
  /** The number of the newest row of evidence in that snapshot. */
  readonly dataCut: number;
  readonly runs: readonly {
    readonly runId: string;
    readonly month: string;
    readonly version: number;
    readonly modelVersion: string;
    readonly dataCut: number;
  }[];
  readonly rules: { readonly code: string; readonly version: number };
  readonly softwareVersion: string;
  /** How people are named in it. */
  readonly pseudonyms: string;
  readonly caveat: string;
}

/** The signed part: every section with its hash, and the key that signed. */
export interface PackManifest extends PackFacts {
  readonly format: typeof PACK_FORMAT;
  readonly sections: readonly PackSectionSeal[];
  readonly key: PackKey;
}

export interface PackSectionSeal {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly columns: readonly PackColumn[];
  readonly rows: number;
  /** Of the section's canonical JSON in UTF-8, hexadecimal. */
  readonly sha256: string;
}

export interface PackKey {
  readonly algorithm: 'Ed25519';
  /** SubjectPublicKeyInfo in DER, base64. */
  readonly publicKey: string;
  /** SHA-256 of that DER, hexadecimal. */
  readonly fingerprint: string;
}
