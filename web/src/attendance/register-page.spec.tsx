import '../testing/jsdom-globals.js';

import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { Observable, Subject } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { FixedViewer, type Viewer } from '../app/viewer.js';
import { LiveRegion } from '../ui/live-region.js';
import { UndoProvider } from '../ui/undo.js';
import type { EntryInput, Mark, Register, Seat } from './attendance-words.js';
import { RegisterPage } from './register-page.js';

const acting = {
  id: 'r1',
  role: 'CARE_COORDINATOR',
  roleName: 'Care co-ordinator',
  organisation: { id: 'o1', name: 'Riverside Community' },
} as const;
const viewer: Viewer = {
  name: 'Priya Nair',
  login: 'priya',
  sessionExpiresAt: '2026-11-24T20:00:00Z',
  idleLockMinutes: 15,
  tenant: { key: 'north', name: 'Northshire', isDemo: true },
  acting,
  actingRoles: [acting],
} as Viewer;

const NAMES = ['Amara Osei', 'Sian Roberts', 'Tom Keane', 'Leila Hussain', 'Mark Doyle', 'Grace Adeyemi', 'Peter Wong'];
NAMES.push('Ruth Clarke', 'Jo Begum', 'Helen Price', 'Ian Shaw', 'Nadia Khan', 'Joan Lee', 'Karen West');

function seatOf(name: string, index: number): Seat {
  return {
    __typename: 'RegisterSeat',
    seatId: `s${index}`,
    roleName: `role ${index}`,
    providerName: 'Northgate Acute',
    isCore: true,
    practitionerId: `p${index}`,
    personName: name,
    response: index < 11 ? 'ACCEPTED' : 'NEEDS_ACTION',
    declineReasonCode: null,
    deputyPractitionerId: null,
    releaseState: null,
    version: 0,
    deputies: [],
    mark: null,
  } as Seat;
}

/** The server as far as the page can tell: it keeps the register, judges versions, and lets somebody else mark too. */
class FakeServer {
  readonly hints = new Subject<object>();
  readonly sent: { name: string; input: { entries?: EntryInput[]; correctionReason?: string | null } }[] = [];
  fault = false;
  isHidden = false;
  refuse: object | null = null;
  register: Register = {
    __typename: 'Register',
    meetingId: 'm1',
    mdtName: 'Meadow Lane frailty MDT',
    hostName: 'Riverside Community',
    startsAt: '2026-11-24T13:00:00Z',
    endsAt: '2026-11-24T14:30:00Z',
    durationMinutes: 90,
    siteName: 'Riverside house',
    roomName: 'Room 1',
    isOnline: true,
    status: 'BOOKED',
    cancelReason: null,
    registerVersion: 0,
    opensAt: '2026-11-24T12:30:00Z',
    isOpen: true,
    hasEnded: false,
    canRecord: true,
    closedAt: null,
    closedBy: null,
    quorum: { isQuorate: false, seatsFilled: 0, seatsNeeded: 3, sentences: [], rolesMissing: ['Acute geriatrician'] },
    seats: NAMES.map(seatOf),
  } as Register;

  readonly link = new ApolloLink(
    (operation) =>
      new Observable<ApolloLink.Result>((observer) => {
        if (operation.operationName === 'RegisterChanged') {
          const watching = this.hints.subscribe((data) => observer.next({ data } as ApolloLink.Result));
          return () => watching.unsubscribe();
        }
        if (this.fault) observer.error(new Error('no network'));
        else {
          observer.next({ data: this.answer(operation.operationName ?? '', operation.variables) });
          observer.complete();
        }
        return undefined;
      }),
  );

  mark(seatId: string, mark: Partial<Mark> | null, by = 'Priya Nair'): void {
    const seats = this.register.seats.map((seat) =>
      seat.seatId === seatId
        ? {
            ...seat,
            version: seat.version + 1,
            mark:
              mark &&
              ({
                mode: null,
                minutes: null,
                practitionerName: null,
                reasonCode: null,
                note: null,
                correctionReason: null,
                ...mark,
                version: seat.version + 1,
                recordedBy: by,
                recordedAt: '2026-11-24T13:05:00Z',
              } as Mark),
          }
        : seat,
    );
    const filled = seats.filter((seat) => seat.mark?.outcome === 'ATTENDED').length;
    const quorum = this.register.quorum && { ...this.register.quorum, isQuorate: filled >= 10, seatsFilled: filled };
    this.register = { ...this.register, seats, quorum, registerVersion: this.register.registerVersion + 1 };
  }

