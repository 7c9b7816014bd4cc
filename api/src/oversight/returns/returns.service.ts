import { Inject, Injectable } from '@nestjs/common';
import { toLondon } from '@quorate/libs/time';
import { Commands, type Transaction } from '../../platform/commands.js';
import { PublicUrl } from '../../platform/http/public-url.js';
import type { RefusalData } from '../../platform/refusal.js';
import type { Viewer } from '../../platform/viewer.js';
import { makeReturn } from './make-return.js';
import { lockEvidence, readEvidence, sameFigures } from './return-evidence.js';
import { anewInput, commentsInput, returnInput, sendBackInput, withdrawInput } from './return-inputs.js';
import { othersThan, tellManagers, tellSignatories } from './return-mail.js';
import {
  addStep,
  changed,
  moveReturn,
  notPossible,
  ownReturn,
  type ReturnChanged,
  type ReturnState,
  touchReturn,
} from './return-state.js';
import { isOnlyManager, signatoriesOf } from './signatories.js';
import { lockNewestSigned } from './signed-return.js';

/** What a provider's manager does with a return before it is signed. */
@Injectable()
export class ReturnsService {
  constructor(
    @Inject(Commands) private readonly commands: Commands,
    @Inject(PublicUrl) private readonly publicUrl: PublicUrl,
  ) {}

  /** Keeps what the provider says to the return and its lines, all of it at once. */
  saveComments(viewer: Viewer, input: unknown): Promise<ReturnChanged | RefusalData> {
    return this.commands.run(viewer, 'saveReturnComments', commentsInput, input, async (tx, given) => {
      const found = await inPreparation(tx, viewer, given);
      const lines = Object.fromEntries(
        given.lines.filter(({ words }) => words !== '').map(({ line, words }) => [line, words]),
      );
      await tx.query('update provider_return_content set comments = $3 where tenant_id = $1 and return_id = $2', [
        tx.tenantId,
        found.returnId,
        { overall: given.overall, lines },
      ]);
      await addStep(tx, found, { kind: 'commented', by: viewer.accountId });
      return this.done(tx, found);
    });
  }

  /** Counts the return anew from the registers as they are now. What was said to it stays. */
  takeFigures(viewer: Viewer, input: unknown): Promise<ReturnChanged | RefusalData> {
    return this.commands.run(viewer, 'takeReturnFigures', returnInput, input, async (tx, given) => {
      const found = await inPreparation(tx, viewer, given);
      await lockEvidence(tx.query, tx.tenantId);
      const evidence = await readEvidence(tx.query, tx.tenantId, found.providerId, found.month);
      await tx.query(
        `update provider_return_content set data_cut = $3, evidence_nos = $4, rows_hash = $5, figures = $6, taken_at = $7
         where tenant_id = $1 and return_id = $2`,
        [
          tx.tenantId,
          found.returnId,
          evidence.dataCut,
          evidence.evidenceNos,
          Buffer.from(evidence.rowsHash, 'hex'),
          evidence.figures,
          tx.now,
        ],
      );
      await addStep(tx, found, { kind: 'figuresTaken', by: viewer.accountId });
      return this.done(tx, found);
    });
  }

  /**
   * Hands the checked return to those who may sign it. Refused while nobody else than the viewer may, unless the viewer is
   * the provider's only manager.
   */
  handOver(viewer: Viewer, input: unknown): Promise<ReturnChanged | RefusalData> {
    return this.commands.run(viewer, 'handOverReturn', returnInput, input, async (tx, given) => {
      const found = await inPreparation(tx, viewer, given);
      const today = toLondon(tx.now.toISOString()).date;
      const at = { tenantId: tx.tenantId, now: tx.now, today };
      const standing = await signatoriesOf(tx.query, at, found.providerId);
      const isAlone = standing.length > 0 && (await isOnlyManager(tx.query, at, found.providerId, viewer.accountId));
      if (othersThan(viewer.accountId, standing).length === 0 && !isAlone)
        throw notPossible(
          'NO_SIGNATORY',
          standing.length === 0
            ? 'Nobody may sign returns for your organisation today. Ask an administrator to appoint somebody.'
            : 'Nobody but you may sign returns for your organisation today. Ask an administrator to appoint somebody, or let a colleague hand it over.',
        );
      await moveReturn(tx, found, 'withExecutive', viewer.accountId);
      await addStep(tx, found, { kind: 'handedOver', by: viewer.accountId });
      await tellSignatories(tx, this.publicUrl, { ...found, handedBy: viewer.accountId }, today, 'returnHandedOver');
      tx.audit({ entity: 'ProviderReturn', entityId: found.returnId });
      return changed(found.returnId);
    });
  }

