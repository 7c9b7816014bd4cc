import { migrations } from '@quorate/migrations';

/** Which software made something: the newest change of the database that it knows, since that is what it reads and writes. */
export function softwareVersion(): string {
  return `quorate ${migrations.at(-1)?.name ?? ''}`;
}
