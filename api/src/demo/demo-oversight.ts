import type { INestApplicationContext } from '@nestjs/common';
import { addDays, toLondon } from '@quorate/libs/time';
import { ConcernsService } from '../oversight/concerns/concerns.service.js';
import { TendersService } from '../oversight/tenders/tenders.service.js';
import { Reads } from '../platform/reads.js';
import type { Viewer } from '../platform/viewer.js';
import type { DemoDraft } from './demo-draft.js';
import { done, viewerOf } from './demo-viewer.js';

/** Days from the first start: far enough that a tender in preparation hides nothing from anybody yet. */
const TENDER_BEGINS = 70;
const TENDER_LASTS = 90;

/** A concern that is looked into and a tender in preparation, by the product's own commands once the system is loaded. */
export async function addDemoOversight(app: INestApplicationContext, draft: DemoDraft, now: Date): Promise<void> {
  if (draft.tenantKey !== 'tamewater') return;
  const commissioner = viewerOf(draft, 'ruth.clarkson');
  const today = toLondon(now.toISOString()).date;
  await addConcern(app, draft, commissioner, today);
  const startsOn = addDays(today, TENDER_BEGINS);
  done(
    await app.get(TendersService, { strict: false }).open(commissioner, {
      title: 'Community frailty service',
      reason: 'Both organisations have said that they will bid for the service that follows the present one.',
      startsOn,
      endsOn: addDays(startsOn, TENDER_LASTS),
      organisationIds: ['merrow', 'hollin'].map((key) => draft.id('organisation', key)),
    }),
  );
}

async function addConcern(
  app: INestApplicationContext,
  draft: DemoDraft,
  commissioner: Viewer,
  today: string,
): Promise<void> {
  const concerns = app.get(ConcernsService, { strict: false });
  const { reference } = done(
    await concerns.receive(draft.tenantId, commissioner.requestId, {
      system: draft.tenantKey,
      about: 'Brightwell Rehabilitation',
      behaviours: ['noHandover', 'noInformation'],
      words:
        'People come home from Brightwell on a Friday, and the community team hears of it on the Monday. Three families of our group have had a weekend without the equipment that was promised. When we asked to plan it together, nobody had the time.',
      from: addDays(today, -75),
      until: null,
      sources: 'The families would talk to you. One has kept the discharge letters.',
      contactName: 'Elsie Marwood, for a group of carers',
      contactReach: 'elsie.marwood@carers.invalid',
    }),
  );
  const [concern] = await app.get(Reads).rows<{ id: string }>(commissioner, {
    name: 'demo-concern',
    text: 'select concern_id as id from concern where tenant_id = $1 and reference = $2',
    values: [draft.tenantId, reference],
  });
  done(
    await concerns.handle(commissioner, {
      concernId: concern?.id,
      expectedVersion: 1,
      event: 'lookInto',
      reason: 'We ask Brightwell and the community team how weekends are planned, and speak with the families.',
    }),
  );
}