  /** Takes a return back from the executive, by them or by a manager, with a reason. */
  sendBack(viewer: Viewer, input: unknown): Promise<ReturnChanged | RefusalData> {
    return this.commands.run(viewer, 'sendBackReturn', sendBackInput, input, async (tx, given) => {
      const found = await ownReturn(tx, viewer, given);
      if (found.state !== 'withExecutive')
        throw notPossible('NOT_WITH_EXECUTIVE', 'This return does not wait for a signature.');
      await moveReturn(tx, found, 'inPreparation', null);
      await addStep(tx, found, { kind: 'sentBack', by: viewer.accountId, reason: given.reason });
      await tellManagers(tx, this.publicUrl, found, 'returnSentBack');
      tx.audit({ entity: 'ProviderReturn', entityId: found.returnId });
      return changed(found.returnId);
    });
  }

  /**
   * Opens the next version of a signed month, where the registers say something else now. The signed one stands beside it.
   * Refused while one is in preparation already, and where nothing has changed.
   */
  returnAnew(viewer: Viewer, input: unknown): Promise<ReturnChanged | RefusalData> {
    return this.commands.run(viewer, 'returnAnew', anewInput, input, async (tx, { returnId }) => {
      const signed = await lockNewestSigned(tx, viewer, returnId);
      await lockEvidence(tx.query, tx.tenantId);
      const now = await readEvidence(tx.query, tx.tenantId, signed.providerId, signed.month);
      if (sameFigures(now.figures, signed.figures))
        throw notPossible('NOTHING_CHANGED', 'The registers say the same as what was signed.');
      const { providerId, month } = signed;
      const wanted = { providerId, month, versionNo: signed.nextVersionNo, dueOn: null, by: viewer.accountId };
      const made = await makeReturn(tx, wanted, now);
      tx.audit({ entity: 'ProviderReturn', entityId: made, detail: { versionNo: wanted.versionNo } });
      return changed(made);
    });
  }

  /** Withdraws a later version that was opened by mistake, with a reason. It stays on record, and the signed one stands. */
  withdraw(viewer: Viewer, input: unknown): Promise<ReturnChanged | RefusalData> {
    return this.commands.run(viewer, 'withdrawReturn', withdrawInput, input, async (tx, given) => {
      const found = await inPreparation(tx, viewer, given);
      if (found.versionNo === 1)
        throw notPossible(
          'FIRST_VERSION',
          'This is the first return of its month, which has to be signed. Only a later version can be withdrawn.',
        );
      await moveReturn(tx, found, 'withdrawn', null);
      await addStep(tx, found, { kind: 'withdrawn', by: viewer.accountId, reason: given.reason });
      tx.audit({ entity: 'ProviderReturn', entityId: found.returnId, detail: { step: 'withdrawn' } });
      return changed(found.returnId);
    });
  }

  private async done(tx: Transaction, { returnId }: ReturnState): Promise<ReturnChanged> {
    await touchReturn(tx, { returnId });
    tx.audit({ entity: 'ProviderReturn', entityId: returnId });
    return changed(returnId);
  }
}

const NOT_IN_PREPARATION = {
  signed: 'This return is signed and stays as it is. If registers have been corrected since, return the month anew.',
  withExecutive: 'This return waits for a signature. Take it back to change it.',
  withdrawn: 'This version was withdrawn and stays as it is. If registers have been corrected, return the month anew.',
} as const;

async function inPreparation(
  tx: Transaction,
  viewer: Viewer,
  given: { readonly returnId: string; readonly expectedVersion: number },
): Promise<ReturnState> {
  const found = await ownReturn(tx, viewer, given);
  if (found.state !== 'inPreparation') throw notPossible('NOT_IN_PREPARATION', NOT_IN_PREPARATION[found.state]);
  return found;
}
