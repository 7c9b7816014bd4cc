import '../testing/jsdom-globals.js';

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Observable } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { FixedViewer, type Role, type Viewer } from '../app/viewer.js';
import { LiveRegion } from '../ui/live-region.js';
import { UndoProvider } from '../ui/undo.js';
import { RegistersToCorrectPage } from './registers-to-correct-page.js';
import { ReplyPage } from './reply-page.js';
import { SignalPage } from './signal-page.js';
import { EVENTS, LEVELS, type Signal, STAGES, stepWords } from './signal-words.js';
import { SignalsPage } from './signals-page.js';

const viewerAs = (role: Role) =>
  ({ name: 'Ruth', login: 'ruth', acting: { role, roleName: role, organisation: null } }) as unknown as Viewer;
const RUTH = { __typename: 'SignalActor' as const, name: 'Ruth', role: 'Commissioner', organisationName: 'The board' };
const MANAGER = { ...RUTH, name: null, role: 'Provider manager', organisationName: 'Northgate' };

function signalOf(over: Partial<Signal> = {}): Signal {
  return {
    __typename: 'Signal',
    id: 's1',
    version: 4,
    reference: 'S-12345678',
    providerId: 'p1',
    providerName: 'Northgate',
    level: 'ALERT',
    stage: 'WITH_COMMISSIONER',
    stageDueOn: '2026-12-08',
    isOverdue: false,
    since: '2026-06-05',
    scope: { __typename: 'FoundScope', kind: 'ALL', name: null },
    caveat: 'A pattern consistent with staff not being released. It is a reason to ask, not a finding.',
    regimeName: 'Guidance of March 2015',
    regimeVersion: 1,
    levelSeenFrom: null,
    replyHelp: 'Your reply stands beside the signal.',
    concernHelp: 'Each test needs an answer.',
    latestMonth: '2026-10-01',
    openedAt: '2026-08-01T00:00:00.000Z',
    closedAt: null,
    providerSeesFrom: '2026-08-01T00:00:00.000Z',
    commissionerSeesFrom: '2026-08-15T00:00:00.000Z',
    earlierSignalId: null,
    isOwn: false,
    isCorrectedAfterReply: false,
    hasReply: true,
    undecidedPoints: 1,
    canExtend: false,
    mostExtension: 10,
    steps: [],
    reply: {
      __typename: 'SignalReply',
      summary: 'We see it otherwise.',
      sentAt: '2026-11-20T10:00:00.000Z',
      sentBy: MANAGER,
      points: [
        {
          __typename: 'ReplyPoint',
          id: 'point-1',
          no: 1,
          kind: 'FACT',
          words: 'She was there.',
          evidence: 'The minutes say so.',
          decision: null,
          decisionReason: null,
          lockedBecause: null,
          decidedAt: null,
          decidedBy: null,
          rows: [
            {
              __typename: 'ReplyPointRow',
              meetingId: 'm1',
              seatId: 'x1',
              date: '2026-11-10',
              mdtName: 'Frailty MDT',
              roleName: 'Geriatrician',
              correction: null,
            },
          ],
        },
      ],
    },
    draft: null,
    tests: [
      {
        __typename: 'SignalTest',
        code: 'systemic',
        help: 'Name the months.',
        title: 'Systemic',
        question: 'Why is this more than one incident?',
        source: 'Section 1.4',
        answer: null,
        answeredAt: null,
        answeredBy: null,
      },
    ],
    route: {
      __typename: 'SignalRoute',
      licenceStatus: 'exempt',
      on: '2026-06-05',
      addressee: 'The commissioner, under the contract',
      wording: 'An engagement concern under the contract; this provider needs no licence.',
    },
    timetable: [],
    nextSteps: [
      { __typename: 'NextStep', event: 'STOP', needsReason: true, lockedBecause: null },
      {
        __typename: 'NextStep',
        event: 'RAISE_CONCERN',
        needsReason: true,
        lockedBecause: 'Each test needs an answer before a concern is raised. Still to answer: systemic.',
      },
    ],
    bodies: [],
    ...over,
  } as Signal;
}

const POSSIBLE_TYPES = {
  Refusal: ['SignalStepNotPossible'],
  ChangeSignalResult: ['SignalChanged', 'SignalStepNotPossible'],
};

