import type { INestApplicationContext } from '@nestjs/common';
import { addDays, toLondon } from '@quorate/libs/time';
import { lastCompleteMonth } from '../oversight/runs/run-plan.service.js';
import { RUNS_CHANGED } from '../oversight/runs/run-request.js';
import { UndertakingsService } from '../oversight/undertakings/undertakings.service.js';
import { Clock } from '../platform/clock.js';
import { Live } from '../platform/live.js';
import { Reads } from '../platform/reads.js';
import type { Settings } from '../platform/settings.js';
import { SETTINGS } from '../platform/settings-token.js';
import { jobSession } from '../platform/tenant-session.js';
import { monthsBack } from '../withholding/months.js';
import { WITHHOLDER } from './demo-behaviour.js';
import { DemoDraft } from './demo-draft.js';
import { done, viewerOf } from './demo-viewer.js';

/** Months between the action and the last one judged: what came of it can be seen. */
const MONTHS_SINCE = 2;
const DAYS_TO_COME = 90;

/**
 * Waits until the first months of the demo are judged; then the provider of the signal and the commissioner agree to an
 * undertaking, by the product's own commands. Returns the function that ends the waiting.
 */
export function undertakeOnceJudged(
  app: INestApplicationContext,
  report: (cause: unknown) => void,
): () => Promise<void> {
  const draft = new DemoDraft('tamewater', app.get<Settings>(SETTINGS).DEMO_SEED);
  let last: Promise<void> = Promise.resolve();
  const off = app.get(Live).onHint(draft.tenantId, ({ topic }) => {
    if (topic === RUNS_CHANGED) last = last.then(() => undertake(app, draft)).catch(report);
  });
  return () => {
    off();
    return last;
  };
}

/** Does nothing but in the minutes after the first months were judged, and where nobody was quicker. */
async function undertake(app: INestApplicationContext, draft: DemoDraft): Promise<void> {
  const now = app.get(Clock).now();
  const [signal] = await app.get(Reads).rowsFor<{ id: string }>(jobSession(draft.tenantId), {
    name: 'demo-signal',
    text: `select s.signal_id as id from signal s where s.tenant_id = $1 and s.provider_organisation_id = $2 and s.closed_at is null
        and s.level <> 'earlyNotice' and s.commissioner_sees_from <= $3
        and exists (select 1 from detection_request r where r.tenant_id = $1 and r.cause = 'history' and r.finished_at > $3::timestamptz - interval '10 minutes')
        and not exists (select 1 from detection_request r where r.tenant_id = $1 and r.state in ('waiting','running'))
        and not exists (select 1 from signal_undertaking u where u.tenant_id = $1)
      order by s.opened_at desc limit 1`,
    values: [draft.tenantId, draft.id('organisation', WITHHOLDER), now],
  });
  if (!signal) return;
  const [manager, commissioner] = [viewerOf(draft, 'helen.pricely'), viewerOf(draft, 'ruth.clarkson')];
  const undertakings = app.get(UndertakingsService, { strict: false });
  const today = toLondon(now.toISOString()).date;
  done(
    await undertakings.propose(manager, {
      signalId: signal.id,
      kind: 'stop',
      words:
        'Each geriatrician and discharge nurse with a seat at an MDT elsewhere has the time for it in the job plan, and a named deputy for leave.',
      owner: 'Deputy chief operating officer',
      actionOn: monthsBack(lastCompleteMonth(today), MONTHS_SINCE),
      doneBy: addDays(today, DAYS_TO_COME),
      seenBy: 'The registers of the MDTs at other sites, month by month.',
    }),
  );
  const [proposed] = await app.get(Reads).rows<{ id: string; version: number }>(commissioner, {
    name: 'demo-undertaking',
    text: 'select undertaking_id as id, lock_version as version from signal_undertaking where tenant_id = $1 and signal_id = $2',
    values: [draft.tenantId, signal.id],
  });
  done(
    await undertakings.move(commissioner, {
      undertakingId: proposed?.id,
      expectedVersion: proposed?.version,
      event: 'accept',
    }),
  );
  done(
    await undertakings.noteProgress(manager, {
      undertakingId: proposed?.id,
      words: 'Job plans of the geriatricians are changed. Deputies are named for four seats of seven.',
    }),
  );
}
