import { Inject, Injectable } from '@nestjs/common';
import { Reads } from '../../platform/reads.js';
import type { Viewer } from '../../platform/viewer.js';
import type { Departure, DeparturePage } from './departure.graphql.js';
import { departureOf, type StoredDeparture } from './departure-of.js';
import { LIST_SQL, ONE_SQL } from './departure-statements.js';

const ID = /^(?:step:[0-9a-f-]{36}:n\d{1,6}|concern:[0-9a-f-]{36}:\d{1,6}|[0-9a-f-]{36})$/;
/** How many more rows are read than are shown, since a referral to whom the route names is read and not shown. */
const BESIDE = 50;

/** The register of departures from the guidance: steps that depart are read where they were recorded, and not copied. */
@Injectable()
export class DeparturesReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** Newest first: a manager those that concern the own organisation, a commissioner all of the tenant. */
  async departures(viewer: Viewer, first: number, after: string | null): Promise<DeparturePage> {
    const [at, id] = after === null ? [null, null] : positionOf(after);
    const rows = await this.reads.rows<{ item: StoredDeparture }>(viewer, {
      name: 'departures',
      text: LIST_SQL,
      values: [viewer.tenantId, viewer.role, at, id, first + BESIDE],
    });
    const all = rows.flatMap(({ item }) => departureOf(viewer, item) ?? []);
    const items = all.slice(0, first);
    const last = items.at(-1);
    return {
      items,
      hasMore: all.length > first,
      endCursor: last ? Buffer.from(`${last.at}|${last.id}`).toString('base64url') : null,
    };
  }

  /** One of them; null where it is not the viewer's to see. */
  async departure(viewer: Viewer, id: string): Promise<Departure | null> {
    if (!ID.test(id)) return null;
    const [row] = await this.reads.rows<{ item: StoredDeparture }>(viewer, {
      name: 'departure',
      text: ONE_SQL,
      values: [viewer.tenantId, viewer.role, id],
    });
    return row ? departureOf(viewer, row.item) : null;
  }
}

/** A cursor that says nothing is the beginning of the list. */
function positionOf(after: string): [string | null, string | null] {
  const [at, id] = Buffer.from(after, 'base64url').toString('utf8').split('|');
  return at && id && ID.test(id) && /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/.test(at) ? [at, id] : [null, null];
}
