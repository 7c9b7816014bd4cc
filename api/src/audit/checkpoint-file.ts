import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { canonicalJson } from '@quorate/libs/identifiers';

/** The head of one tenant's audit chain at one moment, as kept outside the database. */
export interface Checkpoint {
  readonly tenantId: string;
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
  /** Instant at which it was written. */
  readonly at: string;
  /** Ed25519 over the canonical JSON of the other four fields, base64. */
  readonly signature: string;
}

export type ChainHead = Pick<Checkpoint, 'tenantId' | 'seq' | 'hash'>;

/** A line that is not a checkpoint, or that this data directory's key did not sign. */
export interface SpoiltLine {
  readonly line: number;
  readonly tenantId: string | null;
  readonly seq: number;
}

/**
 * QUORATE_DATA_DIR/checkpoints/audit.jsonl: what a superuser of the database cannot reach. A chain whose tail was cut,
 * or that was rewritten and hashed anew, no longer agrees with the lines kept here. Lines are only ever added.
 */
export class CheckpointFile {
  readonly path: string;
  private readonly keyPath: string;

  constructor(dataDirectory: string) {
    this.path = join(dataDirectory, 'checkpoints', 'audit.jsonl');
    this.keyPath = join(dataDirectory, 'keys', 'audit-checkpoint.key');
  }

  /** Adds a line for each head that is not the newest line of its tenant already. Returns how many were added. */
  add(heads: readonly ChainHead[], at: Date): number {
    const newest = this.newestByTenant();
    const moved = heads.filter((head) => head.seq > 0 && newest.get(head.tenantId)?.hash !== head.hash);
    if (moved.length === 0) return 0;
    const key = this.signingKey();
    const lines = moved.map(({ tenantId, seq, hash }) => {
      const unsigned = { tenantId, seq, hash, at: at.toISOString() };
      return JSON.stringify({
        ...unsigned,
        signature: sign(null, Buffer.from(canonicalJson(unsigned)), key).toString('base64'),
      });
    });
    this.append(`${lines.join('\n')}\n`);
    return moved.length;
  }

  /** Every line that this data directory's key signed, oldest first, and every other line. No file: nothing at all. */
  read(): { checkpoints: Checkpoint[]; spoilt: SpoiltLine[] } {
    if (!existsSync(this.path)) return { checkpoints: [], spoilt: [] };
    const key = existsSync(this.keyPath) ? createPublicKey(this.signingKey()) : null;
    return readCheckpoints(readFileSync(this.path, 'utf8'), key);
  }

  /** The newest line of each tenant, with the key to check them by: what a backup takes along. */
  newest(): { checkpoints: Checkpoint[]; publicKey: string | null } {
    const checkpoints = [...this.newestByTenant().values()];
    if (checkpoints.length === 0) return { checkpoints, publicKey: null };
    const publicKey = createPublicKey(this.signingKey()).export({ type: 'spki', format: 'pem' });
    return { checkpoints, publicKey: publicKey.toString() };
  }

  /** The newest line of each tenant, where its signature holds. Checks no other signature, so it is quick on a file of years. */
  newestByTenant(): Map<string, Checkpoint> {
    const newest = new Map<string, Checkpoint>();
    if (!existsSync(this.path) || !existsSync(this.keyPath)) return newest;
    for (const line of readFileSync(this.path, 'utf8').split('\n').slice(0, -1)) {
      const found = parse(line);
      if (found) newest.set(found.tenantId, found);
    }
    const key = createPublicKey(this.signingKey());
    return new Map([...newest].filter(([, checkpoint]) => isSigned(checkpoint, key)));
  }

  private append(text: string): void {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    // One that an earlier version made may be open to all.
    chmodSync(dirname(this.path), 0o700);
    dropTornLine(this.path);
    const file = openSync(this.path, 'a', 0o600);
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  private signingKey(): KeyObject {
    if (!existsSync(this.keyPath)) this.makeKey();
    return createPrivateKey(readFileSync(this.keyPath, 'utf8'));
  }

  /** By a link, so that of two processes that start together one makes the key and neither reads half of it. */
  private makeKey(): void {
    mkdirSync(dirname(this.keyPath), { recursive: true, mode: 0o700 });
    const { privateKey } = generateKeyPairSync('ed25519');
    const half = `${this.keyPath}.${process.pid}`;
    writeFileSync(half, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    try {
      linkSync(half, this.keyPath);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
    } finally {
      rmSync(half);
    }
  }
}

/** The lines of a checkpoint file's text. A last line without an end was torn by a crash and is left out. */
function readCheckpoints(text: string, key: KeyObject | null): { checkpoints: Checkpoint[]; spoilt: SpoiltLine[] } {
  const checkpoints: Checkpoint[] = [];
  const spoilt: SpoiltLine[] = [];
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    if (line === '') continue;
    const found = parse(line);
    if (found && key && isSigned(found, key)) checkpoints.push(found);
    else spoilt.push({ line: index + 1, tenantId: found?.tenantId ?? null, seq: found?.seq ?? 0 });
  }
  return { checkpoints, spoilt };
}

/** Whether this key signed the checkpoint. */
export function isSigned({ signature, ...unsigned }: Checkpoint, key: KeyObject): boolean {
  return verify(null, Buffer.from(canonicalJson(unsigned)), key, Buffer.from(signature, 'base64'));
}

function parse(line: string): Checkpoint | null {
  try {
    const { tenantId, seq, hash, at, signature } = JSON.parse(line) as Partial<Checkpoint>;
    const whole = [tenantId, hash, at, signature].every((field) => typeof field === 'string') && Number.isInteger(seq);
    return whole ? ({ tenantId, seq, hash, at, signature } as Checkpoint) : null;
  } catch {
    return null;
  }
}

/** A crash in the middle of a write leaves a line without an end: it was never acknowledged, and goes. */
function dropTornLine(path: string): void {
  if (!existsSync(path)) return;
  const text = readFileSync(path);
  const whole = text.lastIndexOf(0x0a) + 1;
  if (whole < text.length) truncateSync(path, whole);
}
