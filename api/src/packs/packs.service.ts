import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Commands } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { notPermitted, type RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import type { EvidencePackAsked } from './packs.graphql.js';

const sealInput = z.object({
  signalId: z.uuid(),
  sealedFor: z.string().trim().min(1, 'Enter whom the pack is for.').max(200, 'Keep this to 200 characters.'),
});

/** Asking for evidence packs. They are made by `PackSealer`. */
@Injectable()
export class PacksService {
  constructor(@Inject(Commands) private readonly commands: Commands) {}

  /**
   * Asks for a pack of a signal that the viewer sees. While one of the same signal is in the making it is that one, for
   * whomever that was asked.
   */
  sealEvidencePack(
    viewer: Viewer,
    input: unknown,
  ): Promise<(EvidencePackAsked & { __typename: string }) | RefusalData> {
    return this.commands.run(viewer, 'sealEvidencePack', sealInput, input, async (tx, { signalId, sealedFor }) => {
      // Locked, so that two who ask at once make one.
      const [signal] = await tx.query<{ providerId: string }>(
        // The wall says nothing of the role: a provider whose organisation also commissions asks about itself alone.
        `select provider_organisation_id as "providerId" from signal where tenant_id = $1 and signal_id = $2
           and ($3 <> 'providerManager' or provider_organisation_id = (select quorate_organisation())) for update`,
        [tx.tenantId, signalId, viewer.role],
      );
      if (!signal) throw notPermitted();
      const [waiting] = await tx.query<{ packId: string }>(
        `select pack_id as "packId" from evidence_pack where tenant_id = $1 and signal_id = $2 and state in ('waiting','sealing')`,
        [tx.tenantId, signalId],
      );
      const packId = waiting?.packId ?? newId();
      if (!waiting) {
        await tx.query(
          `insert into evidence_pack (tenant_id, pack_id, signal_id, provider_organisation_id, sealed_for, asked_by, asked_role, asked_on_behalf_of, asked_at, state)
           values ($1,$2,$3,$4,$5,$6,$7,$8,$9,'waiting')`,
          [
            tx.tenantId,
            packId,
            signalId,
            signal.providerId,
            sealedFor,
            viewer.accountId,
            viewer.role,
            viewer.organisationId,
            tx.now,
          ],
        );
      }
      tx.audit({ entity: 'EvidencePack', entityId: packId, detail: { signalId, isNew: !waiting } });
      tx.notify('packs', tx.tenantId);
      return { __typename: 'EvidencePackAsked', packId };
    });
  }
}
