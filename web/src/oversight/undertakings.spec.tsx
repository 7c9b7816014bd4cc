import '../testing/jsdom-globals.js';

import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { describe, expect, it } from '@jest/globals';
import { effectChangeWords } from '@quorate/libs/engagement';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Observable } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { FixedViewer, type Role, type Viewer } from '../app/viewer.js';
import { LiveRegion } from '../ui/live-region.js';
import { UndoProvider } from '../ui/undo.js';
import type { Signal } from './signal-words.js';
import type { Effect } from './undertaking-effect.js';
import type { Undertaking } from './undertaking-words.js';
import { Undertakings } from './undertakings.js';
import { TodayUndertakings } from './undertakings-today.js';

const viewerAs = (role: Role) =>
  ({ name: 'Ruth', login: 'ruth', acting: { role, roleName: role, organisation: null } }) as unknown as Viewer;
const MANAGER = {
  __typename: 'SignalActor' as const,
  name: null,
  role: 'Provider manager',
  organisationName: 'Northgate',
};
const TERMS = {
  kind: 'RESTORE' as const,
  words: 'Protected time for meetings elsewhere',
  owner: 'Chief nurse',
  actionOn: '2026-11-02',
  doneBy: '2027-03-31',
  seenBy: 'Three usual months in a row',
};

const undertaking = (over: Partial<Undertaking> = {}): Undertaking =>
  ({
    __typename: 'Undertaking',
    id: 'u1',
    version: 3,
    state: 'PROPOSED',
    ...TERMS,
    writtenBy: 'PROVIDER',
    waitsFor: 'COMMISSIONER',
    waitsForViewer: true,
    answerDueOn: '2026-12-22',
    isOverdue: false,
    agreedAt: null,
    agreedBy: null,
    remedy: null,
    canNote: false,
    nextSteps: [
      { __typename: 'UndertakingNextStep', event: 'ACCEPT', needsReason: false, lockedBecause: null },
      { __typename: 'UndertakingNextStep', event: 'ASK_FOR_CHANGE', needsReason: true, lockedBecause: null },
    ],
    steps: [
      {
        __typename: 'UndertakingStep',
        no: 1,
        at: '2026-12-08T09:00:00.000Z',
        kind: 'PROPOSED',
        words: '',
        remedy: null,
        dueOn: null,
        terms: { __typename: 'UndertakingTerms', ...TERMS, doneBy: '2027-05-31' },
        by: MANAGER,
      },
    ],
    ...over,
  }) as Undertaking;

const point = (month: string, period: Effect['points'][number]['period'], tookPart: number | null) => ({
  __typename: 'EffectPoint' as const,
  month,
  period,
  tookPart,
  atRisk: tookPart === null ? null : 20,
  usual: tookPart === null ? null : 0.8,
  others: 0.8,
  causes: period === 'AFTER' ? ['outsideLimits'] : [],
});

const effect = (over: Partial<Effect> = {}): Effect =>
  ({
    __typename: 'UndertakingEffect',
    undertakingId: 'u1',
    actionOn: '2026-11-02',
    providerName: 'Northgate',
    mean: 0.4,
    lower: 0.3,
    upper: 0.5,
    isTrial: true,
    isBeforeSinceFall: true,
    monthsBefore: 3,
    monthsAfter: 3,
    leastMonths: 3,
    points: [
      point('2026-08', 'BEFORE', 8),
      point('2026-09', 'BEFORE', 8),
      point('2026-10', 'BEFORE', null),
      point('2026-11', 'ACTION', 10),
      point('2026-12', 'AFTER', 16),
    ],
    change: { __typename: 'EffectChange', own: 0.4, others: -0.01, difference: 0.41, low: 0.2, high: 0.62 },
    ...over,
  }) as Effect;

/** The server as far as the section can tell. */
class FakeServer {
  items: Undertaking[] = [];
  canPropose = true;
  lockedBecause: string | null = null;
  toDo: object[] = [];
  refuse: object | null = null;
  sent: { readonly name: string; readonly input: Record<string, unknown> }[] = [];
  asked = 0;