  private answer(name: string, variables: Record<string, unknown>): Record<string, unknown> {
    const input = (variables.input ?? {}) as (typeof this.sent)[number]['input'] & { seats?: { seatId: string }[] };
    if (name === 'Register') return { register: this.isHidden ? null : this.register };
    if (name === 'AttendanceHistory') return { attendanceHistory: [] };
    if (name === 'DisputesWaiting')
      return { attendanceDisputes: { __typename: 'AttendanceDisputes', waiting: 0, overdue: 0 } };
    this.sent.push({ name, input });
    const field = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
    if (this.refuse) return { [field]: this.refuse };
    const seatIds: string[] = [];
    for (const entry of input.entries ?? []) {
      const seat = this.register.seats.find((s) => s.seatId === entry.seatId);
      if (seat?.version !== entry.expectedSeatVersion) {
        const message = 'Sian Roberts marked Amara Osei as “Absent without notice” at 13:05.';
        return {
          [field]: {
            __typename: 'RegisterChangedByOther',
            code: 'REGISTER_CHANGED_BY_OTHER',
            message,
            current: this.register,
          },
        };
      }
      this.mark(entry.seatId, entry as Partial<Mark>);
      seatIds.push(entry.seatId);
    }
    if (name === 'MarkAllAccepted')
      for (const seat of this.register.seats)
        if (seat.response === 'ACCEPTED' && !seat.mark) {
          this.mark(seat.seatId, { outcome: 'ATTENDED', mode: 'IN_PERSON' });
          seatIds.push(seat.seatId);
        }
    for (const { seatId } of input.seats ?? []) this.mark(seatId, null);
    const gaps = this.register.seats.filter((seat) => !seat.mark).map((seat) => seat.seatId);
    if (name === 'CloseRegister' && gaps.length > 0 && !('leaveNotRecorded' in input && input.leaveNotRecorded))
      return { [field]: { __typename: 'RegisterHasGaps', code: 'REGISTER_HAS_GAPS', message: 'Gaps', seatIds: gaps } };
    if (name === 'CloseRegister')
      this.register = {
        ...this.register,
        closedAt: '2026-11-24T14:31:00Z',
        closedBy: 'Priya Nair',
        registerVersion: this.register.registerVersion + 1,
      };
    return { [field]: { __typename: 'RegisterSaved', seatIds, register: this.register } };
  }
}

let server: FakeServer;
beforeEach(() => {
  server = new FakeServer();
});
afterEach(() => {
  jest.useRealTimers();
});

async function open() {
  const router = createMemoryRouter([{ path: '/meetings/:meetingId/register', element: <RegisterPage /> }], {
    initialEntries: ['/meetings/m1/register'],
  });
  const view = render(
    <ApolloProvider client={createTransportlessClient(server.link)}>
      <FixedViewer viewer={viewer}>
        <LiveRegion>
          <UndoProvider>
            <RouterProvider router={router} />
          </UndoProvider>
        </LiveRegion>
      </FixedViewer>
    </ApolloProvider>,
  );
  await screen.findByRole('heading', { name: /Meadow Lane|Page not found/ });
  return view;
}

const group = (name: string) => screen.getByRole('group', { name: `Attendance of ${name}` });
const radio = (name: string, word: string) => within(group(name)).getByRole<HTMLInputElement>('radio', { name: word });
const summary = () => document.querySelector('.q-sticky-summary')?.textContent ?? '';
const press = (name: string | RegExp) => userEvent.click(screen.getByRole('button', { name }));
const outcomes = () => server.register.seats.map((seat) => seat.mark?.outcome ?? null);

