import '../../testing/jsdom-globals.js';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { RETURN_LINES } from '@quorate/libs/attendance';
import { cleanup, screen, within } from '@testing-library/react';
import { openPage } from '../../testing/open-page.js';

const actor = (name: string | null, post: string) => ({
  __typename: 'ReturnActor',
  name,
  post,
  organisationName: 'Alderbrook Acute Trust',
});
const line = (code: string, counts: object = {}) => ({
  __typename: 'ReturnLine',
  ...RETURN_LINES.find((known) => known.code === code),
  all: 0,
  ownSites: 0,
  otherSites: 0,
  now: 0,
  comment: '',
  ...counts,
});
const NO_STEPS = {
  __typename: 'ReturnSteps',
  edit: false,
  sendBack: false,
  sign: false,
  signsAlone: false,
  returnAnew: false,
  withdraw: false,
};
const lines = (change: Record<string, object> = {}) =>
  RETURN_LINES.map(({ code }) =>
    line(code, code === 'lost' ? { all: 5, otherSites: 5, now: 4, ...change[code] } : change[code]),
  );
const found = (change: object = {}) => ({
  providerReturn: {
    __typename: 'ProviderReturn',
    id: 'r1',
    providerId: 'o1',
    providerName: 'Alderbrook Acute Trust',
    month: '2026-10',
    versionNo: 1,
    version: 3,
    state: 'IN_PREPARATION',
    dueOn: '2026-11-13',
    isOverdue: false,
    takenAt: '2026-11-02T06:10:00Z',
    hasChangedSince: false,
    notShown: null,
    overall: '',
    signatories: ['Ada Signer, Chief nurse'],
    lines: lines(),
    byRole: [{ __typename: 'ReturnRole', roleCode: 'gp', roleName: 'GP', expected: 9, filled: 4, lost: 5, leftOut: 0 }],
    preparedBy: null,
    signature: null,
    steps: [],
    versions: [{ __typename: 'ReturnVersion', id: 'r1', versionNo: 1, state: 'IN_PREPARATION', signedAt: null }],
    may: { ...NO_STEPS, edit: true },
    ...change,
  },
});
const done = (name: string, change: object = {}) => ({
  [name]: { __typename: 'ReturnChanged', return: found(change).providerReturn },
});
const signature = {
  __typename: 'ReturnSignature',
  at: '2026-11-12T10:00:00Z',
  sha256: 'ab'.repeat(32),
  isByOnePerson: false,
  content: '{"month":"2026-10"}',
  by: actor('Ada Signer', 'Chief nurse'),
};

// The pages are loaded when first opened; on a busy machine that takes longer than a test waits.
beforeAll(async () => {
  await Promise.all([
    import('./returns-page.js'),
    import('./return-page.js'),
    import('./signatories-page.js'),
    import('./today-returns.js'),
  ]);
}, 60_000);

