import '../testing/jsdom-globals.js';

import { ApolloLink, type OperationVariables } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { of } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { createRoutes } from '../app/routes.js';
import { pathHere } from './mail-text.js';

const acting = {
  __typename: 'ActingRole',
  id: 'r1',
  role: 'CARE_COORDINATOR',
  roleName: 'Care co-ordinator',
  organisation: { __typename: 'ActingOrganisation', id: 'o1', name: 'Riverside Community' },
};
const viewer = {
  __typename: 'Viewer',
  name: 'Priya Nair',
  login: 'priya',
  sessionExpiresAt: '2099-11-24T20:00:00Z',
  idleLockMinutes: 15,
  tenant: { __typename: 'Tenant', key: 'north', name: 'Northshire', isDemo: true },
  acting,
  actingRoles: [acting],
};
const message = (change: object = {}) => ({
  __typename: 'OutboxMessage',
  id: 'm1',
  kind: 'invitation',
  recipientName: 'Jo Begum',
  recipientEmail: 'jo@example.invalid',
  subject: 'Invitation: Frailty MDT',
  createdAt: '2026-11-24T09:00:00Z',
  sentAt: '2026-11-24T09:00:01Z',
  state: 'SENT',
  attempts: 1,
  lastError: null,
  nextAttemptAt: null,
  canRead: true,
  canRetry: false,
  ...change,
});
const mail = {
  __typename: 'Mail',
  id: 'm1',
  recipientName: 'Jo Begum',
  recipientEmail: 'jo@example.invalid',
  subject: 'Invitation: Frailty MDT',
  text: 'Tuesday 1 December\n09:00\n\nReply here: http://127.0.0.1/reply/abc.\n\nJoin: https://meet.example.invalid/x',
  sentAt: '2026-11-24T09:00:01Z',
  deliveries: 2,
  calendar: {
    __typename: 'MailCalendar',
    method: 'REQUEST',
    summary: 'Frailty MDT',
    startsAt: '2026-12-01T09:00:00Z',
    endsAt: '2026-12-01T10:00:00Z',
    location: 'Room 1',
    sequence: 1,
    events: 1,
  },
};

const asked: { name: string | undefined; variables: OperationVariables }[] = [];

function open(at: string, answers: Readonly<Record<string, (variables: OperationVariables) => object>>) {
  const link = new ApolloLink(({ operationName, variables }) => {
    asked.push({ name: operationName, variables });
    return of({ data: operationName === 'Viewer' ? { viewer } : (answers[operationName ?? '']?.(variables) ?? {}) });
  });
  const router = createMemoryRouter(createRoutes(), { initialEntries: [at] });
  render(
    <ApolloProvider client={createTransportlessClient(link)}>
      <RouterProvider router={router} />
    </ApolloProvider>,
  );
  return userEvent.setup();
}
const page = (messages: object[], isCaught = true, hasMore = false) => ({
  outbox: { __typename: 'OutboxPage', hasMore, isCaught, messages },
});

beforeEach(() => {
  asked.length = 0;
  globalThis.fetch = async () => new Response(null, { status: 204 });
});