describe('the register', () => {
  it('takes 14 people in 5 clicks: all here, three exceptions, done', async () => {
    await open();
    let clicks = 0;
    const click = async (element: HTMLElement) => {
      clicks += 1;
      await userEvent.click(element);
    };
    await click(screen.getByRole('button', { name: /All who accepted are here/ }));
    await click(radio('Nadia Khan', 'Absent'));
    await click(radio('Joan Lee', 'Online'));
    await click(radio('Karen West', 'Apologies'));
    await waitFor(() => expect(summary()).toContain('All recorded.'));
    await click(screen.getByRole('button', { name: 'Close the register' }));
    await screen.findByText(/Closed by Priya Nair/);
    expect(clicks).toBe(5);
    expect(outcomes().filter((outcome) => outcome === 'ATTENDED')).toHaveLength(12);
  });

  it('takes 14 people in 14 keys, each of which goes on to the next', async () => {
    await open();
    radio('Amara Osei', 'Here').focus();
    await userEvent.keyboard('11111111127761');
    await waitFor(() => expect(outcomes().includes(null)).toBe(false));
    expect(outcomes().slice(9)).toEqual(['ATTENDED', 'ABSENT_NO_NOTICE', 'ABSENT_NO_NOTICE', 'APOLOGIES', 'ATTENDED']);
    expect(server.register.seats[9]?.mark?.mode).toBe('REMOTE');
  });

  it('says in one line who is there, what is missing and what is left', async () => {
    await open();
    expect(summary()).toBe('0 of 14 present. Missing: Acute geriatrician 0 of 3 seats needed. 14 left to record.');
    await press(/All who accepted/);
    await waitFor(() => expect(summary()).toBe('11 of 14 present. Quorate 3 left to record.'));
  });

  it('A marks all who accepted, not while typing and not without focus on the page', async () => {
    await open();
    await userEvent.click(document.body);
    await userEvent.keyboard('a');
    expect(server.sent).toEqual([]);
    radio('Amara Osei', 'Here').focus();
    await userEvent.keyboard('a');
    await waitFor(() => expect(server.sent.map((s) => s.name)).toEqual(['MarkAllAccepted']));
  });

  it('shows a mark before the server answers and takes it back when it cannot be saved, with a way to try again', async () => {
    await open();
    server.fault = true;
    await userEvent.click(radio('Tom Keane', 'Here'));
    await screen.findByText(/Check your connection/);
    expect(radio('Tom Keane', 'Here').checked).toBe(false);
    server.fault = false;
    await press(/Try again to mark Tom Keane/);
    await waitFor(() => expect(radio('Tom Keane', 'Here').checked).toBe(true));
    expect(screen.queryByText(/Check your connection/)).toBeNull();
  });

  it('does not overwrite what somebody else marked: shows theirs and says whose it is', async () => {
    await open();
    server.mark('s0', { outcome: 'ABSENT_NO_NOTICE' }, 'Sian Roberts');
    await userEvent.click(radio('Amara Osei', 'Here'));
    expect((await screen.findByRole('alert')).textContent).toContain('Sian Roberts marked Amara Osei');
    expect(radio('Amara Osei', 'Absent').checked).toBe(true);
    expect(group('Amara Osei').closest('.q-entry')?.textContent).toContain('Marked by Sian Roberts, 13:05');
  });

  it('shows the other person’s mark at the socket’s hint', async () => {
    await open();
    server.mark('s1', { outcome: 'WRITTEN_INPUT' }, 'Sian Roberts');
    act(() => server.hints.next({ registerChanged: { meetingId: 'm1', registerVersion: 1 } }));
    await waitFor(() => expect(radio('Sian Roberts', 'Written').checked).toBe(true));
  });

  it('and within 5 seconds without a socket', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    await open();
    server.mark('s1', { outcome: 'WRITTEN_INPUT' }, 'Sian Roberts');
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    await waitFor(() => expect(radio('Sian Roberts', 'Written').checked).toBe(true));
  });

  it('says so when what is shown may be old', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    await open();
    server.fault = true;
    await act(() => jest.advanceTimersByTimeAsync(5_000));
    expect(await screen.findByText('The connection is lost')).toBeTruthy();
  });

  it('undo takes the mark back, and puts back the one before', async () => {
    await open();
    await userEvent.click(radio('Tom Keane', 'Here'));
    await press('Undo');
    await waitFor(() => expect(server.register.seats[2]).toMatchObject({ version: 2, mark: null }));
    await userEvent.click(radio('Tom Keane', 'Online'));
    await userEvent.click(radio('Tom Keane', 'Absent'));
    await waitFor(() => expect(server.register.seats[2]?.mark?.outcome).toBe('ABSENT_NO_NOTICE'));
    await press('Undo');
    await waitFor(() => expect(radio('Tom Keane', 'Online').checked).toBe(true));
  });

  it('undo of "all who accepted" takes back all of them', async () => {
    await open();
    await press(/All who accepted/);
    await press('Undo');
    await waitFor(() => expect(summary()).toContain('14 left to record'));
  });

  it('apologies are saved at one press; the reason is one tap more, and may be left out', async () => {
    await open();
    await userEvent.click(radio('Tom Keane', 'Apologies'));
    await waitFor(() => expect(server.register.seats[2]?.mark?.outcome).toBe('APOLOGIES'));
    await press(/^No cover or backfill/);
    await waitFor(() => expect(server.register.seats[2]?.mark?.reasonCode).toBe('NO_COVER'));
    expect(screen.queryByText(/One tap, or leave it out/)).toBeNull();
  });

  it('apologies take the reason with which the person declined', async () => {
    server.register = {
      ...server.register,
      seats: server.register.seats.map((s) => ({ ...s, declineReasonCode: 'ANNUAL_LEAVE' as const })),
    };
    await open();
    await userEvent.click(radio('Tom Keane', 'Apologies'));
    await waitFor(() => expect(server.register.seats[2]?.mark?.reasonCode).toBe('ANNUAL_LEAVE'));
    expect(screen.queryByText(/One tap, or leave it out/)).toBeNull();
  });

  it('part asks for minutes and saves nothing without them', async () => {
    await open();
    await userEvent.click(radio('Tom Keane', 'Part'));
    expect(server.sent).toEqual([]);
    const minutes = screen.getByLabelText(/Minutes Tom Keane/);
    expect(document.activeElement).toBe(minutes);
    await userEvent.type(minutes, '91{Enter}');
    expect(screen.getByText(/Enter 0 to 90 minutes/)).toBeTruthy();
    await userEvent.clear(minutes);
    await userEvent.type(minutes, '40{Enter}');
    await waitFor(() =>
      expect(server.register.seats[2]?.mark).toMatchObject({ outcome: 'ATTENDED_PART', minutes: 40 }),
    );
  });

  it('a deputy of several is asked for by name', async () => {
    const deputies = [
      { id: 'd1', name: 'Ann Day' },
      { id: 'd2', name: 'Bo Finn' },
    ];
    server.register = { ...server.register, seats: server.register.seats.map((s) => ({ ...s, deputies })) };
    await open();
    await userEvent.click(radio('Tom Keane', 'Deputy'));
    await press(/^Bo Finn/);
    await waitFor(() => expect(server.register.seats[2]?.mark?.practitionerId).toBe('d2'));
  });

  it('a seat that nobody holds cannot be "here"', async () => {
    server.register = { ...server.register, seats: [{ ...seatOf('x', 0), practitionerId: null, personName: null }] };
    await open();
    expect(radio('role 0 (nobody holds this seat)', 'Here').disabled).toBe(true);
    expect(radio('role 0 (nobody holds this seat)', 'Deputy').disabled).toBe(false);
  });

  it('after the meeting a change is a correction with a reason', async () => {
    server.mark('s2', { outcome: 'ATTENDED', mode: 'IN_PERSON' });
    server.register = { ...server.register, hasEnded: true };
    await open();
    await press(/Change attendance of Tom Keane/);
    const dialog = screen.getByRole('dialog');
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Absent' }));
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save the correction' }));
    expect(within(dialog).getAllByText(/Say why in a few words/).length).toBeGreaterThan(0);
    await userEvent.type(within(dialog).getByLabelText(/Why you change it/), 'Mixed up with another');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save the correction' }));
    await waitFor(() => expect(server.register.seats[2]?.mark?.outcome).toBe('ABSENT_NO_NOTICE'));
    expect(server.sent.at(-1)?.input.correctionReason).toBe('Mixed up with another');
  });

  it('asks for the reason when only the server knows that one is needed', async () => {
    await open();
    server.refuse = {
      __typename: 'CorrectionReasonNeeded',
      code: 'CORRECTION_REASON_NEEDED',
      message: 'Say why.',
      seatIds: ['s2'],
    };
    await userEvent.click(radio('Tom Keane', 'Absent'));
    expect(await screen.findByLabelText(/Why you change it/)).toBeTruthy();
  });

  it('closing shows first who is not recorded', async () => {
    await open();
    await press(/All who accepted/);
    await press('Close the register');
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['Nadia Khan', 'Joan Lee', 'Karen West']);
    expect(server.register.closedAt).toBeNull();
    await userEvent.click(within(dialog).getByRole('button', { name: /leave as not recorded/ }));
    await screen.findByText(/Closed by Priya Nair/);
  });

  it('of a cancelled meeting says that it counts against nobody', async () => {
    server.register = {
      ...server.register,
      status: 'CANCELLED',
      cancelReason: 'Snow',
      isOpen: false,
      canRecord: false,
    };
    await open();
    expect(screen.getByText(/cancelled \(Snow\)/)).toBeTruthy();
    expect(screen.queryAllByRole('radio')).toEqual([]);
  });

  it('before it opens says when', async () => {
    server.register = { ...server.register, isOpen: false, canRecord: false };
    await open();
    expect(screen.getByText(/opens at 24 November 2026, 12:30/)).toBeTruthy();
  });

  it('is not found where the server gives none', async () => {
    server.isHidden = true;
    await open();
    expect(screen.getByRole('heading', { name: 'Page not found' })).toBeTruthy();
  });

  it('prints the chosen word alone', async () => {
    server.mark('s0', { outcome: 'ATTENDED', mode: 'REMOTE' });
    await open();
    const printed = [...document.querySelectorAll('.q-print-only')].map((node) => node.textContent);
    expect(printed.slice(0, 2)).toEqual(['Online', 'Not recorded']);
    expect(document.querySelector('.q-print-header')?.textContent).toContain('Register, Meadow Lane frailty MDT');
  });
});