/** The server as far as the pages can tell. */
class FakeServer {
  signal: Signal | null = signalOf();
  asked: object[] = [];
  sent: { readonly name: string; readonly input: Record<string, unknown> }[] = [];
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
    const field = name.charAt(0).toLowerCase() + name.slice(1);
    switch (name) {
      case 'Signals':
        return {
          signals: {
            __typename: 'SignalPage',
            open: this.signal ? 1 : 0,
            isJudging: false,
            hasMore: false,
            endCursor: null,
            items: this.signal ? [{ ...this.signal, __typename: 'SignalSummary' }] : [],
          },
        };
      case 'Signal':
        return { signal: this.signal };
      case 'RegistersToCorrect':
        return { registersToCorrect: this.asked };
      case 'SignalFigures':
        return { signalFigures: null };
      case 'HidingTenders':
        return { hidingTenders: [] };
      case 'SignalUndertakings':
        return { signalUndertakings: null };
      case 'EvidencePacks':
        return { evidencePacks: { __typename: 'EvidencePackPage', hasMore: false, packs: [] } };
      case 'RowsToDispute':
        return {
          signalRows: {
            __typename: 'SignalRows',
            months: ['2026-10', '2026-11'],
            rows: [
              {
                __typename: 'SignalRow',
                id: 'm1_x1',
                date: '2026-11-10',
                mdtName: 'Frailty MDT',
                roleName: 'Geriatrician',
                outcome: 'absentNoNotice',
                staffName: 'Dr Tom Keane',
              },
            ],
          },
        };
      default:
        this.sent.push({ name, input: (variables.input ?? {}) as Record<string, unknown> });
        return {
          [field]: this.refuse ?? { __typename: 'SignalChanged', signal: this.signal, correctionId: 'c1' },
        };
    }
  }
}

