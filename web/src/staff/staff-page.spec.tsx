import '../testing/jsdom-globals.js';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { fireEvent, screen, within } from '@testing-library/react';
import { type Answers, openPage } from '../testing/open-page.js';

const role = (id: string, roleName: string, change: object = {}) => ({
  __typename: 'StaffRole',
  id,
  roleName,
  from: '2025-04-01',
  lastDay: null,
  ...change,
});
const sian = {
  __typename: 'StaffMember',
  id: 'p1',
  name: 'Sian Roberts',
  roles: [role('r1', 'Community matron'), role('r2', 'Community nurse', { lastDay: '2099-01-31' })],
};
const account = (change: object = {}) => ({
  __typename: 'StaffAccount',
  id: 'a1',
  login: 'sian.roberts',
  name: 'Sian Roberts',
  practitionerId: 'p1',
  hasLeft: false,
  isOwn: false,
  roles: [{ __typename: 'AccountRole', id: 'ar1', role: 'CLINICIAN', roleName: 'Clinician' }],
  ...change,
});
const staffPage = (items: object[], change: object = {}) => ({
  staff: { __typename: 'StaffPage', hasMore: false, endCursor: null, items, ...change },
});
const accountPage = (items: object[], change: object = {}) => ({
  accounts: {
    __typename: 'StaffAccountPage',
    hasMore: false,
    endCursor: null,
    needsSignInSubject: false,
    items,
    ...change,
  },
});
const organisation = (kind: string) => ({
  own: { __typename: 'Organisation', id: 'o1', kind },
  organisation: { __typename: 'Organisation', id: 'o1', name: 'RIVERSIDE COMMUNITY NHS TRUST', kind, isOpen: true },
  professionalRoles: [
    { __typename: 'ProfessionalRole', code: 'communityMatron', name: 'Community matron' },
    { __typename: 'ProfessionalRole', code: 'dietitian', name: 'Dietitian' },
  ],
});
const answers = (change: Answers = {}): Answers => ({
  StaffOrganisation: () => organisation('COMMUNITY_TRUST'),
  Staff: () => staffPage([sian]),
  Accounts: () => accountPage([account()]),
  ...change,
});
const open = (change: Answers = {}) => openPage('/staff', 'ADMINISTRATOR', answers(change));
const refused = (message: string) => ({ __typename: 'NotPermitted', code: 'NOT_PERMITTED', message });
const wrong = (path: string, message: string) => ({
  __typename: 'InvalidInput',
  code: 'INVALID_INPUT',
  message: 'Check what you entered.',
  problems: [{ __typename: 'InputProblem', path, message }],
});

beforeAll(() => import('./staff-page.js'), 60_000);

