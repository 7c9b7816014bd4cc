import { Inject, Injectable } from '@nestjs/common';
import { readableName } from '@quorate/libs/names';
import { isLocalDate } from '@quorate/libs/time';
import { GraphQLError } from 'graphql';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import type { OrganisationKind } from './organisation-kind.js';
import { FIND_ORGANISATIONS, FIND_SITES, MEMBER_OF, ONE_ORGANISATION, ONE_SITE } from './organisations.sql.js';

const MOST = 100;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface OrganisationQuestion {
  readonly text?: string | null;
  readonly kind?: OrganisationKind | null;
  readonly partOfId?: string | null;
  readonly isOpen?: boolean | null;
  readonly asOf?: string | null;
}

export interface SiteQuestion {
  readonly text?: string | null;
  readonly organisationId?: string | null;
  readonly organisationKind?: OrganisationKind | null;
  readonly isOpen?: boolean | null;
  readonly asOf?: string | null;
}

interface Page<R> {
  readonly items: R[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly endCursor: string | null;
}

interface PageRow {
  readonly id: string;
  readonly name: string;
  readonly total: number;
}

/** A row of a list; the fields are those of `OrganisationEntry`. */
interface EntryRow extends PageRow {
  readonly odsCode: string | null;
  readonly kind: OrganisationKind;
  readonly isOpen: boolean;
  readonly postcode: string | null;
  readonly isFictional: boolean;
}

interface SiteRow extends PageRow {
  readonly odsCode: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly address: string;
  readonly postcode: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly isOpen: boolean;
  readonly openedOn: string | null;
  readonly closedOn: string | null;
  readonly roomCount: number;
}

interface ChangeRow {
  readonly field: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}

interface RoomRow {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly seats: number;
}

/** The directory of the viewer's tenant; nobody sees another's. */
@Injectable()
export class OrganisationsReads {
  constructor(@Inject(Reads) private readonly reads: Reads) {}

  /** By name. Throws BAD_USER_INPUT for a day or an id that is none. */
  async find(
    viewer: Viewer,
    filter: OrganisationQuestion,
    first: number,
    after: string | null,
  ): Promise<Page<EntryRow>> {
    const day = dayOrNull(filter.asOf);
    const from = cursorOf(after);
    const limit = capped(first);
    const rows = await this.reads.rows<EntryRow>(viewer, {
      name: 'find-organisations',
      text: FIND_ORGANISATIONS,
      values: [
        viewer.tenantId,
        wordsOf(filter.text),
        filter.kind ?? null,
        idOrNull(filter.partOfId),
        filter.isOpen ?? null,
        day,
        from?.name ?? null,
        from?.id ?? null,
        limit + 1,
      ],
    });
    return pageOf(rows, limit);
  }

  /** With its history, or null: not there, or another tenant's. */
  async one(viewer: Viewer, id: string): Promise<object | null> {
    if (!UUID.test(id)) return null;
    const [row] = await this.reads.rows<{ changes: readonly ChangeRow[] }>(viewer, {
      name: 'one-organisation',
      text: ONE_ORGANISATION,
      values: [viewer.tenantId, id],
    });
    return row ? { ...row, changes: row.changes.map(withReadableNames) } : null;
  }

  /** By name. Throws BAD_USER_INPUT for a day or an id that is none. */
  async sites(viewer: Viewer, asked: SiteQuestion, first: number, after: string | null): Promise<Page<SiteRow>> {
    const day = dayOrNull(asked.asOf);
    const from = cursorOf(after);
    const limit = capped(first);
    const rows = await this.reads.rows<SiteRow>(viewer, {
      name: 'find-sites',
      text: FIND_SITES,
      values: [
        viewer.tenantId,
        wordsOf(asked.text),
        idOrNull(asked.organisationId),
        asked.isOpen ?? null,
        asked.organisationKind ?? null,
        day,
        from?.name ?? null,
        from?.id ?? null,
        limit + 1,
      ],
    });
    return pageOf(rows, limit);
  }

  /** With its history, or null: not there, or another tenant's. */
  async site(viewer: Viewer, id: string): Promise<object | null> {
    if (!UUID.test(id)) return null;
    const [row] = await this.reads.rows<object>(viewer, {
      name: 'one-site',
      text: ONE_SITE,
      values: [viewer.tenantId, id],
    });
    return row ?? null;
  }

  /** By name; empty for a site that is not there. */
  async rooms(viewer: Viewer, siteId: string): Promise<RoomRow[]> {
    return this.reads.rows<RoomRow>(viewer, {
      name: 'rooms-of-site',
      text: `select room_id as id, site_id as "siteId", name, seats from room where tenant_id = $1 and site_id = $2 order by name, room_id limit 200`,
      values: [viewer.tenantId, idOrNull(siteId)],
    });
  }

  /** What the organisation was part of on a day: a meeting of 2025 belongs to the board of 2025. */
  async memberOf(viewer: Viewer, organisationId: string, on: string): Promise<object[]> {
    return this.reads.rows<object>(viewer, {
      name: 'member-of',
      text: MEMBER_OF,
      values: [viewer.tenantId, idOrNull(organisationId), dayOrNull(on)],
    });
  }
}

/** A change of name holds the names as published. */
function withReadableNames(change: ChangeRow): ChangeRow {
  if (change.field !== 'name') return change;
  const written = (name: string | null) => (name === null ? null : readableName(name));
  return { ...change, oldValue: written(change.oldValue), newValue: written(change.newValue) };
}

function pageOf<R extends PageRow>(rows: readonly R[], limit: number): Page<R> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit;
  return {
    items,
    total: rows[0]?.total ?? 0,
    hasMore,
    endCursor: last && hasMore ? Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url') : null,
  };
}

function cursorOf(after: string | null): { readonly name: string; readonly id: string } | null {
  if (after === null) return null;
  try {
    const [name, id]: unknown[] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8'));
    if (typeof name === 'string' && typeof id === 'string' && UUID.test(id)) return { name, id };
  } catch {
    throw badInput('after: not a cursor of this list');
  }
  throw badInput('after: not a cursor of this list');
}

/** Each word, in small letters, as a pattern for LIKE; all have to occur. Null for none. */
function wordsOf(text: string | null | undefined): string[] | null {
  const words = (text ?? '')
    .slice(0, 100)
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return words.length > 0 ? words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`) : null;
}

function idOrNull(id: string | null | undefined): string | null {
  if (id === null || id === undefined || id === '') return null;
  if (!UUID.test(id)) throw badInput('an id in the question is none');
  return id;
}

function dayOrNull(day: string | null | undefined): string | null {
  if (day === null || day === undefined || day === '') return null;
  if (!isLocalDate(day)) throw badInput('a day has to be YYYY-MM-DD');
  return day;
}

function capped(first: number): number {
  return Math.min(Math.max(Math.trunc(first), 1), MOST);
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(`Check the question: ${message}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}