describe('a monthly return', () => {
  it('opens the rows of every number but nought, by line, site and role', async () => {
    openPage('/returns/r1', 'PROVIDER_MANAGER', { ProviderReturn: () => found() });
    const row = await screen.findByRole('row', { name: /^Lost 5/ });
    expect(
      within(row)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual(['/returns/r1/rows?line=lost', '/returns/r1/rows?line=lost&site=other']);
    expect(
      within(screen.getByRole('row', { name: /^GP/ }))
        .getByRole('link', { name: '4' })
        .getAttribute('href'),
    ).toBe('/returns/r1/rows?line=filled&role=gp');
    expect(screen.queryByRole('columnheader', { name: 'Now' })).toBeNull();
  });

  it('saves comments that are not saved yet before it is handed over, with the version that this makes', async () => {
    const { user, sent } = openPage('/returns/r1', 'PROVIDER_MANAGER', {
      ProviderReturn: () => found(),
      SaveReturnComments: () => done('saveReturnComments', { version: 4 }),
      HandOverReturn: () => done('handOverReturn', { version: 5, state: 'WITH_EXECUTIVE', may: NO_STEPS }),
    });
    await user.type(await screen.findByLabelText(/What your organisation says/), 'A hard month');
    await user.selectOptions(screen.getByLabelText(/Comment on a line/), 'Lost: no reason was given');
    await user.type(screen.getByLabelText('Comment on: Lost: no reason was given'), 'Not asked');
    await user.click(screen.getByRole('button', { name: 'Hand over to be signed' }));
    expect(await screen.findByText(/Handed over to be signed/)).toBeTruthy();
    expect(sent('SaveReturnComments')).toEqual([
      {
        returnId: 'r1',
        expectedVersion: 3,
        overall: 'A hard month',
        lines: [{ line: 'lost.none', words: 'Not asked' }],
      },
    ]);
    expect(sent('HandOverReturn')).toEqual([{ returnId: 'r1', expectedVersion: 4 }]);
  });

  it('says what to do where nobody may sign, and keeps what was typed when it is refused', async () => {
    const { user, sent } = openPage('/returns/r1', 'PROVIDER_MANAGER', {
      ProviderReturn: () => found({ signatories: [] }),
      SaveReturnComments: () => ({
        saveReturnComments: {
          __typename: 'ChangedByOther',
          code: 'CHANGED_BY_OTHER',
          message: 'Someone else changed this.',
        },
      }),
    });
    expect(await screen.findByText(/Nobody may sign returns for your organisation yet/)).toBeTruthy();
    await user.type(screen.getByLabelText(/What your organisation says/), 'A hard month');
    await user.click(screen.getByRole('button', { name: 'Hand over to be signed' }));
    expect(await screen.findByText('Someone else changed this.')).toBeTruthy();
    expect(screen.getByDisplayValue('A hard month')).toBeTruthy();
    expect(sent('HandOverReturn')).toEqual([]);
  });

  it('is signed as it was read, by somebody who confirms to have read it', async () => {
    const { user, sent } = openPage('/returns/r1', 'PROVIDER_MANAGER', {
      ProviderReturn: () => found({ state: 'WITH_EXECUTIVE', may: { ...NO_STEPS, sign: true, sendBack: true } }),
      SignReturn: () => done('signReturn', { version: 4, state: 'SIGNED', may: NO_STEPS, signature }),
    });
    await user.click(await screen.findByLabelText(/I have read this return/));
    await user.click(screen.getByRole('button', { name: 'Sign the return' }));
    expect(await screen.findByText('The return is signed')).toBeTruthy();
    expect(sent('SignReturn')).toEqual([{ returnId: 'r1', expectedVersion: 3, hasRead: true }]);
    expect(screen.getByText('Send it back instead')).toBeTruthy();
  });

  it('shows what a signed one would say now, and opens the next version', async () => {
    const { user, sent } = openPage('/returns/r1', 'PROVIDER_MANAGER', {
      ProviderReturn: () =>
        found({
          state: 'SIGNED',
          hasChangedSince: true,
          signature,
          preparedBy: actor('Helen Example', 'Provider manager'),
          may: { ...NO_STEPS, returnAnew: true },
        }),
      ReturnAnew: () => ({ returnAnew: { __typename: 'ReturnChanged', returnId: 'r2' } }),
    });
    const row = await screen.findByRole('row', { name: /^Lost 5/ });
    expect(within(row).getAllByRole('cell').at(-1)?.textContent).toBe('4');
    expect(screen.getByText('Ada Signer, Chief nurse, Alderbrook Acute Trust')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Save what was signed as a file' }).getAttribute('href')).toContain(
      encodeURIComponent('{"month":"2026-10"}'),
    );
    await user.click(screen.getByRole('button', { name: 'Open version 2' }));
    expect(sent('ReturnAnew')).toEqual([{ returnId: 'r1' }]);
  });

  it('withdraws a version that was opened by mistake, with a reason, and numbers the next one after it', async () => {
    const versions = [
      { __typename: 'ReturnVersion', id: 'r1', versionNo: 1, state: 'SIGNED', signedAt: '2026-11-12T10:00:00Z' },
      { __typename: 'ReturnVersion', id: 'r2', versionNo: 2, state: 'WITHDRAWN', signedAt: null },
    ];
    const { user, sent } = openPage('/returns/r1', 'PROVIDER_MANAGER', {
      ProviderReturn: () => found({ versionNo: 2, dueOn: null, may: { ...NO_STEPS, edit: true, withdraw: true } }),
      WithdrawReturn: () => done('withdrawReturn', { version: 4, state: 'WITHDRAWN', may: NO_STEPS }),
    });
    await user.click(await screen.findByText('Withdraw this version'));
    await user.type(screen.getByLabelText('Why it is withdrawn'), 'The wrong month');
    await user.click(screen.getByRole('button', { name: 'Withdraw it' }));
    expect(await screen.findByText('Withdrawn. The version before it stands')).toBeTruthy();
    expect(sent('WithdrawReturn')).toEqual([{ returnId: 'r1', expectedVersion: 3, reason: 'The wrong month' }]);
    cleanup();
    openPage('/returns/r9', 'PROVIDER_MANAGER', {
      ProviderReturn: () =>
        found({ id: 'r9', state: 'SIGNED', signature, versions, may: { ...NO_STEPS, returnAnew: true } }),
    });
    expect(await screen.findByRole('button', { name: 'Open version 3' })).toBeTruthy();
    expect(screen.getByRole('main').textContent).toContain('version 2 (withdrawn)');
  });

  it('has for a commissioner no link, no step and no line that is not shown', async () => {
    const hidden = { all: null, ownSites: null, otherSites: null, now: null };
    openPage('/returns/r1', 'COMMISSIONER', {
      ProviderReturn: () =>
        found({
          state: 'SIGNED',
          notShown: 'Figures are shown once those of the whole quarter are published.',
          lines: RETURN_LINES.map(({ code }) => line(code, { ...hidden, comment: code === 'lost' ? 'The rota' : '' })),
          byRole: [],
          signatories: [],
          overall: 'A hard month.',
          signature: { ...signature, content: null, by: actor(null, 'Chief nurse') },
          may: NO_STEPS,
        }),
    });
    expect(await screen.findByText(/once those of the whole quarter are published/)).toBeTruthy();
    expect(within(screen.getByRole('table')).queryAllByRole('link')).toEqual([]);
    expect(screen.getAllByRole('row')).toHaveLength(2);
    expect(screen.getByText('The rota')).toBeTruthy();
    expect(screen.getByText('Chief nurse, Alderbrook Acute Trust')).toBeTruthy();
    expect(within(screen.getByRole('main')).queryAllByRole('button')).toEqual([]);
    expect(screen.queryByText('Save what was signed as a file')).toBeNull();
  });
});

describe('returns of a quarter', () => {
  const month = (change: object) => ({
    __typename: 'ReturnMonth',
    month: '2026-07',
    returnId: null,
    versionNo: null,
    signedAt: null,
    dueOn: '2026-08-14',
    isOverdue: false,
    isAsked: true,
    figures: null,
    ...change,
  });
  const figures = { __typename: 'ReturnMonthFigures', expected: 50, filled: 41, lost: 9, leftOut: 3 };
  const quarter = (change: object = {}) => ({
    returnsOfQuarter: {
      __typename: 'ReturnsOfQuarter',
      quarter: '2026-07',
      quarters: ['2026-07'],
      months: ['2026-07'],
      isPublished: true,
      publishedFrom: null,
      due: 2,
      overdue: 1,
      providers: [
        ['Alderbrook', month({ returnId: 'r1', versionNo: 2, signedAt: '2026-08-12T10:00:00Z', figures })],
        ['Brightwell', month({ isOverdue: true })],
        ['Cobble Lane', month({ returnId: 'r3', versionNo: 1, signedAt: '2026-08-12T10:00:00Z' })],
        ['Dale', month({ isAsked: false, dueOn: null })],
      ].map(([providerName, one], i) => ({
        __typename: 'ProviderMonths',
        providerId: `o${i}`,
        providerName,
        months: [one],
      })),
      ...change,
    },
  });

  it('stand in one table by name, with what is shown, not signed, overdue or not asked', async () => {
    openPage('/returns', 'COMMISSIONER', { ReturnsOfQuarter: () => quarter() });
    await screen.findByRole('table');
    const cells = screen
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.children].map((cell) => cell.textContent));
    expect(cells).toEqual([
      ['Alderbrook', 'July 2026', 'Signed on 12 August 2026, version 2', '50', '41 of 50 (82%)', '9', '3'],
      ['Brightwell', 'July 2026', 'Not signed, was due on 14 August 2026', '', '', '', ''],
      ['Cobble Lane', 'July 2026', 'Signed on 12 August 2026', 'Not shown', 'Not shown', 'Not shown', 'Not shown'],
      ['Dale', 'July 2026', 'No seats in this month', '', '', '', ''],
    ]);
    expect(
      screen.getByText('In all months together, 2 returns are not signed yet; 1 of them is overdue.'),
    ).toBeTruthy();
  });

  it('have no columns of figures before the quarter is published', async () => {
    openPage('/returns', 'COMMISSIONER', {
      ReturnsOfQuarter: () => quarter({ isPublished: false, publishedFrom: '2026-10-29' }),
    });
    expect(await screen.findByText(/from 29 October 2026 on/)).toBeTruthy();
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Provider',
      'Month',
      'Return',
    ]);
  });

  it('say that there is none yet', async () => {
    openPage('/returns', 'COMMISSIONER', {
      ReturnsOfQuarter: () => quarter({ quarter: null, quarters: [], months: [], providers: [], due: 0, overdue: 0 }),
    });
    expect(await screen.findByText('There is no return yet')).toBeTruthy();
  });
});