  readonly link = new ApolloLink(
    ({ operationName = '', variables }) =>
      new Observable<ApolloLink.Result>((observer) => {
        observer.next({ data: this.answer(operationName, variables) });
        observer.complete();
      }),
  );

  private answer(name: string, variables: Record<string, unknown>): Record<string, unknown> {
    const field = name.charAt(0).toLowerCase() + name.slice(1);
    switch (name) {
      case 'SignalUndertakings': {
        this.asked += 1;
        const { canPropose, lockedBecause, items } = this;
        return {
          signalUndertakings: { __typename: 'SignalUndertakings', signalId: 's1', canPropose, lockedBecause, items },
        };
      }
      case 'UndertakingEffect':
        return { undertakingEffect: effect() };
      case 'UndertakingsToDo':
        return { undertakingsToDo: this.toDo };
      default:
        this.sent.push({ name, input: (variables.input ?? {}) as Record<string, unknown> });
        return { [field]: this.refuse ?? { __typename: 'UndertakingChanged', signalId: 's1' } };
    }
  }
}

function open(server: FakeServer, isOwn: boolean) {
  const signal = { id: 's1', isOwn } as unknown as Signal;
  const router = createMemoryRouter([{ path: '/', element: <Undertakings signal={signal} /> }]);
  const refusals = ['SignalStepNotPossible', 'ChangedByOther', 'InvalidInput'];
  const possible = { Refusal: refusals, ChangeUndertakingResult: ['UndertakingChanged', ...refusals] };
  render(
    <ApolloProvider client={createTransportlessClient(server.link, possible)}>
      <FixedViewer viewer={viewerAs(isOwn ? 'PROVIDER_MANAGER' : 'COMMISSIONER')}>
        <LiveRegion>
          <UndoProvider>
            <RouterProvider router={router} />
          </UndoProvider>
        </LiveRegion>
      </FixedViewer>
    </ApolloProvider>,
  );
  return userEvent.setup();
}

