import { canonicalJson } from '@quorate/libs/identifiers';
import { PACK_FORMAT, type PackFacts, type PackKey, type PackManifest, type PackSection } from './pack.js';

/** SHA-256 in pieces. */
export interface PackHash {
  update(text: string): void;
  /** Ends it: hexadecimal. */
  end(): string;
}

export interface PackSigner {
  readonly key: PackKey;
  /** Ed25519 over the UTF-8 bytes of the text, base64. */
  sign(text: string): string;
}

export interface SealedPack {
  readonly manifest: PackManifest;
  /** The pack's text in pieces, in order: canonical JSON (RFC 8785). */
  readonly text: readonly string[];
  /** In all sections. */
  readonly rows: number;
  /** Of the whole text in UTF-8. */
  readonly sha256: string;
}

const ROWS_AT_A_TIME = 1_000;

/**
 * Writes and signs a pack. Yields how many rows are written after each thousand, so that the caller can say so and let
 * others work; returns the pack.
 *   errors  TypeError for a value that canonical JSON cannot hold; Error for two sections of one name or a row of
 *           another width than its columns
 */
export function* sealPack(
  facts: PackFacts,
  sections: readonly PackSection[],
  signer: PackSigner,
  hash: () => PackHash,
): Generator<number, SealedPack> {
  const ordered = [...sections].sort((a, b) => (a.name < b.name ? -1 : 1));
  const seals = new Map<string, string>();
  const body: string[] = [];
  let rows = 0;
  for (const section of ordered) {
    if (seals.has(section.name)) throw new Error(`Two sections are called ${section.name}.`);
    const sum = hash();
    const write = (text: string) => {
      sum.update(text);
      body.push(text);
    };
    body.push(`${seals.size > 0 ? ',' : ''}${canonicalJson(section.name)}:`);
    for (const text of textOfSection(section)) {
      write(text.text);
      rows += text.rows;
      yield rows;
    }
    seals.set(section.name, sum.end());
  }
  const manifest: PackManifest = {
    ...facts,
    format: PACK_FORMAT,
    sections: sections.map(({ name, title, about, columns, rows: all }) => ({
      name,
      title,
      about,
      columns,
      rows: all.length,
      sha256: seals.get(name) ?? '',
    })),
    key: signer.key,
  };
  const signed = canonicalJson(manifest);
  const signature = canonicalJson(signer.sign(signed));
  const text = [`{"manifest":${signed},"sections":{`, ...body, `},"signature":${signature}}`];
  const sum = hash();
  for (const piece of text) sum.update(piece);
  return { manifest, text, rows, sha256: sum.end() };
}

/** A section as it stands in the pack and as its hash is computed over: the rows alone, since the manifest says the columns. */
function* textOfSection(section: PackSection): Generator<{ text: string; rows: number }> {
  for (let from = 0; from === 0 || from < section.rows.length; from += ROWS_AT_A_TIME) {
    const some = section.rows.slice(from, from + ROWS_AT_A_TIME);
    if (some.some((row) => row.length !== section.columns.length)) {
      throw new Error(`A row of ${section.name} has another number of cells than columns.`);
    }
    const isLast = from + ROWS_AT_A_TIME >= section.rows.length;
    const text = some.map((row) => canonicalJson(row)).join(',');
    yield { text: `${from === 0 ? '[' : ','}${text}${isLast ? ']' : ''}`, rows: some.length };
  }
}
