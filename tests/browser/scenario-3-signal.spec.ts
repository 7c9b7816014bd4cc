import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, monthOf, toLondon } from '@quorate/libs/time';
import { WITHHELD_SINCE_DAYS } from '../../api/src/demo/demo-behaviour.js';
import { formatMonth, formatShortDate } from '../../web/src/ui/dates.js';
import { quorate, type StartedServer, startServer } from '../concurrency/started-server.js';
import { signIn } from './kit/at-a-desk.js';
import { closeEverything, type Window } from './kit/browser.js';
import { correctRegister } from './scenario-3-signal/correcting.js';
import { firstSeen, logOf, whenJudged, wholeLog } from './scenario-3-signal/finding.js';
import { decidePoints, disputeSeat, keepDraft, recordsAreRight, takeOn } from './scenario-3-signal/replying.js';
import { compareRole, openWhy, rowsShown, sealPack } from './scenario-3-signal/showing.js';
import { foundByStranger } from './scenario-3-signal/stranger.js';
import {
  COMMISSIONER,
  HOST_COORDINATOR,
  LOOK_ALIKES,
  MANAGER,
  MANAGERS_OF_LOOK_ALIKES,
  PROVIDER,
  SECOND_COMMISSIONER,
} from './scenario-3-signal/who.js';

const TODAY = toLondon(new Date().toISOString()).date;
const ONSET = addDays(TODAY, -WITHHELD_SINCE_DAYS);
/** How far from its beginning a pattern may be dated. */
const NEAR_DAYS = 14;

describe('Scenario 3: a provider that holds staff back, from the signal to a pack that proves what was on record', () => {
  let dataDirectory = '';
  let files = '';
  let server: StartedServer;
  let ruth: Window;

  beforeAll(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'quorate-signal-'));
    files = mkdtempSync(join(tmpdir(), 'quorate-signal-files-'));
    server = await startServer(dataDirectory);
    ruth = await signIn(server.origin, COMMISSIONER);
    await whenJudged(ruth.page, /./);
  }, 240_000);
  afterAll(async () => {
    await closeEverything();
    await server?.stop();
    for (const directory of [dataDirectory, files]) rmSync(directory, { recursive: true, force: true });
  }, 60_000);

  it('compares one role in all providers in two clicks', async () => {
    expect((await compareRole(ruth.page)).count).toBeLessThanOrEqual(2);
  }, 60_000);

  it('finds that provider with its date and nobody who looks like it, hears it, corrects, judges again and proves it', async () => {
    const { origin } = server;
    const log = await wholeLog(ruth.page);
    expect(log.map(({ words }) => words)).toEqual([expect.stringContaining(PROVIDER)]);
    const near = Array.from({ length: 2 * NEAR_DAYS + 1 }, (_, i) => formatShortDate(addDays(ONSET, i - NEAR_DAYS)));
    expect(near).toContain(log[0]?.since);
    expect(LOOK_ALIKES.filter((name) => log.some(({ words }) => words.includes(name)))).toEqual([]);
    // Early notice may be wrong: it goes to the provider alone, asks nothing and ends by itself.
    const toldAlone = /Early notice\s[^\n]*Closed/;
    for (const manager of MANAGERS_OF_LOOK_ALIKES)
      expect((await logOf(origin, manager)).filter((words) => !toldAlone.test(words))).toEqual([]);

    const helen = await signIn(origin, MANAGER);
    const draft = await keepDraft(helen.page);
    const { clicks: correcting, disputed } = await disputeSeat(helen.page);
    expect({ reply: draft.count, correct: correcting.count }).toEqual({ reply: 3, correct: 3 });
    const seen = await firstSeen(helen.page);
    expect(seen.commissioner.getTime()).toBeGreaterThan(seen.provider.getTime());
    await recordsAreRight(helen.page);

    const before = await openWhy(ruth.page);
    expect({ toWhy: before.toWhy <= 2, toRows: before.toRows <= 3 }).toEqual({ toWhy: true, toRows: true });
    expect(await rowsShown(ruth.page)).toBe(before.lost);
    const signalId = idIn(ruth.page.url());

    const imran = await signIn(origin, SECOND_COMMISSIONER);
    await decidePoints(imran.page, disputed);
    await ruth.page.goto(`/signals/${signalId}`);
    // The demo's own, once its months are judged.
    await ruth.page.getByText('Agreed by both', { exact: true }).waitFor();
    await takeOn(ruth.page);

    const priya = await signIn(origin, HOST_COORDINATOR);
    expect(await correctRegister(priya.page, disputed)).not.toMatch(/signal|alarm|Alderbrook/i);
    const month = monthOf(isoOf(disputed.date));
    await whenJudged(ruth.page, new RegExp(`${formatMonth(month)}, version 2`));
    expect(await ruth.page.getByRole('rowheader', { name: `${formatMonth(month)} (judged again since)` }).count()).toBe(
      1,
    );
    const after = await openWhy(ruth.page);
    expect(after.lost).toBe(before.lost - 1);
    await ruth.page.goto(`/signals/${signalId}`);
    await ruth.page.getByText('Corrected after reply; the months are judged again').waitFor();
    await ruth.page.getByText(/^The month was judged again.*after records were corrected/).waitFor();

    const pack = await sealPack(ruth.page, files);
    expect(pack.clicks.count).toBe(3);
    expect(verify(pack)).toMatchObject({ code: 0, result: { ok: true, packId: pack.packId } });
    const bytes = readFileSync(pack.file);
    const at = Math.floor(bytes.length / 2);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(pack.file, bytes);
    expect(verify(pack)).toMatchObject({ code: 1, result: { ok: false } });

    expect(await foundByStranger(origin, signalId, pack.packId)).toEqual({
      signals: 0,
      packs: false,
      open: [],
      file: 404,
    });
    for (const { watch } of [ruth, helen, imran, priya]) expect(watch.problems).toEqual([]);
  }, 300_000);

  /** As whoever was given the two files does it, where no database and no server is. */
  function verify({ file, key }: { readonly file: string; readonly key: string }) {
    return quorate(files, 'evidence', 'verify', file, '--key', key);
  }
});

function idIn(address: string): string {
  return /[0-9a-f-]{36}/.exec(address)?.[0] ?? '';
}

/** "05-Jun-2026" as the pages have it, as a local date. */
function isoOf(shown: string): string {
  return new Date(`${shown} UTC`).toISOString().slice(0, 10);
}
