import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { verifyPack } from '@quorate/libs/evidence';
import { packCrypto } from '../packs/pack-crypto.js';
import { packKeyOf } from '../packs/pack-key.js';
import { type AddCommand, BadInput, DoesNotHold, print, progress } from './command.js';

interface Options {
  readonly key?: string;
}

/** `quorate evidence verify FILE [--key FILE]`: whether anything in an evidence pack was changed. Needs no database and no net. */
export const addEvidenceVerify: AddCommand = (program) => {
  program
    .command('evidence')
    .description('Evidence packs')
    .command('verify')
    .description('Check an evidence pack offline; prints {ok, firstBad, ...}, exit 1 when a byte of it was changed')
    .argument('<file>', 'the pack as JSON')
    .option('--key <file>', "the publisher's public key (PEM), got from somewhere else than the pack")
    .addHelpText(
      'after',
      `
Prints {ok, firstBad: {place, why} or null, sha256, packId, subject, sealedFor, readAt, rows, sections: [{name, rows, sha256}], key: {fingerprint, from}}.
Without --key it shows that nothing was changed since somebody sealed it, and by which key; whose key that is, it cannot know.
Publishers show theirs at /evidence/key.pem. Exit code 0: whole. 1: changed, or another key. 2: no such file.`,
    )
    .action(async (file: string, options: Options) => {
      const result = await checkPack(file, options);
      if (!result.ok) throw new DoesNotHold(result);
      if (result.key?.from === 'pack')
        progress(
          `The key was taken from the pack itself. Compare its fingerprint ${result.key.fingerprint} with the publisher's, or give --key.`,
        );
      print(result);
    });
};

/** What the command prints. */
export async function checkPack(file: string, { key }: Options) {
  const fingerprint = key === undefined ? null : fingerprintOf(key);
  const { ok, firstBad, sha256, manifest } = await verifyPack(read(file), packCrypto, fingerprint);
  return {
    ok,
    firstBad,
    sha256,
    packId: manifest?.packId ?? null,
    subject: manifest?.subject ?? null,
    sealedFor: manifest?.sealedFor ?? null,
    readAt: manifest?.readAt ?? null,
    rows: manifest ? manifest.sections.reduce((sum, section) => sum + section.rows, 0) : null,
    sections: manifest?.sections.map(({ name, rows, sha256: hash }) => ({ name, rows, sha256: hash })) ?? null,
    key: manifest && { fingerprint: manifest.key.fingerprint, from: fingerprint === null ? 'pack' : 'given' },
  };
}

function fingerprintOf(file: string): string {
  const pem = read(file);
  try {
    return packKeyOf(createPublicKey(pem)).fingerprint;
  } catch {
    throw new BadInput(`${file} is not a public key in PEM.`);
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new BadInput(`${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}
