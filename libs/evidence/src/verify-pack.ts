import { canonicalJson } from '@quorate/libs/identifiers';
import { PACK_FORMAT, type PackCell, type PackManifest, type PackSectionSeal } from './pack.js';

/** Hashing and checking of signatures, by whoever has them: Node's crypto, or a browser's. */
export interface PackCrypto {
  /** Hexadecimal, of the bytes. */
  sha256(bytes: Uint8Array): string | Promise<string>;
  /** Whether the key (SubjectPublicKeyInfo, DER) made this Ed25519 signature over these bytes. */
  isSigned(bytes: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean | Promise<boolean>;
}

/**
 * What is wrong with a pack, first found first.
 *   notText           not UTF-8
 *   notJson           not JSON
 *   notAPack          JSON, but not of this form
 *   notCanonical      the same value written in another way: white space, order, doubled keys
 *   keyDiffers        the key named in it has another fingerprint than it says
 *   notSigned         the manifest is not what the key signed
 *   sectionsDiffer    a section is missing, or there is one more than the manifest names
 *   contentChanged    a section is not what its hash in the manifest was computed over
 *   anotherKey        whole and signed, but not by the key that was asked for
 */
export type PackFault =
  | 'notText'
  | 'notJson'
  | 'notAPack'
  | 'notCanonical'
  | 'keyDiffers'
  | 'notSigned'
  | 'sectionsDiffer'
  | 'contentChanged'
  | 'anotherKey';

export interface PackVerdict {
  readonly ok: boolean;
  readonly firstBad: { readonly place: string; readonly why: PackFault } | null;
  /** Of the file as it is. */
  readonly sha256: string;
  /** What the pack says of itself; null while it cannot be relied on. */
  readonly manifest: PackManifest | null;
}

/** A pack that has been read: its manifest and its rows. */
export interface OpenPack {
  readonly manifest: PackManifest;
  readonly sections: Readonly<Record<string, readonly (readonly PackCell[])[]>>;
}

/**
 * Checks a pack from its bytes alone. Whoever holds no copy of the publisher's key learns only that nothing was changed
 * since somebody sealed it; with `fingerprint`, that it was the holder of that key.
 */
export async function verifyPack(
  bytes: Uint8Array,
  crypto: PackCrypto,
  fingerprint: string | null = null,
): Promise<PackVerdict> {
  const sha256 = await crypto.sha256(bytes);
  const bad = (place: string, why: PackFault): PackVerdict => ({
    ok: false,
    firstBad: { place, why },
    sha256,
    manifest: null,
  });
  const opened = openPack(bytes);
  if ('why' in opened) return bad(opened.place, opened.why);
  const { manifest, sections } = opened.pack;
  const key = bytesOfBase64(manifest.key.publicKey);
  if (!key || (await crypto.sha256(key)) !== manifest.key.fingerprint) return bad('manifest.key', 'keyDiffers');
  const signature = bytesOfBase64(opened.signature);
  if (!signature || !(await crypto.isSigned(utf8(canonicalJson(manifest)), signature, key))) {
    return bad('manifest', 'notSigned');
  }
  const named = manifest.sections.map(({ name }) => name).sort();
  if (named.join('\n') !== Object.keys(sections).sort().join('\n')) return bad('sections', 'sectionsDiffer');
  for (const section of manifest.sections) {
    const rows = sections[section.name] ?? [];
    const isWhole = rows.length === section.rows && (await crypto.sha256(utf8(canonicalJson(rows)))) === section.sha256;
    if (!isWhole) return bad(`sections.${section.name}`, 'contentChanged');
  }
  if (fingerprint !== null && fingerprint !== manifest.key.fingerprint) return bad('manifest.key', 'anotherKey');
  return { ok: true, firstBad: null, sha256, manifest };
}

type Opened =
  | { readonly pack: OpenPack; readonly signature: string }
  | { readonly place: string; readonly why: PackFault };

/** Reads a pack without checking its seal; says where it is none. For bytes that were checked when they were stored. */
export function openPack(bytes: Uint8Array): Opened {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { place: 'file', why: 'notText' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { place: 'file', why: 'notJson' };
  }
  const shaped = shapeOf(value);
  if (!shaped) return { place: 'file', why: 'notAPack' };
  const place = firstDifference(text, value);
  return place === null ? shaped : { place, why: 'notCanonical' };
}

/** Where the text leaves its canonical form, or null. Half a character has none, and is a difference at its beginning. */
function firstDifference(text: string, value: unknown): string | null {
  let canonical: string;
  try {
    canonical = canonicalJson(value);
  } catch {
    return 'file';
  }
  if (canonical === text) return null;
  let at = 0;
  while (text[at] === canonical[at]) at += 1;
  return `character ${at}`;
}

function shapeOf(value: unknown): { pack: OpenPack; signature: string } | null {
  if (!isRecord(value) || Object.keys(value).length !== 3) return null;
  const { manifest, sections, signature } = value;
  if (!isManifest(manifest) || !isRecord(sections) || typeof signature !== 'string') return null;
  if (!Object.values(sections).every(isRows)) return null;
  return { pack: { manifest, sections: sections as OpenPack['sections'] }, signature };
}

/** As much as checking needs; what else is in it is covered by the signature. */
function isManifest(value: unknown): value is PackManifest {
  if (!isRecord(value) || value.format !== PACK_FORMAT) return false;
  const { key, sections } = value;
  if (!isRecord(key) || key.algorithm !== 'Ed25519') return false;
  if (typeof key.publicKey !== 'string' || typeof key.fingerprint !== 'string') return false;
  return Array.isArray(sections) && sections.every(isSeal);
}

function isSeal(value: unknown): value is PackSectionSeal {
  if (!isRecord(value) || !Array.isArray(value.columns)) return false;
  return typeof value.name === 'string' && Number.isInteger(value.rows) && typeof value.sha256 === 'string';
}

function isRows(value: unknown): boolean {
  return Array.isArray(value) && value.every((row) => Array.isArray(row));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Null for a text that is not exactly what these bytes are written as: base64 has spare bits in its last character. */
function bytesOfBase64(text: string): Uint8Array | null {
  try {
    const binary = atob(text);
    return btoa(binary) === text ? Uint8Array.from(binary, (character) => character.charCodeAt(0)) : null;
  } catch {
    return null;
  }
}
