import { addDays } from '@quorate/libs/time';
import type { PageEntry } from '../../../web/src/app/page-entry.js';
import { concernOf, packOf, questionOf, returnOf, signalOf } from './oversight.js';
import { type Persona, persona } from './product.js';

interface Identified {
  readonly id: string;
}

/** Ids for the parts of a path, read through the API as whoever opens it. Null where there is none for them. */
const SOURCES: Readonly<Record<string, (who: Persona) => Promise<string | null>>> = {
  meetingId: meetingOf,
  mdtId: mdtOf,
  seatId: async (who) => {
    const mdt = await who.read<{ seats: Identified[] }>('query Q($id: ID!) { mdt(id: $id) { seats { id } } }', {
      id: await mdtOf(who),
    });
    return mdt.seats[0]?.id ?? null;
  },
  organisationId: async (who) =>
    first(
      await who.read<{ items: Identified[] }>(
        '{ organisations(first: 1, filter: { kind: ACUTE_TRUST }) { items { id } } }',
      ),
    ),
  siteId: async (who) => first(await who.read<{ items: Identified[] }>('{ sites(first: 1) { items { id } } }')),
  patientId: async (who) => {
    const { people } = await who.read<{ people: Identified[] }>(
      '{ people(input: { text: "", first: 20, after: null }) { people { id } } }',
    );
    return people[0]?.id ?? null;
  },
  messageId: async (who) => {
    const { messages } = await who.read<{ messages: (Identified & { canRead: boolean })[] }>(
      '{ outbox(first: 50) { messages { id canRead } } }',
    );
    return messages.find(({ canRead }) => canRead)?.id ?? null;
  },
  roleCode: async (who) => {
    const { roles } = await who.read<{ roles: { roleCode: string }[] }>('{ engagementByRole { roles { roleCode } } }');
    return roles[0]?.roleCode ?? null;
  },
  // The path of one measure; they are the same in every system.
  code: async () => 'invitationsAnswered',
  signalId: signalOf,
  packId: packOf,
  concernId: concernOf,
  questionId: questionOf,
  returnId: returnOf,
};

/** Pages whose ids are of a narrower kind than their names say. */
const NARROWER: readonly (readonly [string, (who: Persona, part: string) => Promise<string | null>])[] = [
  ['engagement/providers/', providerOf],
  ['meetings/:meetingId/record/', recordOf],
  ['meetings/:meetingId/move', async (who) => (await waitingOf(who))[0]?.id ?? null],
];

/** Where a page shows something only with more in its address. */
const SEARCH: Readonly<Record<string, string>> = {
  'engagement/providers/:organisationId/rows': '?class=tookPart&class=lost',
  'signals/:signalId/rows': '?number=elsewhere.lost',
  'returns/:returnId/rows': '?line=lost',
};

/** An id that nothing has. */
const NOBODYS = '00000000-0000-4000-8000-000000000000';

/** A page's address with real ids, as this person would reach it; `isThere` is false where they have nothing of the kind. */
export async function placeOf(entry: PageEntry, who: Persona): Promise<{ path: string; isThere: boolean }> {
  let isThere = true;
  const parts: string[] = [];
  for (const part of entry.path.split('/')) {
    if (!part.startsWith(':')) {
      parts.push(part);
      continue;
    }
    const [, narrower] = NARROWER.find(([path]) => entry.path.startsWith(path)) ?? [];
    const source = narrower ?? SOURCES[part.slice(1)];
    if (!source) throw new Error(`${entry.path}: tell tests/browser/kit/places.ts where to find a ${part}.`);
    const id = await source(who, part.slice(1));
    isThere &&= id !== null;
    parts.push(id ?? NOBODYS);
  }
  return { path: `/${parts.join('/')}${SEARCH[entry.path] ?? ''}`, isThere };
}

function first({ items }: { readonly items: readonly Identified[] }): string | null {
  return items[0]?.id ?? null;
}

async function providerOf(who: Persona): Promise<string | null> {
  const { providers } = await who.read<{ providers: { organisationId: string }[] }>(
    '{ engagement { providers { organisationId } } }',
  );
  return providers[0]?.organisationId ?? null;
}

/** Meeting or seat of one record: the one that is disputed, else one that this person could dispute. */
async function recordOf(who: Persona, part: string): Promise<string | null> {
  type Found = { readonly items: readonly Readonly<Record<string, string>>[] };
  const disputed = await who.read<Found>('{ attendanceDisputes(first: 1) { items { meetingId seatId } } }');
  const [record] =
    disputed.items.length > 0
      ? disputed.items
      : (await who.read<Found>('{ recordsToDispute(first: 1) { items { meetingId seatId } } }')).items;
  return record?.[part] ?? null;
}

/** Meetings of the next weeks that a co-ordinator looks after. */
async function waitingOf(who: Persona): Promise<readonly Identified[]> {
  const { waiting } = await who.read<{ waiting: Identified[] }>('{ todayMeetings { waiting { id } } }');
  return waiting;
}

/** An MDT of the viewer's own, else any that they see. */
async function mdtOf(who: Persona): Promise<string | null> {
  const [own] = await waitingOf(who);
  if (!own) return first(await who.read<{ items: Identified[] }>('{ mdts(first: 1) { items { id } } }'));
  const meeting = await who.read<{ mdt: Identified }>('query Q($id: ID!) { meeting(id: $id) { mdt { id } } }', {
    id: own.id,
  });
  return meeting.mdt.id;
}

/** The meeting that is going on, for those who are in it; else the next one they see. */
async function meetingOf(who: Persona): Promise<string | null> {
  const { date, today } = await who.read<{ date: string; today: Identified[] }>(
    '{ todayMeetings { date today { id } } }',
  );
  if (today[0]) return today[0].id;
  return first(
    await who.read<{ items: Identified[] }>(
      'query Q($from: String!, $to: String!) { meetings(first: 1, from: $from, to: $to) { items { id } } }',
      { from: date, to: addDays(date, 28) },
    ),
  );
}

/** The extraordinary meeting of Merrow that is going on when the demo is loaded. */
export async function meetingNow(): Promise<string> {
  const id = await meetingOf(await persona('priya.nair'));
  if (!id) throw new Error('The demo has no meeting that is going on.');
  return id;
}

/** Sends one meeting's invitations and a release request, so that there is mail to read. */
export async function haveMail(): Promise<void> {
  const priya = await persona('priya.nair');
  const meetingId = (await waitingOf(priya))[0]?.id;
  await priya.change('sendInvitations', { meetingId, to: 'EVERYONE' }, 'InvitationsSent');
  await askForSomebodyOf('Alderbrook');
}

/** Asks for a release that has not been asked for yet, at the first coming meeting where there is one. */
export async function askForSomebodyOf(provider: string): Promise<string> {
  const priya = await persona('priya.nair');
  for (const { id } of await waitingOf(priya)) {
    const meeting = await priya.read<{ replies: { seatId: string; provider: { name: string } }[] }>(
      'query Q($id: ID!) { meeting(id: $id) { replies { seatId provider { name } } } }',
      { id },
    );
    for (const { seatId } of meeting.replies.filter((reply) => reply.provider.name.startsWith(provider))) {
      const answer = await priya.read<{ __typename: string; releaseRequestId?: string }>(
        'mutation M($input: RequestReleaseInput!) { requestRelease(input: $input) { __typename ... on ReleaseRequested { releaseRequestId } } }',
        { input: { meetingId: id, seatId } },
      );
      if (answer.releaseRequestId) return answer.releaseRequestId;
    }
  }
  throw new Error(`No coming meeting has a seat of ${provider} to ask for.`);
}
