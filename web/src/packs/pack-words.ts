import type { ResultOf } from '../app/graphql.js';
import { formatDateTime } from '../ui/dates.js';
import { formatCount } from '../ui/stat.js';
import type { evidencePackQuery } from './packs.queries.js';

export type Pack = NonNullable<ResultOf<typeof evidencePackQuery>['evidencePack']>;

/** Whether it will change by itself. */
export function isInTheMaking({ state }: Pick<Pack, 'state'>): boolean {
  return state === 'WAITING' || state === 'SEALING';
}

/** "Sealed 24 November 2026 at 09:00", or how far it is. */
export function stateWords({ state, sealedAt }: Pick<Pack, 'state' | 'sealedAt'>): string {
  switch (state) {
    case 'WAITING':
      return 'Waiting to be made';
    case 'SEALING':
      return 'Being made';
    case 'SEALED':
      return sealedAt ? `Sealed ${formatDateTime(sealedAt)}` : 'Sealed';
    case 'FAILED':
      return 'Could not be made';
  }
}

/** "1,204 rows, 310 kB". */
export function sizeWords({ rowCount, byteCount }: Pick<Pack, 'rowCount' | 'byteCount'>): string {
  const kilobytes = Math.max(1, Math.round((byteCount ?? 0) / 1000));
  const size = kilobytes < 1000 ? `${formatCount(kilobytes)} kB` : `${(kilobytes / 1000).toFixed(1)} MB`;
  return `${formatCount(rowCount ?? 0)} rows, ${size}`;
}

/** "a1b2 c3d4 ...", so that two can be compared by eye. */
export function groupsOf(hexadecimal: string): string {
  return hexadecimal.replace(/(.{4})(?=.)/g, '$1 ');
}
