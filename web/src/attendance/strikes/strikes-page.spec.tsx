import '../../testing/jsdom-globals.js';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { type Answers, openPage } from '../../testing/open-page.js';

const by = (organisationName: string, name: string | null = null) => ({
  __typename: 'StrikeBy',
  organisationName,
  name,
  at: '2026-11-20T10:00:00Z',
});
const version = (change: object = {}) => ({
  __typename: 'StrikeVersion',
  version: 1,
  state: 'COUNTS',
  roles: [{ __typename: 'StrikeNamed', key: 'gp', name: 'GP' }],
  providers: null,
  firstDay: '2026-11-23',
  lastDay: '2026-11-24',
  sourceTitle: 'Strike of GPs',
  sourceUrl: 'https://example.org/strike',
  needsConfirmation: false,
  declinedBecause: '',
  recorded: by('Tamewater Board', 'Mei'),
  decided: null,
  ...change,
});
const strike = (change: object = {}) => ({
  __typename: 'Strike',
  id: 's1',
  version: 3,
  canChange: false,
  canDecide: false,
  canWithdraw: false,
  withdrawn: null,
  withdrawnBecause: '',
  versions: [version()],
  ...change,
});
const view = (strikes: object[], change: object = {}) => ({
  strikes: { __typename: 'StrikesView', canRecord: true, forAnyProvider: true, strikes, ...change },
});
const changed = (field: string, change: object = {}) => ({
  [field]: { __typename: 'StrikeChanged', strike: strike(change) },
});
const open = (answers: Answers) =>
  openPage('/administration/strikes', 'ADMINISTRATOR', {
    StrikeRoles: () => ({
      professionalRoles: [
        { __typename: 'ProfessionalRole', code: 'gp', name: 'GP' },
        { __typename: 'ProfessionalRole', code: 'dietitian', name: 'Dietitian' },
      ],
    }),
    ...answers,
  });
const textOf = (section: HTMLElement, key: string) =>
  within(section).getByText(key, { selector: 'dt' }).nextElementSibling?.textContent;

beforeAll(() => import('./strikes-page.js'), 60_000);

describe('strike days', () => {
  it('says what to do while there are none, and that a provider’s have to be confirmed', async () => {
    open({ Strikes: () => view([], { forAnyProvider: false }) });
    expect(await screen.findByText('No strike days are recorded')).toBeTruthy();
    expect(screen.getByText(/They count once an administrator of an organisation that commissions/)).toBeTruthy();
    expect(screen.queryByText('Whose staff were called out')).toBeNull();
  });

  it('shows days, roles, providers, source and who says so', async () => {
    open({ Strikes: () => view([strike()], { canRecord: false }) });
    const section = (await screen.findByRole('heading', { name: '23 November 2026 to 24 November 2026' })).closest(
      'section',
    ) as HTMLElement;
    expect(textOf(section, 'Version 1')).toBe('Counts');
    expect(textOf(section, 'Roles')).toBe('GP');
    expect(textOf(section, 'Providers')).toBe('All providers');
    expect(textOf(section, 'Recorded by')).toBe('Mei, Tamewater Board, 20 November 2026');
    expect(
      within(section)
        .getByRole('link', { name: /Strike of GPs/ })
        .getAttribute('href'),
    ).toBe('https://example.org/strike');
    expect(screen.queryByRole('button', { name: /Record|Change|Withdraw|Confirm/ })).toBeNull();
  });

  it('records roles, days and source, and says what is missing first', async () => {
    const { user, sent } = open({ Strikes: () => view([]), RecordStrike: () => changed('recordStrike') });
    await user.click(await screen.findByText('Record strike days', { selector: 'summary *' }));
    await user.click(screen.getByRole('button', { name: 'Record strike days' }));
    expect(screen.getByRole('alert').textContent).toMatch(/Add at least one role.*Enter the first day/s);
    expect(sent('RecordStrike')).toEqual([]);
    await user.type(screen.getByRole('combobox', { name: 'Add a role that was called out' }), 'diet');
    await user.click(await screen.findByRole('option', { name: 'Dietitian' }));
    await user.type(screen.getByLabelText('First day'), '2026-11-23');
    await user.type(screen.getByLabelText('Last day'), '2026-11-24');
    await user.type(screen.getByLabelText('Public source'), 'Strike of dietitians');
    await user.type(screen.getByLabelText('Address of the source'), 'https://example.org/strike');
    await user.click(screen.getByRole('button', { name: 'Record strike days' }));
    expect(sent('RecordStrike')).toEqual([
      {
        roleCodes: ['dietitian'],
        organisationIds: null,
        firstDay: '2026-11-23',
        lastDay: '2026-11-24',
        sourceTitle: 'Strike of dietitians',
        sourceUrl: 'https://example.org/strike',
      },
    ]);
    expect(await screen.findByText(/Strike days recorded/)).toBeTruthy();
  });

  it('confirms what waits, or does not with a reason, and tells a refusal', async () => {
    const waiting = version({ state: 'WAITING', needsConfirmation: true, recorded: by('Northgate') });
    const { user, sent } = open({
      Strikes: () => view([strike({ canDecide: true, versions: [waiting] })]),
      ConfirmStrike: () => ({
        confirmStrike: { __typename: 'StrikeStepNotPossible', code: 'NOT_ALLOWED_NOW', message: 'Nothing waits.' },
      }),
      DeclineStrike: () => changed('declineStrike', { versions: [version({ state: 'DECLINED' })] }),
    });
    await user.click(await screen.findByRole('button', { name: 'Confirm strike days' }));
    expect(sent('ConfirmStrike')).toEqual([{ strikeId: 's1', expectedVersion: 3 }]);
    expect(await screen.findByText('Nothing waits.')).toBeTruthy();
    await user.type(screen.getByLabelText(/why they are not confirmed/), 'It says nurses');
    await user.click(screen.getByRole('button', { name: 'Do not confirm' }));
    expect(sent('DeclineStrike')).toEqual([{ strikeId: 's1', expectedVersion: 3, reason: 'It says nurses' }]);
    expect(await screen.findByText(/Whoever recorded them is told/)).toBeTruthy();
  });

  it('withdraws with a reason, which stays to be read', async () => {
    const { user, sent } = open({
      Strikes: () => view([strike({ canWithdraw: true })]),
      WithdrawStrike: () =>
        changed('withdrawStrike', {
          withdrawn: by('Tamewater Board'),
          withdrawnBecause: 'It was called off',
          versions: [version({ state: 'WITHDRAWN' })],
        }),
    });
    await user.click(await screen.findByText('Withdraw 23 November 2026 to 24 November 2026'));
    await user.type(screen.getByLabelText('Why they are withdrawn'), 'It was called off');
    await user.click(screen.getByRole('button', { name: 'Withdraw strike days' }));
    expect(sent('WithdrawStrike')).toEqual([{ strikeId: 's1', expectedVersion: 3, reason: 'It was called off' }]);
    expect((await screen.findByText('It was called off', { selector: 'dd' })).textContent).toBeTruthy();
  });
});
