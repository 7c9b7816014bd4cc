import '../testing/jsdom-globals.js';

import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Observable } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { LiveRegion } from '../ui/live-region.js';
import { UndoProvider } from '../ui/undo.js';
import { ReleaseControl } from './release-control.js';
import { ReleaseQueuePage } from './release-queue-page.js';
import type { Release, ReleaseAnswerInput } from './release-words.js';
import { TodayRegisters } from './today-registers.js';
import { TodayReleases } from './today-releases.js';

function releaseOf(id: string, more: Partial<Release> = {}): Release {
  return {
    __typename: 'ReleaseRequest',
    id,
    state: 'REQUESTED',
    version: 1,
    note: 'Two people need her',
    dueOn: '2026-11-26',
    isOverdue: false,
    requestedAt: '2026-11-24T09:00:00.000Z',
    requestedBy: 'Priya Nair',
    noticeWorkingDays: 3,
    decidedAt: null,
    decidedBy: null,
    reasonCode: null,
    answerNote: null,
    coverName: null,
    seatId: `seat-${id}`,
    personName: `Dr ${id}`,
    roleName: 'Geriatrician',
    providerName: 'Northgate Acute',
    meetingId: 'm1',
    mdtName: 'Meadow Lane frailty MDT',
    hostName: 'Riverside Community',
    isOwnSite: false,
    isMeetingOver: false,
    meetingDate: '2026-11-27',
    startTime: '13:00',
    durationMinutes: 90,
    siteName: 'Riverside house',
    isOnline: true,
    cover: [
      { __typename: 'ReleaseCover', id: 'c1', name: 'Leila Hussain', isBooked: true },
      { __typename: 'ReleaseCover', id: 'c2', name: 'Jo Begum', isBooked: false },
    ],
    ...more,
  } as Release;
}

/** The server as far as the page can tell. */
class FakeServer {
  waiting: Release[] = [releaseOf('Late', { isOverdue: true, state: 'UNANSWERED' }), releaseOf('Soon')];
  answers: ReleaseAnswerInput[] = [];
  asked: string[] = [];
  refuse: object | null = null;
  fault = false;

  readonly link = new ApolloLink(
    (operation) =>
      new Observable<ApolloLink.Result>((observer) => {
        if (this.fault) return observer.error(new Error('no network'));
        observer.next({ data: this.answer(operation.operationName ?? '', operation.variables) });
        observer.complete();
      }),
  );

  private answer(name: string, variables: Record<string, unknown>): Record<string, unknown> {
    this.asked.push(name);
    const field = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (name === 'ReleaseQueue') return { releaseQueue: this.page(variables) };
    if (name === 'RegistersToRecord') return { registersToRecord: [] };
    if (name === 'MeetingReleases') return { meetingReleases: this.waiting };
    if (this.refuse) return { [field]: this.refuse };
    const input = variables.input as ReleaseAnswerInput & { answers?: ReleaseAnswerInput[] };
    if (name === 'RequestRelease')
      return { requestRelease: { __typename: 'ReleaseRequested', managersTold: 0, release: releaseOf('New') } };
    if (name === 'CancelRelease') return { cancelRelease: { __typename: 'ReleaseCancelled', releaseRequestId: 'x' } };
    const answers = input.answers ?? [input];
    this.answers.push(...answers);
    const ids = answers.map((answer) => answer.releaseRequestId);
    this.waiting = this.waiting.filter((release) => !ids.includes(release.id));
    const state = answers[0]?.answer === 'REFUSE' ? 'REFUSED' : 'GRANTED';
    return { [field]: { __typename: 'ReleasesAnswered', releases: ids.map((id) => releaseOf(id, { state })) } };
  }

  private page({ state, after, first }: Record<string, unknown>) {
    const all = state === 'WAITING' ? this.waiting : [];
    const from = after ? Number(after) : 0;
    const items = all.slice(from, from + Number(first));
    return {
      __typename: 'ReleaseQueue',
      waiting: this.waiting.length,
      overdue: this.waiting.filter((release) => release.isOverdue).length,
      items,
      hasMore: from + items.length < all.length,
      endCursor: String(from + items.length),
    };
  }
}

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer();
});

