import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { invalidInput, notPermitted, type RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';

const addRoomInput = z.object({
  siteId: z.uuid(),
  name: z.string().trim().min(1, 'Enter the name of the room').max(80, 'The name has at most 80 characters'),
  seats: z.int('Enter a whole number').min(1, 'A room has at least 1 seat').max(1000, 'A room has at most 1,000 seats'),
});

interface AddedRoom {
  readonly __typename: 'Room';
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly seats: number;
}

/** What people may change in the directory; the rest of it comes from extracts. */
@Injectable()
export class OrganisationsService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /** Adds a room to an open site. Refused for a site of another organisation, unless by an administrator, and for a name the site has already. */
  addRoom(viewer: Viewer, input: unknown): Promise<AddedRoom | RefusalData> {
    return this.commands.run(viewer, 'addRoom', addRoomInput, input, async (tx, { siteId, name, seats }) => {
      const [site] = await tx.query<{ organisation_id: string; is_open: boolean }>(
        'select organisation_id, is_open from site where tenant_id = $1 and site_id = $2',
        [tx.tenantId, siteId],
      );
      const isOwn = site?.organisation_id === viewer.organisationId;
      if (!site || (!isOwn && viewer.role !== 'administrator')) throw notPermitted();
      if (!site.is_open) throw invalidInput('siteId', 'This site has closed. Choose one that is open.');
      const roomId = newId();
      const [added] = await tx.query<{ room_id: string }>(
        'insert into room (tenant_id, room_id, site_id, name, seats) values ($1,$2,$3,$4,$5) on conflict (tenant_id, site_id, name) do nothing returning room_id',
        [tx.tenantId, roomId, siteId, name, seats],
      );
      if (!added) throw invalidInput('name', 'This site has a room of that name already. Give it another name.');
      tx.audit({ entity: 'Room', entityId: roomId, detail: { siteId, seats } });
      return { __typename: 'Room' as const, id: roomId, siteId, name, seats };
    });
  }
}
