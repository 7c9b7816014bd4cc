import { verifyAudit } from '../audit/verify-audit.js';
import { ensureDemoEconomy } from '../demo/ensure-demo-economy.js';
import { tenantIds } from '../messaging/tenant-ids.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
import { Reads } from '../platform/reads.js';
import { type AddCommand, DoesNotHold, print, progress, withApp } from './command.js';

/** `quorate audit verify`: recomputes every audit chain and compares it with the checkpoints outside the database. */
export const addAuditVerify: AddCommand = (program) => {
  program
    .command('audit')
    .description('The audit trail')
    .command('verify')
    .description('Recompute every audit chain; prints {ok, events, head, firstBad}, exit 1 when something was changed')
    .action(() =>
      withApp(async (app, settings) => {
        // Only where there is nothing to verify yet: checking what is there adds nothing to it.
        if ((await tenantIds(app.get(Reads))).length === 0) await ensureDemoEconomy(app, progress);
        const now = app.get(Clock).now();
        const verdict = await verifyAudit(app.get(Database).address.application, settings.dataDirectory, now);
        if (!verdict.ok) throw new DoesNotHold(verdict);
        print(verdict);
      }),
    );
};