describe('people and roles', () => {
  it('lists staff with their roles and days, and who can sign in as what', async () => {
    open();
    const staff = await screen.findByRole('table', { name: 'Staff by name' });
    expect(staff.textContent).toContain('Community matron, since 1 April 2025');
    expect(staff.textContent).toContain('last day 31 January 2099');
    const accounts = await screen.findByRole('table', { name: 'Accounts by name' });
    expect(within(accounts).getByRole('row', { name: /Sian Roberts.*sian\.roberts.*Clinician/ })).toBeTruthy();
    expect(screen.queryByRole('combobox', { name: 'Organisation' })).toBeNull();
  });

  it('says what to do while nobody is there', async () => {
    open({ Staff: () => staffPage([]), Accounts: () => accountPage([]) });
    expect(await screen.findByText('Nobody is entered yet')).toBeTruthy();
    expect(await screen.findByText('Nobody can sign in for this organisation yet')).toBeTruthy();
  });

  it('sends away who does not look after these people', async () => {
    open({ Staff: () => ({ staff: null }), Accounts: () => ({ accounts: null }) });
    expect(await screen.findByText(/looked after by its own administrator/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Open an account' })).toBeNull();
  });

  it('lets a care board choose any organisation', async () => {
    const { user, router } = open({
      StaffOrganisation: () => organisation('ICB'),
      Directory: () => ({
        organisations: {
          __typename: 'OrganisationPage',
          total: 1,
          hasMore: false,
          endCursor: null,
          items: [
            {
              __typename: 'OrganisationEntry',
              id: 'o2',
              odsCode: 'X2',
              name: 'Elm Park Surgery',
              kind: 'GP_PRACTICE',
              isOpen: true,
              postcode: null,
            },
          ],
        },
      }),
    });
    const box = await screen.findByRole('combobox', { name: 'Organisation' });
    await user.clear(box);
    await user.type(box, 'elm');
    await user.click(await screen.findByRole('option', { name: /Elm Park Surgery.*GP practice, X2/ }));
    expect(router.state.location.pathname).toBe('/staff/o2');
  });
});

describe('adding a member of staff', () => {
  it('asks for what is missing, sends the rest and stays open for the next one', async () => {
    const { user, sent } = open({
      AddPractitioner: () => ({
        addPractitioner: { __typename: 'PractitionerAdded', practitionerId: 'p2', practitionerRoleId: 'r9' },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Add a member of staff' }));
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(screen.getByRole('link', { name: 'Enter the name' })).toBeTruthy();
    expect(sent('AddPractitioner')).toEqual([]);
    await user.type(screen.getByLabelText('Name of the member of staff'), 'Jo Begum');
    await user.type(screen.getByLabelText('Work e-mail of the member of staff'), 'jo@example.invalid');
    await user.type(screen.getByRole('combobox', { name: 'Professional role' }), 'diet');
    await user.click(screen.getByRole('option', { name: 'Dietitian' }));
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect((await screen.findAllByText('Jo Begum was added')).length).toBeGreaterThan(0);
    expect(sent('AddPractitioner')).toMatchObject([
      { organisationId: 'o1', name: 'Jo Begum', email: 'jo@example.invalid', roleCode: 'dietitian', newRoleName: null },
    ]);
    expect((screen.getByLabelText('Name of the member of staff') as HTMLInputElement).value).toBe('');
  });

  it('shows at its field what the server refuses', async () => {
    const { user } = open({
      AddPractitioner: () => ({ addPractitioner: wrong('roleCode', 'This person holds that role here already.') }),
    });
    await user.click(await screen.findByRole('button', { name: 'Add a member of staff' }));
    await user.type(screen.getByLabelText('Name of the member of staff'), 'Jo Begum');
    await user.type(screen.getByLabelText('Work e-mail of the member of staff'), 'jo@example.invalid');
    await user.type(screen.getByLabelText(/Or a role that is not in the list/), 'Admiral nurse');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    const link = await screen.findByRole('link', { name: 'This person holds that role here already.' });
    expect(link.getAttribute('href')).toBe('#staff-role');
  });
});

describe('ending a professional role', () => {
  it('asks for the last day, and offers no end where one is set', async () => {
    const { user, sent } = open({
      EndPractitionerRole: () => ({
        endPractitionerRole: { __typename: 'PractitionerRoleEnded', practitionerRoleId: 'r1', lastDay: '2026-11-30' },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'End Community matron of Sian Roberts' }));
    expect(screen.queryByRole('button', { name: /Community nurse of Sian/ })).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'End this role' }));
    expect((await screen.findAllByText('Community matron of Sian Roberts was ended')).length).toBeGreaterThan(0);
    expect(sent('EndPractitionerRole')).toMatchObject([{ practitionerRoleId: 'r1' }]);
  });
});

describe('opening an account', () => {
  it('takes the name of a member of staff, and needs one for a clinician', async () => {
    const { user, sent } = open({
      OpenAccount: () => ({
        openAccount: { __typename: 'AccountOpened', accountId: 'a2', actingRoleId: 'ar2', isNewAccount: true },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Open an account' }));
    await user.type(screen.getByLabelText('Login'), 'sian.r');
    await user.type(screen.getByLabelText('Work e-mail'), 'sian@example.invalid');
    await user.selectOptions(screen.getByLabelText('May act as'), 'CLINICIAN');
    await user.click(screen.getByRole('button', { name: 'Open the account' }));
    expect(screen.getByRole('link', { name: 'Choose which member of staff the clinician is' })).toBeTruthy();
    await user.type(screen.getByRole('combobox', { name: /Member of staff/ }), 'sian');
    await user.click(screen.getByRole('option', { name: /Sian Roberts/ }));
    await user.click(screen.getByRole('button', { name: 'Open the account' }));
    expect((await screen.findAllByText('Sian Roberts can sign in')).length).toBeGreaterThan(0);
    expect(sent('OpenAccount')).toEqual([
      {
        organisationId: 'o1',
        role: 'CLINICIAN',
        name: 'Sian Roberts',
        login: 'sian.r',
        email: 'sian@example.invalid',
        practitionerId: 'p1',
        signInSubject: null,
      },
    ]);
  });

  it('asks for the identifier only where an identity provider is set', async () => {
    const { user } = open({ Accounts: () => accountPage([account()], { needsSignInSubject: true }) });
    await user.click(await screen.findByRole('button', { name: 'Open an account' }));
    expect(screen.getByLabelText('Identifier at your identity provider')).toBeTruthy();
  });
});

describe('ending access', () => {
  it('ends it for who has left, once confirmed, and shows the roles that end with it', async () => {
    const { user, sent, asked } = open({
      CloseAccount: () => ({ closeAccount: { __typename: 'AccountClosed', accountId: 'a1' } }),
    });
    await user.click(await screen.findByRole('button', { name: 'End access Sian Roberts' }));
    expect(await screen.findByText('End the access of Sian Roberts?')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'End their access' }));
    expect(screen.getAllByText('Say whether they work on').length).toBeGreaterThan(0);
    expect(sent('CloseAccount')).toEqual([]);
    await user.click(screen.getByRole('radio', { name: 'No, they have left' }));
    fireEvent.change(screen.getByLabelText('Last day'), { target: { value: '2026-11-20' } });
    const staffAsked = () => asked.filter((one) => one.name === 'Staff').length;
    const before = staffAsked();
    await user.click(screen.getByRole('button', { name: 'End their access' }));
    expect((await screen.findAllByText('Sian Roberts can no longer sign in')).length).toBeGreaterThan(0);
    expect(sent('CloseAccount')).toEqual([{ accountId: 'a1', lastDay: '2026-11-20' }]);
    expect(staffAsked()).toBe(before + 1);
  });

  it('leaves the professional roles of who works on without signing in', async () => {
    const { user, sent } = open({
      CloseAccount: () => ({ closeAccount: { __typename: 'AccountClosed', accountId: 'a1' } }),
    });
    await user.click(await screen.findByRole('button', { name: 'End access Sian Roberts' }));
    await user.click(await screen.findByRole('radio', { name: 'Yes, without signing in' }));
    await user.click(screen.getByRole('button', { name: 'End their access' }));
    await screen.findAllByText('Sian Roberts can no longer sign in');
    expect(sent('CloseAccount')).toEqual([{ accountId: 'a1', lastDay: null }]);
  });

  it('says in the window why it was not ended', async () => {
    const { user } = open({
      EndActingRole: () => ({ endActingRole: refused('Nobody changes their own access.') }),
    });
    await user.click(await screen.findByRole('button', { name: 'End Clinician of Sian Roberts' }));
    await user.click(await screen.findByRole('button', { name: 'End this role' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Nobody changes their own access.');
  });

  it('offers nothing for oneself and for who has left', async () => {
    open({
      Accounts: () =>
        accountPage([account({ isOwn: true }), account({ id: 'a3', name: 'Al Gone', hasLeft: true, roles: [] })]),
    });
    await screen.findByRole('table', { name: 'Accounts by name' });
    expect(screen.queryByRole('button', { name: /End access/ })).toBeNull();
    expect(screen.getByText('No role here now')).toBeTruthy();
  });
});
