import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type APIRequestContext, request } from 'playwright-core';
import { closeEverything, openWindow, PHONE, SMALLEST, type Window } from './kit/browser.js';
import { axeViolations, overflow } from './kit/checks.js';
import { askForSomebodyOf } from './kit/places.js';
import { type Persona, persona, productUrl } from './kit/product.js';
import { settled } from './kit/watched.js';

interface Reply {
  readonly id: string;
  readonly response: string;
  readonly lockVersion: number;
  readonly declineReason: string | null;
  readonly seatId: string;
  readonly person: { readonly name: string } | null;
}

let priya: Persona;
let meetingId = '';
let nobody: APIRequestContext;

beforeAll(async () => {
  priya = await persona('priya.nair');
  const { waiting } = await priya.read<{ waiting: { id: string }[] }>('{ todayMeetings { waiting { id } } }');
  // The first is mailed by the test of every page.
  meetingId = waiting[1]?.id ?? '';
  await priya.change('sendInvitations', { meetingId, to: 'EVERYONE' }, 'InvitationsSent');
  nobody = await request.newContext({ baseURL: productUrl });
}, 120_000);

afterAll(async () => {
  await nobody.dispose();
  await closeEverything();
});

async function replies(): Promise<readonly Reply[]> {
  const meeting = await priya.read<{ replies: Reply[] }>(
    'query Q($id: ID!) { meeting(id: $id) { replies { id response lockVersion declineReason seatId person { name } } } }',
    { id: meetingId },
  );
  return meeting.replies;
}

const replyOf = async (name: string) => (await replies()).find(({ person }) => person?.name === name);

/** The links in a mail to this person about the meeting, by what they answer. */
async function linksOf(name: string): Promise<Readonly<Record<string, string>>> {
  const { messages } = await priya.read<{ messages: { id: string; meetingId: string; recipientName: string }[] }>(
    '{ outbox(first: 100) { messages { id meetingId recipientName } } }',
  );
  const message = messages.find((each) => each.meetingId === meetingId && each.recipientName === name);
  const { text } = await priya.read<{ text: string }>('query Q($id: ID!) { mail(id: $id) { text } }', {
    id: message?.id,
  });
  const links = [...text.matchAll(/https?:\/\/\S+\/reply\/\S+answer=(\w+)/g)];
  return Object.fromEntries(links.map(([link, answer]) => [answer, link]));
}

async function invited(count: number): Promise<readonly string[]> {
  const names = (await replies()).flatMap(({ person }) => person?.name ?? []);
  expect(names.length).toBeGreaterThanOrEqual(count);
  return names;
}

describe('a mailed reply link', () => {
  it('changes nothing when a mail scanner opens it, and one POST answers', async () => {
    const [name = ''] = await invited(3);
    const links = await linksOf(name);
    expect(Object.keys(links).sort()).toEqual(['accept', 'decline', 'tentative']);
    const before = await replies();
    for (const link of Object.values(links)) {
      expect((await nobody.head(link)).status()).toBe(200);
      expect((await nobody.get(link)).status()).toBe(200);
      expect((await nobody.get(link)).status()).toBe(200);
    }
    expect(await replies()).toEqual(before);
    const page = await (await nobody.get(links.tentative ?? '')).text();
    const [, invitation = ''] = /name="invitation" value="([^"]+)"/.exec(page) ?? [];
    const [path = ''] = (links.tentative ?? '').split('?');
    const answered = await nobody.post(path, { form: { invitation, answer: 'tentative', declineReason: '' } });
    expect(answered.status()).toBe(200);
    expect((await replyOf(name))?.response).toBe('TENTATIVE');
    const others = (list: readonly Reply[]) => list.filter(({ person }) => person?.name !== name);
    expect(others(await replies())).toEqual(others(before));
  }, 120_000);

  it('answers in two taps without an account', async () => {
    const [, name = ''] = await invited(3);
    const window = await openWindow(null, { viewport: PHONE });
    let taps = 0;
    taps += 1;
    await window.page.goto((await linksOf(name)).accept ?? '');
    taps += 1;
    await window.page.getByRole('button', { name: 'Send my answer' }).click();
    await window.page.getByText('Your answer is saved').waitFor();
    expect({ taps, response: (await replyOf(name))?.response }).toEqual({ taps: 2, response: 'ACCEPTED' });
    expect(window.watch.problems).toEqual([]);
    await window.context.close();
  }, 120_000);

  it('says "I was not released" in one tap more', async () => {
    const [, , name = ''] = await invited(3);
    const window = await openWindow(null, { viewport: PHONE });
    let taps = 1;
    await window.page.goto((await linksOf(name)).decline ?? '');
    taps += 1;
    await window.page.getByLabel('I was not released').click();
    taps += 1;
    await window.page.getByRole('button', { name: 'Send my answer' }).click();
    await window.page.getByText('Your answer is saved').waitFor();
    expect({ taps, reply: await replyOf(name) }).toMatchObject({
      taps: 3,
      reply: { response: 'DECLINED', declineReason: 'releaseRefused' },
    });
    await window.context.close();
  }, 120_000);

  it('leads to a page that is accessible on the smallest screen, and works without script', async () => {
    const [name = ''] = await invited(1);
    const link = (await linksOf(name)).accept ?? '';
    const window: Window = await openWindow(null, { viewport: SMALLEST, javaScriptEnabled: true });
    await window.page.goto(link);
    expect(await window.page.locator('script').count()).toBe(0);
    expect(await window.page.title()).toMatch(/ - Quorate$/);
    expect(await axeViolations(window.page)).toEqual([]);
    expect(await overflow(window.page)).toBeLessThanOrEqual(0);
    await window.context.close();
  }, 120_000);
});

describe('a mailed release request', () => {
  it('is answered in two taps by the manager who is signed in', async () => {
    const helen = await persona('helen.pricely');
    const { items } = await helen.read<{ items: { id: string }[] }>(
      '{ releaseQueue(state: WAITING, first: 20) { items { id } } }',
    );
    const asked = items.at(-1)?.id ?? '';
    const { page, watch, context } = await openWindow('helen.pricely', { viewport: PHONE });
    let taps = 1;
    await page.goto(`${productUrl}/releases?request=${asked}`);
    await settled(page);
    taps += 1;
    const saved = page.waitForResponse((answer) => answer.request().postData()?.includes('answerRelease') ?? false);
    await page
      .getByRole('button', { name: /^Release(?! all| with)/ })
      .first()
      .click();
    await saved;
    const answered = await helen.read<{ items: { id: string; state: string }[] }>(
      '{ releaseQueue(state: ANSWERED, first: 100) { items { id state } } }',
    );
    expect(answered.items.find(({ id }) => id === asked)?.state).toBe('GRANTED');
    expect({ taps, problems: watch.problems }).toEqual({ taps: 2, problems: [] });
    await context.close();
  }, 120_000);

  it('is mailed to the manager with a link to that request', async () => {
    const helen = await persona('helen.pricely');
    const asked = await askForSomebodyOf('Alderbrook');
    const { messages } = await helen.read<{ messages: { id: string; kind: string }[] }>(
      '{ outbox(first: 50) { messages { id kind } } }',
    );
    const message = messages.find(({ kind }) => kind === 'releaseRequested');
    const { text } = await helen.read<{ text: string }>('query Q($id: ID!) { mail(id: $id) { text } }', {
      id: message?.id,
    });
    expect(text).toContain(`${productUrl}/releases?request=${asked}`);
  }, 120_000);
});
