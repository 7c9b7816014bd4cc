import { verifyAudit } from '../audit/verify-audit.js';
import { ensureDemoEconomy } from '../demo/ensure-demo-economy.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database.js';
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
        await ensureDemoEconomy(app, progress);
        const now = app.get(Clock).now();
        const verdict = await verifyAudit(app.get(Database).address.application, settings.dataDirectory, now);
        if (!verdict.ok) throw new DoesNotHold(verdict);
        print(verdict);
      }),
    );
};