describe('who signs returns', () => {
  it('are appointed with their post and from a day on, and an appointment is ended', async () => {
    const known = {
      returnSignatories: {
        __typename: 'ReturnSignatories',
        signatories: [
          {
            __typename: 'ReturnSignatory',
            id: 's1',
            organisationId: 'o1',
            organisationName: 'Alderbrook',
            name: 'Ada Signer',
            post: 'Chief nurse',
            firstDay: '2026-01-01',
            lastDay: null,
            isStanding: true,
            endedAt: null,
          },
        ],
        candidates: [
          {
            __typename: 'SignatoryCandidate',
            accountId: 'a2',
            name: 'Ben Example',
            organisationId: 'o1',
            organisationName: 'Alderbrook',
          },
        ],
      },
    };
    const { user, sent } = openPage('/returns/signatories', 'ADMINISTRATOR', {
      ReturnSignatories: () => known,
      AppointSignatory: () => ({ appointSignatory: { __typename: 'SignatoryChanged', signatoryId: 's2' } }),
      EndSignatory: () => ({ endSignatory: { __typename: 'SignatoryChanged', signatoryId: 's1' } }),
    });
    await user.selectOptions(await screen.findByLabelText(/Who may sign/), 'Ben Example, Alderbrook');
    await user.type(screen.getByLabelText(/Post/), 'Medical director');
    await user.click(screen.getByRole('button', { name: 'Appoint' }));
    expect(sent('AppointSignatory')).toMatchObject([
      { organisationId: 'o1', accountId: 'a2', post: 'Medical director', lastDay: null },
    ]);
    await user.click(screen.getByRole('button', { name: /End the appointment of Ada Signer/ }));
    expect(await screen.findByText(/Ada Signer can no longer sign/)).toBeTruthy();
    expect(sent('EndSignatory')).toEqual([{ signatoryId: 's1' }]);
  });
});