function show(element: ReactNode, at = '/releases') {
  const router = createMemoryRouter([{ path: '*', element }], { initialEntries: [at] });
  const client = createTransportlessClient(server.link, {
    Refusal: ['NotPermitted', 'InvalidInput', 'ChangedByOther', 'ReleaseNotPossible'],
  });
  return render(
    <ApolloProvider client={client}>
      <LiveRegion>
        <UndoProvider>
          <RouterProvider router={router} />
        </UndoProvider>
      </LiveRegion>
    </ApolloProvider>,
  );
}

const card = async (name: string) => {
  const heading = await screen.findByRole('heading', { name: `Dr ${name}, Geriatrician` });
  return within(heading.closest<HTMLElement>('.q-card') ?? document.body);
};

describe('the release queue', () => {
  it('shows who, where, how much notice and who could cover, overdue first', async () => {
    show(<ReleaseQueuePage />);
    await card('Late');
    expect(screen.getAllByRole('heading', { level: 2 }).map((h) => h.textContent)).toEqual([
      'Dr Late, Geriatrician',
      'Dr Soon, Geriatrician',
    ]);
    const text = (await card('Soon')).getByText('Meadow Lane frailty MDT').closest('.q-card')?.textContent;
    expect(text).toContain('Answer by Thursday 26 November 2026. 3 working days’ notice.');
    expect(text).toContain('hosted by Riverside Community');
    expect(text).toContain('Friday 27 November 2026, 13:00, 90 minutes, Riverside house or online');
    expect(text).toContain('Leila Hussain has another meeting then; Jo Begum has no other meeting then.');
    expect(screen.getAllByText('2 waiting for an answer, 1 overdue').length).toBeGreaterThan(0);
  });

  it('releases in one click, which takes the request off the list', async () => {
    show(<ReleaseQueuePage />);
    await userEvent.click((await card('Soon')).getByRole('button', { name: /^Release Dr/ }));
    await waitFor(() => expect(screen.queryByText('Dr Soon, Geriatrician')).toBeNull());
    expect(server.answers).toEqual([{ releaseRequestId: 'Soon', expectedVersion: 1, answer: 'GRANT' }]);
    expect(screen.getAllByText(/Dr Soon: Released/).length).toBeGreaterThan(0);
  });

  it('refuses in two: not this time, and the reason', async () => {
    show(<ReleaseQueuePage />);
    await userEvent.click((await card('Soon')).getByRole('button', { name: /^Not this time/ }));
    await userEvent.click((await card('Soon')).getByRole('button', { name: /^No cover or backfill/ }));
    await waitFor(() => expect(server.answers).toHaveLength(1));
    expect(server.answers[0]).toMatchObject({ answer: 'REFUSE', reasonCode: 'NO_COVER' });
  });

  it('releases with cover by a person in two, or in words', async () => {
    show(<ReleaseQueuePage />);
    await userEvent.click((await card('Soon')).getByRole('button', { name: /^Release with cover/ }));
    await userEvent.click((await card('Soon')).getByRole('button', { name: /^Release with this cover/ }));
    expect((await card('Soon')).getByText(/Say who covers/)).toBeTruthy();
    await userEvent.click((await card('Soon')).getByRole('button', { name: /^Jo Begum/ }));
    await waitFor(() =>
      expect(server.answers[0]).toMatchObject({ answer: 'GRANT_WITH_COVER', coverPractitionerId: 'c2' }),
    );
    await userEvent.click((await card('Late')).getByRole('button', { name: /^Release with cover/ }));
    await userEvent.type((await card('Late')).getByLabelText(/Who covers/), 'The registrar{Enter}');
    await waitFor(() => expect(server.answers[1]).toMatchObject({ answer: 'GRANT_WITH_COVER', note: 'The registrar' }));
  });

  it('says on the card why an answer was not taken, and shows the request as it is now', async () => {
    show(<ReleaseQueuePage />);
    await card('Soon');
    server.refuse = { __typename: 'ChangedByOther', code: 'CHANGED_BY_OTHER', message: 'Someone else answered.' };
    server.waiting = [releaseOf('Soon', { version: 2 })];
    await userEvent.click((await card('Soon')).getByRole('button', { name: /^Release Dr/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('Someone else answered.');
    server.refuse = null;
    await userEvent.click((await card('Soon')).getByRole('button', { name: /^Release Dr/ }));
    await waitFor(() => expect(server.answers[0]?.expectedVersion).toBe(2));
  });

  it('says so when the answer could not be sent', async () => {
    show(<ReleaseQueuePage />);
    const soon = await card('Soon');
    server.fault = true;
    await userEvent.click(soon.getByRole('button', { name: /^Release Dr/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('Check your connection');
  });

  it('releases all that are shown, and says what to expect when nothing waits', async () => {
    show(<ReleaseQueuePage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Release all 2 shown' }));
    expect(server.answers).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Release all 2' }));
    expect(await screen.findByText('Nobody is waiting for an answer')).toBeTruthy();
    expect(server.answers).toHaveLength(2);
  });

  it('pages without losing what is shown, and puts the request of a mail first', async () => {
    server.waiting = Array.from({ length: 25 }, (_, i) => releaseOf(`N${i}`));
    show(<ReleaseQueuePage />, '/releases?request=N7');
    await card('N7');
    expect(screen.getAllByRole('heading', { level: 2 })[0]?.textContent).toBe('Dr N7, Geriatrician');
    await userEvent.click(screen.getByRole('button', { name: /Show more/ }));
    await card('N24');
    expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(25);
  });

  it('lists what was answered on demand', async () => {
    show(<ReleaseQueuePage />, '/releases?state=ANSWERED');
    expect(await screen.findByText('Nothing has been answered yet')).toBeTruthy();
  });
});

describe('asking for release', () => {
  const control = (release: Release | null, canAsk = true) => (
    <ReleaseControl meetingId="m1" seatId="s1" personName="Dr Soon" release={release} canAsk={canAsk} />
  );

  it('asks in one click and says when nobody is there to answer', async () => {
    show(control(null));
    await userEvent.click(screen.getByRole('button', { name: 'Ask for release of Dr Soon' }));
    expect(await screen.findByText(/Ask them by phone/)).toBeTruthy();
  });

  it('shows the answer with its reason, and may be taken back', async () => {
    show(control(releaseOf('Soon', { state: 'REFUSED', reasonCode: 'NO_COVER' })));
    expect(screen.getByText('Not this time')).toBeTruthy();
    expect(screen.getByText(/No cover or backfill/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: /Take the request back/ }));
    await waitFor(() => expect(server.asked).toContain('CancelRelease'));
  });

  it('shows the refusal, and no button once the meeting has begun', async () => {
    server.refuse = { __typename: 'ReleaseNotPossible', code: 'ALREADY_ASKED', message: 'Asked for already.' };
    const view = show(control(null));
    await userEvent.click(screen.getByRole('button', { name: /Ask for release/ }));
    expect((await screen.findByRole('alert')).textContent).toBe('Asked for already.');
    view.unmount();
    show(control(null, false));
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('today', () => {
  it('lets a manager answer right there and leads to the rest', async () => {
    server.waiting = Array.from({ length: 5 }, (_, i) => releaseOf(`N${i}`));
    show(<TodayReleases />, '/');
    expect(await screen.findByRole('link', { name: 'All 5 release requests' })).toBeTruthy();
    await userEvent.click((await card('N0')).getByRole('button', { name: /^Release Dr/ }));
    await waitFor(() => expect(screen.queryByText('Dr N0, Geriatrician')).toBeNull());
  });

  it('tells a co-ordinator that every register is complete', async () => {
    show(<TodayRegisters />, '/');
    expect(await screen.findByText('Every register is complete')).toBeTruthy();
  });
});
