import '../testing/jsdom-globals.js';

import { describe, expect, it } from '@jest/globals';
import { fireEvent, screen, within } from '@testing-library/react';
import { openPage } from '../testing/open-page.js';
import { CONCERN_EVENTS, CONCERN_STATES, type Concern, concernStepWords, dueWords } from './concern-words.js';

const RUTH = { __typename: 'SignalActor' as const, name: null, role: 'Commissioner', organisationName: 'The board' };
const STEP = {
  __typename: 'ConcernStep' as const,
  no: 1,
  at: '2026-11-20T10:00:00.000Z',
  kind: 'RECEIVED' as const,
  toState: 'RECEIVED' as const,
  reason: '',
  bodyName: null,
  dueOn: null,
  toDue: null,
  slipReason: null,
  organisationName: null,
  isWithin: false,
  by: null,
};

// With the names of their types, as the server answers.
const SLIP_REASONS = [
  { __typename: 'ConcernSlipWords', code: 'MORE_TO_FIND' as const, words: 'There is more to find out' },
];
const SIGNALS = [{ __typename: 'ConcernSignal', id: 's1', reference: 'S-12345678', since: '2026-06-05' }];
const TIMETABLE = [
  { __typename: 'ConcernTime', state: 'RECEIVED' as const, dueOn: '2026-12-01' },
  { __typename: 'ConcernTime', state: 'LOOKED_INTO' as const, dueOn: '2026-12-31' },
];

const TYPE = { __typename: 'Concern' };

function concernOf(over: Partial<Concern> = {}): Concern {
  return {
    ...TYPE,
    id: 'c1',
    version: 3,
    reference: 'C-12345678',
    about: 'the acute hospital',
    organisationName: 'Northgate',
    behaviours: ['Staff are not allowed to go'],
    state: 'LINKED',
    receivedAt: '2026-11-20T10:00:00.000Z',
    dueOn: null,
    overdueWorkingDays: null,
    words: 'Nobody may come.',
    from: null,
    until: null,
    sources: '',
    signalId: 's1',
    hasContact: true,
    contact: null,
    steps: [STEP],
    nextSteps: [],
    timetable: [],
    slipReasons: SLIP_REASONS,
    naming: null,
    canName: false,
    signals: SIGNALS,
    bodies: [],
    ...over,
  };
}
const answers = (concern: Concern | null) => ({ Concern: () => ({ concern }) });