describe('pages of signals', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
  });

  function open(path: string, role: Role) {
    const router = createMemoryRouter(
      [
        { path: '/signals', element: <SignalsPage /> },
        { path: '/signals/:signalId', element: <SignalPage /> },
        { path: '/signals/:signalId/reply', element: <ReplyPage /> },
        { path: '/registers-to-correct', element: <RegistersToCorrectPage /> },
      ],
      { initialEntries: [path] },
    );
    render(
      <ApolloProvider client={createTransportlessClient(server.link, POSSIBLE_TYPES)}>
        <FixedViewer viewer={viewerAs(role)}>
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

  it('list what is open with its level, stage and reply in words', async () => {
    open('/signals', 'COMMISSIONER');
    const row = within(await screen.findByRole('row', { name: /Northgate/ }));
    expect(row.getByText('Alert')).toBeTruthy();
    expect(row.getByText('With the commissioner')).toBeTruthy();
    expect(row.getByText('Sent, 1 point to decide')).toBeTruthy();
  });

  it('say what comes when nothing is open', async () => {
    server.signal = null;
    open('/signals', 'PROVIDER_MANAGER');
    expect(await screen.findByText('No signals are open')).toBeTruthy();
    expect(screen.getByText(/told by mail, before anybody else/)).toBeTruthy();
  });

  it('show the same to who may not see it as for what is not there, and a fault with another try', async () => {
    server.signal = null;
    open('/signals/s1', 'COMMISSIONER');
    expect(await screen.findByRole('heading', { level: 1, name: /not found/i })).toBeTruthy();
    server.fault = true;
    open('/signals/s2', 'COMMISSIONER');
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('keep the step to a concern shut and say which test is missing', async () => {
    open('/signals/s1', 'COMMISSIONER');
    expect(await screen.findByRole('button', { name: 'Stop with reasons' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Escalate as a concern' })).toBeNull();
    expect(screen.getByText(/Still to answer: systemic/)).toBeTruthy();
    expect(await screen.findByText(/An engagement concern under the contract/)).toBeTruthy();
  });

  it('decide a point with a reason and, for a row, what its register should say', async () => {
    const user = open('/signals/s1', 'COMMISSIONER');
    const form = within((await screen.findByRole('button', { name: 'Decide point 1' })).closest('form') as HTMLElement);
    await user.click(form.getByRole('button', { name: 'Decide point 1' }));
    expect(form.getByRole('alert').textContent).toContain('Choose upheld');
    await user.click(form.getByRole('radio', { name: 'Upheld' }));
    await user.type(form.getByLabelText('Reason'), 'The minutes name her');
    await user.type(form.getByLabelText('What the register should say'), 'Attended');
    await user.click(form.getByRole('button', { name: 'Decide point 1' }));
    await waitFor(() => expect(server.sent).toHaveLength(1));
    expect(server.sent[0]).toEqual({
      name: 'DecidePoint',
      input: { pointId: 'point-1', decision: 'UPHELD', reason: 'The minutes name her', correction: 'Attended' },
    });
  });

  it('tell a refusal in its words and keep what was typed', async () => {
    server.refuse = {
      __typename: 'SignalStepNotPossible',
      code: 'TOOK_PART',
      message: 'You had a part in this signal.',
    };
    const user = open('/signals/s1', 'COMMISSIONER');
    await user.click(await screen.findByRole('button', { name: 'Stop with reasons' }));
    const dialog = within(screen.getByRole('dialog'));
    await user.type(dialog.getByLabelText('Reason'), 'A strike');
    await user.type(dialog.getByLabelText('Reason that all staff can read'), 'A strike explains it');
    await user.click(dialog.getByRole('button', { name: 'Stop with reasons' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('You had a part in this signal.');
    expect((dialog.getByLabelText('Reason') as HTMLTextAreaElement).value).toBe('A strike');
    expect(server.sent[0]?.input).toMatchObject({
      event: 'STOP',
      expectedVersion: 4,
      publishedReason: 'A strike explains it',
    });
  });

  it('take an answer that they do not know for not done', async () => {
    server.refuse = { __typename: 'SomethingNew', code: 'NEW', message: 'Not known here.' };
    const user = open('/signals/s1', 'COMMISSIONER');
    await user.click(await screen.findByRole('button', { name: 'Stop with reasons' }));
    const dialog = within(screen.getByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Stop with reasons' }));
    expect((await dialog.findByRole('alert')).textContent).toContain('Nothing was saved');
  });

  it('take a reply with a point that names a meeting, as a draft and for good', async () => {
    server.signal = signalOf({ isOwn: true, reply: null, hasReply: false, stage: 'WITH_PROVIDER', nextSteps: [] });
    const user = open('/signals/s1/reply', 'PROVIDER_MANAGER');
    await user.type(await screen.findByLabelText('Your reply in short'), 'Not so');
    await user.click(screen.getByRole('button', { name: 'Add: a disputed fact' }));
    await user.type(screen.getByLabelText('What you want to say'), 'She came');
    await user.type(screen.getByLabelText('What shows it'), 'Minutes');
    await user.click(await screen.findByRole('checkbox', { name: /10 November 2026, Frailty MDT/ }));
    await user.click(screen.getByRole('button', { name: 'Save as a draft' }));
    await waitFor(() => expect(server.sent.map(({ name }) => name)).toEqual(['SaveReplyDraft']));
    await user.click(screen.getByRole('button', { name: 'Send the reply' }));
    await waitFor(() => expect(server.sent.map(({ name }) => name)).toEqual(['SaveReplyDraft', 'SendReply']));
    expect(server.sent[1]?.input).toEqual({
      signalId: 's1',
      draftVersion: 0,
      summary: 'Not so',
      points: [{ kind: 'FACT', words: 'She came', evidence: 'Minutes', rows: [{ meetingId: 'm1', seatId: 'x1' }] }],
    });
  });

  it('begin a reply with the row that its reader came from', async () => {
    server.signal = signalOf({ isOwn: true, reply: null, hasReply: false, stage: 'WITH_PROVIDER', nextSteps: [] });
    const user = open('/signals/s1/reply?row=m1_x1', 'PROVIDER_MANAGER');
    expect(await screen.findByRole('checkbox', { name: /10 November 2026, Frailty MDT/, checked: true })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save as a draft' }));
    await waitFor(() => expect(server.sent).toHaveLength(1));
    expect(server.sent[0]?.input).toMatchObject({
      points: [{ kind: 'FACT', rows: [{ meetingId: 'm1', seatId: 'x1' }] }],
    });
  });

  it('ask the host to correct a register and say nothing of a signal', async () => {
    server.asked = [
      {
        __typename: 'RegisterCorrection',
        id: 'c1',
        version: 1,
        meetingId: 'm1',
        date: '2026-11-10',
        mdtName: 'Frailty MDT',
        roleName: 'Geriatrician',
        instruction: 'Attended, in person.',
        askedAt: '2026-11-22T10:00:00.000Z',
        isCorrected: false,
      },
    ];
    open('/registers-to-correct', 'CARE_COORDINATOR');
    expect(await screen.findByText('It should say: Attended, in person.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'It is corrected' })).toBeNull();
    expect(document.body.textContent).not.toMatch(/signal/i);
  });
});

describe('words of signals', () => {
  const FORBIDDEN = /\b(breach|breaches|breached|guilt|guilty|offender|league table|culprit|violat\w+)\b/i;

  it('accuse nobody, on any page of signals', () => {
    const folder = dirname(fileURLToPath(import.meta.url));
    const files = readdirSync(folder).filter((file) => /\.tsx?$/.test(file) && !file.includes('.spec.'));
    expect(files.length).toBeGreaterThan(10);
    for (const file of files)
      expect([file, FORBIDDEN.exec(readFileSync(join(folder, file), 'utf8'))]).toEqual([file, null]);
  });

  it('are there for every level, stage, step and event', () => {
    for (const { word, says } of Object.values(LEVELS)) expect(word && says).toBeTruthy();
    for (const stage of Object.values(STAGES)) expect(stage).not.toMatch(FORBIDDEN);
    for (const { button, heading, hint } of Object.values(EVENTS)) expect(button && heading && hint).toBeTruthy();
    const step = {
      ...signalOf().steps[0],
      toStage: 'CONCERN',
      toLevel: 'ALARM',
      month: '2026-10-01',
      dueOn: '2026-12-01',
    };
    for (const kind of ['OPENED', 'RAISED', 'QUIET', 'DUE_DATE_PASSED', 'CORRECTED_AFTER_REPLY'] as const)
      expect(stepWords({ ...step, kind } as Parameters<typeof stepWords>[0])).toMatch(/\.$/);
  });
});