describe('what is undertaken because of a signal', () => {
  it('is proposed by the provider from an empty list, and says who is asked for an answer', async () => {
    const server = new FakeServer();
    const user = open(server, true);
    expect(await screen.findByText(/Either of you proposes it/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Propose an undertaking' }));
    const form = within(screen.getByRole('dialog'));
    await user.type(form.getByLabelText('What the provider will do'), 'Protected time');
    await user.type(form.getByLabelText('Who sees to it'), 'Chief nurse');
    await user.type(form.getByLabelText('How both will see that it works'), 'The chart');
    await user.click(form.getByRole('button', { name: 'Propose it to the commissioner' }));
    expect(await screen.findByText('Proposed: the commissioner is asked for an answer')).toBeTruthy();
    expect(server.sent).toMatchObject([
      {
        name: 'ProposeUndertaking',
        input: { signalId: 's1', words: 'Protected time', owner: 'Chief nurse', kind: 'STOP' },
      },
    ]);
    await waitFor(() => expect(server.asked).toBeGreaterThan(1));
  });

  it('says whose answer is waited for, keeps earlier terms, and takes a step with its version', async () => {
    const server = new FakeServer();
    server.items = [undertaking()];
    const user = open(server, false);
    expect(await screen.findByText(/It waits for your answer by 22 December 2026/)).toBeTruthy();
    expect(screen.getByText(/done by 31 May 2027/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Ask for a change/ }));
    const form = within(screen.getByRole('dialog'));
    await user.type(form.getByLabelText('What should change, and why'), 'March is late');
    await user.click(form.getByRole('button', { name: 'Ask for a change' }));
    expect(await screen.findByText('A change was asked for')).toBeTruthy();
    expect(server.sent[0]?.input).toEqual({
      undertakingId: 'u1',
      expectedVersion: 3,
      event: 'ASK_FOR_CHANGE',
      reason: 'March is late',
      remedy: null,
    });
  });

  it('tells a refusal in the dialog and keeps what was typed', async () => {
    const server = new FakeServer();
    server.items = [undertaking()];
    server.refuse = { __typename: 'ChangedByOther', code: 'CHANGED_BY_OTHER', message: 'Someone else changed this.' };
    const user = open(server, false);
    await user.click(await screen.findByRole('button', { name: /^Ask for a change/ }));
    const form = within(screen.getByRole('dialog'));
    await user.type(form.getByLabelText('What should change, and why'), 'March is late');
    await user.click(form.getByRole('button', { name: 'Ask for a change' }));
    expect(await form.findByText(/Someone else changed this/)).toBeTruthy();
    expect((form.getByLabelText('What should change, and why') as HTMLTextAreaElement).value).toBe('March is late');
  });

  it('has no button for what has to wait, and says why', async () => {
    const server = new FakeServer();
    const lockedBecause = 'That can be said once its day has passed.';
    const step = { __typename: 'UndertakingNextStep' as const, event: 'FIND_NOT_DONE' as const, needsReason: true };
    server.items = [undertaking({ state: 'ACCEPTED', waitsFor: 'PROVIDER', nextSteps: [{ ...step, lockedBecause }] })];
    server.canPropose = false;
    open(server, false);
    expect(await screen.findByText(lockedBecause)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /not done/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Propose an undertaking' })).toBeNull();
  });

  it('shows the effect of what was agreed in words, as a chart and as a table with the same months', async () => {
    const server = new FakeServer();
    server.items = [undertaking({ state: 'ACCEPTED', agreedAt: '2026-11-01T09:00:00.000Z', agreedBy: MANAGER })];
    open(server, true);
    expect(await screen.findByText(/The difference is 41 points \(95% interval 20 to 62\)/)).toBeTruthy();
    expect(screen.getByText(/They are a trial: they rest on 3 months/)).toBeTruthy();
    const table = within(screen.getByRole('table', { name: /by month/ }));
    expect(table.getByRole('row', { name: /October 2026/ }).textContent).toMatch(/Before the action.*Fewer than 5/);
    expect(table.getByRole('row', { name: /December 2026/ }).textContent).toMatch(
      /After16 of 20 \(80%\)80%80%outside the limits/,
    );
  });
});

describe('what changed with an undertaking, in words', () => {
  it.each([
    [{}, /rose by 40 points.*fell by 1 point.*more than chance alone/],
    [{ change: { own: 0, others: 0, difference: 0, low: -0.1, high: 0.1 } }, /stayed the same.*That can be chance/],
    [{ change: null }, /too few other providers/],
    [{ monthsAfter: 1 }, /Not enough months to compare: 3 before and 1 after/],
    [{ isBeforeSinceFall: false, monthsBefore: 7 }, /the 7 months before the action/],
  ])('%j', (over, words) => {
    expect(effectChangeWords(effect(over as Partial<Effect>))).toMatch(words);
  });

  it('never judges', () => {
    expect(effectChangeWords(effect())).not.toMatch(/success|failed|proves|breach|guilt|improvement/i);
  });
});

describe('undertakings on Today', () => {
  it('have those that wait for the viewer first, each leading to its signal', async () => {
    const server = new FakeServer();
    const item = (id: string, over: object) => ({
      __typename: 'UndertakingToDo',
      id,
      signalId: 's1',
      signalReference: 'S-1',
      providerName: 'Northgate',
      state: 'PROPOSED',
      words: 'Protected time',
      dueOn: '2026-12-22',
      isOverdue: false,
      waitsForViewer: false,
      ...over,
    });
    server.toDo = [item('a', {}), item('b', { state: 'REPORTED_DONE', waitsForViewer: true })];
    const router = createMemoryRouter([{ path: '/', element: <TodayUndertakings /> }]);
    render(
      <ApolloProvider client={createTransportlessClient(server.link)}>
        <FixedViewer viewer={viewerAs('COMMISSIONER')}>
          <RouterProvider router={router} />
        </FixedViewer>
      </ApolloProvider>,
    );
    const rows = await screen.findAllByRole('listitem');
    expect(rows[0]?.textContent).toMatch(/Waits for you.*reported done. Confirm it/);
    expect(rows[1]?.textContent).toMatch(/an answer to an undertaking is waited for, by 22 December 2026/);
    expect(screen.getAllByRole('link')[0]?.getAttribute('href')).toBe('/signals/s1#undertakings');
  });
});