describe('the page of a concern', () => {
  it('links its signal for commissioners alone: an information governance lead would find nothing there', async () => {
    openPage('/concerns/c1', 'COMMISSIONER', answers(concernOf()));
    const link = await screen.findByRole('link', { name: 'The signal it belongs to' });
    expect(link.getAttribute('href')).toBe('/signals/s1');
  });

  it('says to an information governance lead that there is a signal, without a link to it', async () => {
    openPage('/concerns/c1', 'INFORMATION_GOVERNANCE_LEAD', answers(concernOf()));
    expect(await screen.findByText('It belongs to a signal, which commissioners read')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'The signal it belongs to' })).toBeNull();
  });

  it('is not found where it is not the viewer’s to see', async () => {
    openPage('/concerns/c1', 'COMMISSIONER', answers(null));
    expect(await screen.findByRole('heading', { level: 1, name: /not found/i })).toBeTruthy();
  });

  it('says by when what is to be expected, how late it is, and moves the date with a reason of the list', async () => {
    const concern = concernOf({
      state: 'RECEIVED',
      signalId: null,
      dueOn: '2026-12-01',
      overdueWorkingDays: 3,
      timetable: TIMETABLE,
    });
    const { user, sent } = openPage('/concerns/c1', 'COMMISSIONER', {
      ...answers(concern),
      MoveConcernDate: () => ({ moveConcernDate: { __typename: 'ConcernChanged', concern: concernOf() } }),
    });
    expect(await screen.findByText(/overdue by 3 working days/)).toBeTruthy();
    expect(screen.getByText(/Somebody looks into it: by 1 December 2026/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Move the due date' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Move the due date' }));
    expect(dialog.getByText('Choose why it takes longer')).toBeTruthy();
    fireEvent.change(dialog.getByLabelText('New due date'), { target: { value: '2026-12-15' } });
    await user.selectOptions(dialog.getByLabelText('Why it takes longer'), 'MORE_TO_FIND');
    await user.type(dialog.getByLabelText('What else to record'), 'More');
    await user.click(dialog.getByRole('button', { name: 'Move the due date' }));
    expect(await screen.findByText('The due date was moved')).toBeTruthy();
    expect(sent('MoveConcernDate')).toEqual([
      { concernId: 'c1', expectedVersion: 3, dueOn: '2026-12-15', slipReason: 'MORE_TO_FIND', reason: 'More' },
    ]);
  });

  it('lets a commissioner say which organisation is meant, from the directory', async () => {
    const { user, sent } = openPage('/concerns/c1', 'COMMISSIONER', {
      ...answers(concernOf({ organisationName: null, canName: true, signalId: null })),
      ConcernOrganisations: () => ({
        organisations: {
          __typename: 'OrganisationPage',
          items: [{ __typename: 'Organisation', id: 'o9', name: 'Alderbrook', odsCode: 'RAB', postcode: 'M1 1AA' }],
        },
      }),
      NameConcernOrganisation: () => ({
        nameConcernOrganisation: { __typename: 'ConcernChanged', concern: concernOf({ organisationName: null }) },
      }),
    });
    expect(await screen.findByText(/Nobody in the directory is called “the acute hospital”/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Say which organisation it is about' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Say so' }));
    expect(dialog.getByText('Choose the organisation from the list')).toBeTruthy();
    await user.click(dialog.getByRole('combobox', { name: /^Organisation/ }));
    await user.click(await dialog.findByRole('option', { name: /Alderbrook/ }));
    await user.type(dialog.getByLabelText('Why you know'), 'The only one');
    await user.click(dialog.getByRole('button', { name: 'Say so' }));
    expect(await screen.findByText('Saved. It waits to be confirmed')).toBeTruthy();
    expect(sent('NameConcernOrganisation')).toEqual([
      { concernId: 'c1', expectedVersion: 3, organisationId: 'o9', reason: 'The only one' },
    ]);
  });

  it('asks somebody of another organisation to confirm it, and nobody else', async () => {
    const naming = {
      __typename: 'ConcernNaming' as const,
      organisationName: 'Alderbrook',
      reason: 'The only one',
      at: '2026-11-21T10:00:00.000Z',
      by: RUTH,
      isWithin: false,
    };
    const { user, sent } = openPage('/concerns/c1', 'INFORMATION_GOVERNANCE_LEAD', {
      ...answers(concernOf({ organisationName: null, naming: { ...naming, canDecide: true } })),
      DecideConcernOrganisation: () => ({
        decideConcernOrganisation: {
          __typename: 'SignalStepNotPossible',
          code: 'SAME_ORGANISATION',
          message: 'Somebody of another organisation has to confirm it.',
        },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Confirm the organisation' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText('Reason'), 'So it says');
    await user.click(dialog.getByRole('button', { name: 'Confirm' }));
    expect(await dialog.findByText('Somebody of another organisation has to confirm it.')).toBeTruthy();
    expect(sent('DecideConcernOrganisation')).toEqual([
      { concernId: 'c1', expectedVersion: 3, isConfirmed: true, reason: 'So it says' },
    ]);
  });

  it('tells whoever may not confirm it what it waits for', async () => {
    const naming = {
      __typename: 'ConcernNaming' as const,
      organisationName: 'Alderbrook',
      reason: 'The only one',
      at: '2026-11-21T10:00:00.000Z',
      by: RUTH,
      isWithin: false,
      canDecide: false,
    };
    openPage('/concerns/c1', 'COMMISSIONER', answers(concernOf({ organisationName: null, naming })));
    expect(await screen.findByText(/It waits for somebody of another organisation that commissions/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Confirm the organisation' })).toBeNull();
  });
});

describe('concerns on a commissioner’s Today', () => {
  it('are those due first, with how late they are and what waits to be confirmed', async () => {
    openPage('/', 'COMMISSIONER', {
      ConcernsDue: () => ({
        concernsDue: {
          __typename: 'ConcernsDue',
          open: 4,
          overdue: 1,
          toConfirm: 1,
          items: [
            {
              __typename: 'ConcernSummary',
              id: 'c1',
              reference: 'C-12345678',
              about: 'the acute hospital',
              organisationName: null,
              state: 'RECEIVED',
              dueOn: '2026-12-01',
              overdueWorkingDays: 1,
            },
          ],
        },
      }),
    });
    expect(await screen.findByRole('link', { name: 'C-12345678' })).toBeTruthy();
    expect(screen.getByText(/Received. Due 1 December 2026, overdue by 1 working day/)).toBeTruthy();
    expect(screen.getByText('1 is past its due date.')).toBeTruthy();
    expect(screen.getByText(/One waits for somebody to confirm/)).toBeTruthy();
    expect(screen.getByRole('link', { name: 'All concerns, 4 of them open' })).toBeTruthy();
  });
});

describe('the words of a concern', () => {
  const kinds = ['DUE_SOON', 'OVERDUE', 'SLIPPED', 'SIGNAL_ENDED', 'NAMED', 'NAME_CONFIRMED', 'NAME_DECLINED'] as const;
  it.each([...kinds, 'RECEIVED', 'LOOK_INTO', 'LINK', 'REFER', 'STOP'] as const)(
    'say %s without breach or guilt, and without a code',
    (kind) => {
      const words = concernStepWords({
        ...STEP,
        kind,
        dueOn: '2026-12-01',
        toDue: '2026-12-15',
        organisationName: 'A',
      });
      expect(words).not.toMatch(/breach|guilt|offend|[A-Z]{2,}_|undefined|null/);
      expect(words.length).toBeGreaterThan(5);
    },
  );

  it('are there for every state and step, and say nothing is due where nothing is', () => {
    for (const words of [...Object.values(CONCERN_STATES), ...Object.values(CONCERN_EVENTS)])
      expect(words).not.toMatch(/breach|guilt|offend/i);
    expect(dueWords({ dueOn: null, overdueWorkingDays: null })).toBeNull();
    expect(dueWords({ dueOn: '2026-11-28', overdueWorkingDays: 0 })).toContain('less than a working day');
  });
});
