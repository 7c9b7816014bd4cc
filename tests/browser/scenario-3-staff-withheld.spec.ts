import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { quorate, type StartedServer, startServer } from '../concurrency/started-server.js';
import { signIn } from './kit/at-a-desk.js';
import { closeEverything } from './kit/browser.js';
import { invite, releases, replyByLink } from './scenario-3/answering.js';
import { foundByStranger, overview, ownEngagement } from './scenario-3/looking.js';
import { markTogether } from './scenario-3/marking.js';
import { listPeople, planMdt } from './scenario-3/planning.js';
import { enterPeopleAndRoles } from './scenario-3/setting-up.js';
import {
  ADMINISTRATOR,
  addressOf,
  COORDINATOR,
  type Extracts,
  extracts,
  hasRealExtracts,
  MANAGER,
  SECOND_COORDINATOR,
} from './scenario-3/the-system.js';

const WHERE = hasRealExtracts
  ? 'Greater Manchester (QOP) from the real extracts'
  : 'a made-up system, for want of the real extracts';

describe(`Scenario 3: staff withheld from meetings at other sites, in ${WHERE}`, () => {
  let dataDirectory = '';
  let server: StartedServer;
  let system: Extracts;

  beforeAll(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'quorate-scenario-3-'));
    system = extracts();
    server = await startServer(dataDirectory);
  }, 120_000);
  afterAll(async () => {
    await closeEverything();
    await server?.stop();
    system?.remove();
    rmSync(dataDirectory, { recursive: true, force: true });
  }, 60_000);

  it('goes from an imported directory to engagement that shows it, and no other tenant sees any of it', async () => {
    makeTenant();
    const { origin } = server;
    const problems = [...(await enterPeopleAndRoles(origin, system))];
    const lin = await signIn(origin, COORDINATOR);
    const planned = await planMdt(lin.page, system);
    await listPeople(lin.page);
    const link = await invite(lin.page, planned.meetingId);
    problems.push(...(await replyByLink(lin.page, link, planned.meetingId)));
    problems.push(...(await releases(origin, lin.page, planned.meetingId)));

    const manager = await signIn(origin, MANAGER);
    const nothing = { tookPart: null, ownSites: null, otherSites: null };
    expect(await overview(lin.page, system.provider)).toEqual(nothing);
    expect(await ownEngagement(manager.page)).toEqual(nothing);
    const kit = await signIn(origin, SECOND_COORDINATOR);
    await markTogether(lin, kit, planned.meetingId);
    const withheld = { tookPart: '1 of 3', ownSites: 'None counted', otherSites: '1 of 3' };
    expect(await overview(lin.page, system.provider)).toEqual(withheld);
    expect(await overview(kit.page, system.host)).toEqual({
      tookPart: '2 of 2',
      ownSites: '2 of 2',
      otherSites: 'None counted',
    });
    await manager.page.reload();
    expect(await ownEngagement(manager.page)).toEqual(withheld);

    const providerId = idOf(manager.page.url());
    expect(await foundByStranger(origin, 'Bethan Morriston', system, planned, providerId)).toEqual([]);
    for (const { watch } of [lin, kit, manager]) problems.push(...watch.problems);
    expect(problems).toEqual([]);
  }, 300_000);

  /** What an operator types: the directory, and the first person who may sign in. */
  function makeTenant(): void {
    const { directory, icb, asOf, board } = system;
    const imported = quorate(
      dataDirectory,
      ...`import ods --tenant journey --icb ${icb} --as-of ${asOf} --dir`.split(' '),
      directory,
    );
    expect(imported).toMatchObject({ code: 0, result: { changes: { updated: 0, closed: 0 } } });
    const opened = quorate(
      dataDirectory,
      ...`account open --tenant journey --role administrator --organisation ${board.code} --login first`.split(' '),
      ...['--name', ADMINISTRATOR, '--email', addressOf(ADMINISTRATOR)],
    );
    expect(opened).toMatchObject({ code: 0, result: { isNew: true } });
  }
});

function idOf(address: string): string {
  return /[0-9a-f-]{36}/.exec(address)?.[0] ?? '';
}
