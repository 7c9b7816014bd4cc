import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Commands, type Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import { invalidInput, notPermitted, type RefusalData } from '../platform/refusal.js';
import type { Viewer } from '../platform/viewer.js';
import type { EvidencePackAsked } from './packs.graphql.js';

const sealedFor = z.string().trim().min(1, 'Enter whom the pack is for.').max(200, 'Keep this to 200 characters.');
const sealInput = z.object({ signalId: z.uuid(), sealedFor });
const sealConcernInput = z.object({ concernId: z.uuid(), sealedFor });

/** What a pack is asked about: a row of one of two tables, and the provider that it is about. */
interface PackAbout {
  readonly column: 'signal_id' | 'concern_id';
  readonly id: string;
  readonly providerId: string;
  readonly isEarlyNotice: boolean;
}

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
    return this.commands.run(viewer, 'sealEvidencePack', sealInput, input, async (tx, { signalId, ...given }) => {
      // Locked, so that two who ask at once make one.
      const [signal] = await tx.query<{ providerId: string; isEarlyNotice: boolean }>(
        // The wall says nothing of the role: a provider whose organisation also commissions asks about itself alone.
        `select provider_organisation_id as "providerId", level = 'earlyNotice' as "isEarlyNotice" from signal where tenant_id = $1 and signal_id = $2
           and ($3 <> 'providerManager' or provider_organisation_id = (select quorate_organisation())) for update`,
        [tx.tenantId, signalId, viewer.role],
      );
      if (!signal) throw notPermitted();
      return ask(tx, viewer, { column: 'signal_id', id: signalId, ...signal }, given.sealedFor);
    });
  }

  /** Asks for a pack of a concern that the viewer reads, once it is known which organisation it is about. */
  sealConcernPack(viewer: Viewer, input: unknown): Promise<(EvidencePackAsked & { __typename: string }) | RefusalData> {
    return this.commands.run(
      viewer,
      'sealConcernPack',
      sealConcernInput,
      input,
      async (tx, { concernId, ...given }) => {
        const [concern] = await tx.query<{ providerId: string | null }>(
          'select provider_organisation_id as "providerId" from concern where tenant_id = $1 and concern_id = $2 for update',
          [tx.tenantId, concernId],
        );
        if (!concern) throw notPermitted();
        if (concern.providerId === null)
          throw invalidInput('concernId', 'Say first which organisation the concern is about, and have it confirmed.');
        return ask(
          tx,
          viewer,
          { column: 'concern_id', id: concernId, providerId: concern.providerId, isEarlyNotice: false },
          given.sealedFor,
        );
      },
    );
  }
}

/** The row that it is about is locked, so that two who ask at once make one. */
async function ask(
  tx: Transaction,
  viewer: Viewer,
  { column, id, providerId, isEarlyNotice }: PackAbout,
  wantedFor: string,
): Promise<EvidencePackAsked & { __typename: string }> {
  const [waiting] = await tx.query<{ packId: string }>(
    `select pack_id as "packId" from evidence_pack where tenant_id = $1 and ${column} = $2 and state in ('waiting','sealing')`,
    [tx.tenantId, id],
  );
  const packId = waiting?.packId ?? newId();
  if (!waiting)
    await tx.query(
      `insert into evidence_pack (tenant_id, pack_id, ${column}, provider_organisation_id, sealed_for, asked_by, asked_role, asked_on_behalf_of, asked_at, state, is_of_early_notice)
       values ($1,$2,$3,$4,$5,$6,$7,$8,$9,'waiting',$10)`,
      [
        tx.tenantId,
        packId,
        id,
        providerId,
        wantedFor,
        viewer.accountId,
        viewer.role,
        viewer.organisationId,
        tx.now,
        isEarlyNotice,
      ],
    );
  const about = column === 'signal_id' ? { signalId: id } : { concernId: id };
  tx.audit({ entity: 'EvidencePack', entityId: packId, detail: { ...about, isNew: !waiting } });
  tx.notify('packs', tx.tenantId);
  return { __typename: 'EvidencePackAsked', packId };
}
