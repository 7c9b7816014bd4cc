import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import type { RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { signInput } from './return-inputs.js';
import { tellManagers } from './return-mail.js';
import {
  addStep,
  changed,
  moveReturn,
  notPossible,
  ownReturn,
  type ReturnChanged,
  type ReturnState,
} from './return-state.js';
import { isOnlyManager, type Signatory, signatoriesOf } from './signatories.js';
import { contentToSign } from './signed-return.js';

/** The signature that freezes a return. */
@Injectable()
export class SigningService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * Signs a return as it was read (`expectedVersion`), for ever. Only by somebody who is appointed to on that day, and
   * never by the one who handed it over, unless they are the provider's only manager: then that is recorded. Of two who sign at once the first has signed; the other is told.
   */
  signReturn(viewer: Viewer, input: unknown): Promise<ReturnChanged | RefusalData> {
    return this.commands.run(viewer, 'signReturn', signInput, input, async (tx, given) => {
      const found = await ownReturn(tx, viewer, given);
      const preparedBy = handedOver(found);
      const signatory = await requireSignatory(tx, viewer, found);
      const isByOnePerson = preparedBy === viewer.accountId;
      if (isByOnePerson && !(await isOnlyManager(tx.query, tx, found.providerId, viewer.accountId)))
        throw notPossible(
          'PREPARED_BY_YOU',
          'You handed this return over, so somebody else has to sign it: two people see every return.',
        );
      const { text, sha256 } = await contentToSign(tx, found, isByOnePerson);
      await tx.query(
        `insert into signed_return (tenant_id, return_id, provider_organisation_id, content, sha256, signed_by, signed_role, post, signatory_id, prepared_by, signed_at, is_by_one_person)
         values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)`,
        [
          tx.tenantId,
          found.returnId,
          found.providerId,
          text,
          sha256,
          viewer.accountId,
          viewer.role,
          signatory.post,
          signatory.signatoryId,
          preparedBy,
          tx.now,
          isByOnePerson,
        ],
      );
      await moveReturn(tx, found, 'signed', preparedBy);
      await addStep(tx, found, { kind: 'signed', by: viewer.accountId });
      await tellManagers(tx, this.publicUrl, found, 'returnSigned');
      tx.audit({ entity: 'ProviderReturn', entityId: found.returnId, detail: { sha256: sha256.toString('hex') } });
      return changed(found.returnId);
    });
  }
}

function handedOver({ state, handedBy }: ReturnState): string {
  if (state === 'withExecutive' && handedBy !== null) return handedBy;
  throw notPossible(
    'NOT_WITH_EXECUTIVE',
    state === 'signed' ? 'This return has been signed already.' : 'This return has not been handed over to be signed.',
  );
}

async function requireSignatory(tx: Transaction, viewer: Viewer, { providerId }: ReturnState): Promise<Signatory> {
  const today = toLondon(tx.now.toISOString()).date;
  const standing = await signatoriesOf(tx.query, { tenantId: tx.tenantId, now: tx.now, today }, providerId);
  const own = standing.find(({ accountId }) => accountId === viewer.accountId);
  if (!own)
    throw notPossible(
      'NOT_A_SIGNATORY',
      'You are not appointed to sign returns for your organisation today. An administrator appoints who may.',
    );
  return own;
}
