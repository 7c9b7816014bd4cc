import type { Reads } from '../../platform/reads.js';
import { jobSession } from '../../platform/tenant-session.js';
import type { SystemChoice } from './plain-fields.js';

const NO_TENANT = '00000000-0000-0000-0000-000000000000';

/** The systems of this server, by name. They are public. */
export function systemsToChoose(reads: Reads): Promise<SystemChoice[]> {
  return reads.rowsFor<SystemChoice>(jobSession(NO_TENANT), {
    name: 'systems-to-choose',
    text: 'select key, name from tenant order by name, key',
    values: [],
  });
}