describe('the outbox page', () => {
  it('says what was sent to whom, and that the demo reaches nobody', async () => {
    open('/outbox', { Outbox: () => page([message()]) });
    const row = (await screen.findByRole('link', { name: 'Invitation: Frailty MDT' })).closest('tr') as HTMLElement;
    expect(within(row).getByText('Sent')).toBeTruthy();
    expect(row.textContent).toContain('jo@example.invalid');
    expect(screen.getByText(/reaches nobody/)).toBeTruthy();
  });

  it('says when it was sent only where that is not the minute in which it was written', async () => {
    open('/outbox', {
      Outbox: () => page([message({}), message({ id: 'm-late', subject: 'Late one', sentAt: '2026-11-24T09:20:00Z' })]),
    });
    expect(await screen.findByText('Late one')).toBeTruthy();
    expect(screen.getAllByText(/24 November 2026, 09:00/)).toHaveLength(2);
    expect(screen.getAllByText(/24 November 2026, 09:20/)).toHaveLength(1);
  });

  it('says what to do when there is no mail', async () => {
    open('/outbox', { Outbox: () => page([], false) });
    expect(await screen.findByText('No messages yet')).toBeTruthy();
    expect(screen.getByText('Mail appears here when you invite people to a meeting.')).toBeTruthy();
    expect(screen.queryByText(/reaches nobody/)).toBeNull();
  });

  it('names the kind of mail where its subject is not for the viewer, without a link', async () => {
    open('/outbox', { Outbox: () => page([message({ subject: null, canRead: false, kind: 'releaseRequested' })]) });
    expect(await screen.findByText('Release requested')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'Release requested' })).toBeNull();
  });

  it('sends a failed message again and shows its new state', async () => {
    let failed = true;
    const failure = {
      state: 'FAILED',
      sentAt: null,
      attempts: 16,
      lastError: 'EENVELOPE: 550 no such user',
      canRetry: true,
    };
    const user = open('/outbox', {
      Outbox: () => page([failed ? message(failure) : message({ state: 'WAITING', sentAt: null })]),
      RetryMessage: () => {
        failed = false;
        return { retryMessage: { __typename: 'MessageRetried', messageId: 'm1' } };
      },
    });
    expect(await screen.findByText(/550 no such user \(16 tries\)/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Send again/ }));
    expect(await screen.findByText('Goes out shortly')).toBeTruthy();
    expect(asked.find(({ name }) => name === 'RetryMessage')?.variables).toEqual({ input: { messageId: 'm1' } });
  });

  it('says why it was not sent again', async () => {
    const refusal = {
      __typename: 'InvalidInput',
      code: 'INVALID_INPUT',
      message: 'Check what you entered.',
      problems: [{ __typename: 'InputProblem', path: 'messageId', message: 'This message has been sent.' }],
    };
    const user = open('/outbox', {
      Outbox: () => page([message({ state: 'FAILED', canRetry: true })]),
      RetryMessage: () => ({ retryMessage: refusal }),
    });
    await user.click(await screen.findByRole('button', { name: /^Send again/ }));
    expect((await screen.findByRole('alert')).textContent).toContain('This message has been sent.');
  });

  it('asks for the state in the address, and for the messages after the last one shown', async () => {
    const user = open('/outbox?state=FAILED', {
      Outbox: ({ after }) =>
        page([message({ id: after ? 'm2' : 'm1', subject: after ? 'Second' : 'First' })], true, !after),
    });
    await user.click(await screen.findByRole('button', { name: /^Show more/ }));
    expect(await screen.findByText('Second')).toBeTruthy();
    expect(screen.getByText('First')).toBeTruthy();
    const variables = asked.filter(({ name }) => name === 'Outbox').map((one) => one.variables);
    expect(variables).toEqual([
      { state: 'FAILED', after: null },
      { state: 'FAILED', after: 'm1' },
    ]);
  });
});

describe('the mail page', () => {
  it('shows the text and what goes into the diary', async () => {
    open('/outbox/m1', { Mail: () => ({ mail }) });
    expect(await screen.findByRole('heading', { level: 1, name: 'Invitation: Frailty MDT' })).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Puts into the diary' })).toBeTruthy();
    expect(screen.getByText('Tuesday 1 December 2026, 09:00 to 10:00')).toBeTruthy();
    expect(screen.getByText('Version 2; replaces earlier ones')).toBeTruthy();
    expect(screen.getByText('2 times')).toBeTruthy();
  });

  it('opens the reply link here, and a link elsewhere apart', async () => {
    open('/outbox/m1', { Mail: () => ({ mail }) });
    const reply = await screen.findByRole('link', { name: 'http://127.0.0.1/reply/abc' });
    expect([reply.getAttribute('href'), reply.getAttribute('target')]).toEqual(['/reply/abc', null]);
    const join = screen.getByRole('link', { name: 'https://meet.example.invalid/x' });
    expect([join.getAttribute('target'), join.getAttribute('rel')]).toEqual(['_blank', 'noreferrer noopener']);
  });

  it("looks like a page that is not there when the mail is not the viewer's", async () => {
    open('/outbox/m1', { Mail: () => ({ mail: null }) });
    expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeTruthy();
  });
});

describe('pathHere', () => {
  const here = new URL('http://localhost:4000/outbox');

  it.each([
    ['http://127.0.0.1:4000/reply/x?y=1', '/reply/x?y=1'],
    ['http://localhost:4000/reply/x', '/reply/x'],
    ['http://localhost:4001/reply/x', null],
    ['https://localhost:4000/reply/x', null],
    ['http://evil.example:4000/reply/x', null],
    ['http://localhost.evil.example:4000/', null],
    ['no address', null],
  ])('%s: %s', (address, path) => {
    expect(pathHere(address, here)).toBe(path);
  });
});
