import '../testing/jsdom-globals.js';

import { beforeAll, describe, expect, it } from '@jest/globals';
import { LICENCE_STATUSES, NEEDED_TESTS } from '@quorate/libs/signals';
import { screen, within } from '@testing-library/react';
import { openPage } from '../testing/open-page.js';

const rule = (code: string, value: number, unit: string) => ({
  __typename: 'RuleValue',
  code,
  value,
  unit,
  least: 0,
  most: 100,
});
const test = (code: string, change: object = {}) => ({
  __typename: 'RuleTest',
  code,
  title: code,
  question: `Is it ${code}?`,
  source: 'Section 1.4',
  help: '',
  isNeeded: true,
  ...change,
});
const words = (change: object = {}) => ({
  __typename: 'RuleWords',
  name: 'Integrated care licence condition',
  source: 'Guidance',
  caveat: 'A reason to ask.',
  replyHelp: '',
  concernHelp: '',
  tests: NEEDED_TESTS.map((code) => test(code)),
  routes: LICENCE_STATUSES.map((licenceStatus) => ({
    __typename: 'RuleRoute',
    licenceStatus,
    addressee: 'The commissioner',
    wording: 'An engagement concern.',
  })),
  bodies: [{ __typename: 'RuleBody', code: 'cqc', name: 'Care Quality Commission', remit: 'Quality', reach: '' }],
  ...change,
});
const prepared = {
  preparedRules: [
    {
      __typename: 'PreparedRules',
      code: 'licence2023',
      appliesFrom: '2023-04-01',
      about: 'The licence itself is not held here.',
      words: words({ name: 'Licence of 2023', tests: NEEDED_TESTS.map((code) => test(code, { source: '' })) }),
    },
  ],
};
const version = (n: number, change: object = {}) => ({
  __typename: 'RuleVersion',
  id: `v${n}`,
  version: n,
  code: 'integratedCare2015',
  words: words(),
  inForceFrom: '2015-03-27',
  isInForce: true,
  reason: 'As shipped',
  issuedAt: '2026-11-01T09:00:00Z',
  thresholds: [rule('opens', 0.75, 'SHARE'), rule('leastLostRows', 6, 'COUNT')],
  times: [rule('reply', 10, 'DAYS')],
  ...change,
});
const versions = { ruleVersions: [version(1)] };
const month = (change: object = {}) => ({
  __typename: 'DryRunMonth',
  month: '2026-09-01',
  providersTested: 12,
  notJudged: 2,
  earlyNotices: 1,
  signals: 1,
  expectedFalseShare: 0.04,
  providers: [{ __typename: 'DrySignal', providerId: 'p1', providerName: 'Alderbrook', level: 'ALERT', score: 0.999 }],
  ...change,
});

// The page is loaded when first opened; on a busy machine that takes longer than a test waits.
beforeAll(() => import('./rules-page.js').then(() => undefined), 60_000);

describe('rules of signals', () => {
  it('are shown with their values, and to a commissioner without a form', async () => {
    openPage('/administration/signal-rules', 'COMMISSIONER', { RuleVersions: () => versions });
    const row = await screen.findByRole('row', { name: /A signal opens from a probability of/ });
    expect(within(row).getByText('75%')).toBeTruthy();
    expect(screen.getByText('10 working days')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /Try/ })).toBeNull();
  });

  it('say what changed with a version', async () => {
    const second = version(2, { thresholds: [rule('opens', 0.8, 'SHARE'), rule('leastLostRows', 6, 'COUNT')] });
    openPage('/administration/signal-rules', 'COMMISSIONER', {
      RuleVersions: () => ({ ruleVersions: [second, version(1, { isInForce: false })] }),
    });
    expect(await screen.findByText('A signal opens from a probability of: 75% to 80%')).toBeTruthy();
  });

  it('are tried on last year as typed, and issued with what changed only', async () => {
    const { user, asked, sent } = openPage('/administration/signal-rules', 'ADMINISTRATOR', {
      RuleVersions: () => versions,
      PreparedRules: () => prepared,
      RulesDryRun: () => ({
        rulesDryRun: {
          __typename: 'RulesDryRun',
          isBusy: false,
          problems: [],
          months: [month(), month({ month: '2026-10-01', providers: [] })],
        },
      }),
      IssueRules: () => ({ issueRules: { __typename: 'RulesIssued', id: 'v2', version: 2 } }),
    });
    await user.click(await screen.findByRole('button', { name: 'Try or issue other rules' }));
    const opens = screen.getByLabelText(/A signal opens from a probability of/);
    await user.clear(opens);
    await user.type(opens, '82.5');
    await user.click(screen.getByRole('button', { name: 'Try these thresholds on the last twelve months' }));
    expect(await screen.findByText('Alderbrook: alert (over 99%)')).toBeTruthy();
    expect(screen.getByText('1, not named: no signal that you may see')).toBeTruthy();
    expect(asked.find(({ name }) => name === 'RulesDryRun')?.variables).toEqual({
      thresholds: [{ code: 'opens', value: 0.825 }],
    });
    await user.type(screen.getByLabelText('In force from'), '2027-01-01');
    await user.type(screen.getByLabelText(/Why the rules change/), 'Agreed');
    await user.click(screen.getByRole('button', { name: 'Issue version 2' }));
    expect(await screen.findByText('Version 2 was issued')).toBeTruthy();
    expect(sent('IssueRules')).toEqual([
      {
        thresholds: [{ code: 'opens', value: 0.825 }],
        times: [],
        inForceFrom: '2027-01-01',
        reason: 'Agreed',
        expectedVersion: 1,
      },
    ]);
  });

  it('say beside the field what cannot be', async () => {
    const { user } = openPage('/administration/signal-rules', 'ADMINISTRATOR', {
      RuleVersions: () => versions,
      PreparedRules: () => prepared,
      IssueRules: () => ({
        issueRules: {
          __typename: 'InvalidInput',
          code: 'INVALID_INPUT',
          message: 'Check what you entered.',
          problems: [{ __typename: 'InputProblem', path: 'opens', message: 'Enter a share from 50% to 99%.' }],
        },
      }),
    });
    await user.click(await screen.findByRole('button', { name: 'Try or issue other rules' }));
    await user.click(screen.getByRole('button', { name: 'Issue version 2' }));
    expect((await screen.findAllByText('Say why the rules change.')).length).toBeGreaterThan(0);
    await user.type(screen.getByLabelText('In force from'), '2027-01-01');
    await user.type(screen.getByLabelText(/Why the rules change/), 'Agreed');
    await user.click(screen.getByRole('button', { name: 'Issue version 2' }));
    expect((await screen.findAllByText('Enter a share from 50% to 99%.')).length).toBe(2);
  });

  it('say what cannot be tried', async () => {
    const problems = [{ __typename: 'InputProblem', path: 'opens', message: 'Enter a share from 50% to 99%.' }];
    const { user } = openPage('/administration/signal-rules', 'ADMINISTRATOR', {
      RuleVersions: () => versions,
      PreparedRules: () => prepared,
      RulesDryRun: () => ({ rulesDryRun: { __typename: 'RulesDryRun', isBusy: false, problems, months: [] } }),
    });
    await user.click(await screen.findByRole('button', { name: /Try the rules as they are/ }));
    expect(
      await screen.findByText('A signal opens from a probability of: Enter a share from 50% to 99%.'),
    ).toBeTruthy();
  });

  it('say to an administrator of a provider that they are not theirs to try', async () => {
    const { user } = openPage('/administration/signal-rules', 'ADMINISTRATOR', {
      RuleVersions: () => versions,
      PreparedRules: () => prepared,
      RulesDryRun: () => ({ rulesDryRun: null }),
    });
    await user.click(await screen.findByRole('button', { name: /Try the rules as they are/ }));
    expect(await screen.findByText('Your organisation does not try or issue rules')).toBeTruthy();
  });

  it('say when somebody else tries rules', async () => {
    const { user } = openPage('/administration/signal-rules', 'ADMINISTRATOR', {
      RuleVersions: () => versions,
      PreparedRules: () => prepared,
      RulesDryRun: () => ({ rulesDryRun: { __typename: 'RulesDryRun', isBusy: true, problems: [], months: [] } }),
    });
    await user.click(await screen.findByRole('button', { name: /Try the rules as they are/ }));
    expect(await screen.findByText('Somebody else tries rules just now')).toBeTruthy();
  });

  it('have their texts changed one by one, shown beside those before, and sent whole', async () => {
    const { user, sent } = openPage('/administration/signal-rules', 'ADMINISTRATOR', {
      RuleVersions: () => versions,
      PreparedRules: () => prepared,
      IssueRules: () => ({ issueRules: { __typename: 'RulesIssued', id: 'v2', version: 2 } }),
    });
    await user.click(await screen.findByRole('button', { name: 'Try or issue other rules' }));
    expect(screen.getByText('Nothing yet. Change a field above.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add a body' }));
    await user.type(screen.getAllByLabelText('What the body is called')[1] as HTMLElement, 'Local mediator');
    await user.type(screen.getAllByLabelText('What it is for')[1] as HTMLElement, 'Talks');
    const question = screen.getAllByLabelText('Question')[1] as HTMLElement;
    await user.clear(question);
    await user.type(question, 'In how many months?');
    const changes = screen.getByRole('table', { name: 'Texts that differ' });
    expect(
      within(changes).getByRole('row', { name: /“systemic”: asks Is it systemic\? In how many months\?/ }),
    ).toBeTruthy();
    expect(within(changes).getByRole('row', { name: /New body None Local mediator/ })).toBeTruthy();
    await user.type(screen.getByLabelText('In force from'), '2027-01-01');
    await user.type(screen.getByLabelText(/Why the rules change/), 'Agreed');
    await user.click(screen.getByRole('button', { name: 'Issue version 2' }));
    expect(await screen.findByText('Version 2 was issued')).toBeTruthy();
    expect(sent('IssueRules')).toMatchObject([
      {
        thresholds: [],
        preparedCode: null,
        words: {
          name: 'Integrated care licence condition',
          tests: expect.arrayContaining([
            { code: 'systemic', title: 'systemic', question: 'In how many months?', source: 'Section 1.4', help: '' },
          ]),
          bodies: [{ code: 'cqc' }, { code: '', name: 'Local mediator', remit: 'Talks', reach: '' }],
        },
      },
    ]);
  }, 60_000);

  it('begin with what is prepared of another licence, and say what is still to be filled in', async () => {
    const { user, sent } = openPage('/administration/signal-rules', 'ADMINISTRATOR', {
      RuleVersions: () => versions,
      PreparedRules: () => prepared,
    });
    await user.click(await screen.findByRole('button', { name: 'Try or issue other rules' }));
    await user.click(await screen.findByLabelText('Prepared: Licence of 2023'));
    expect(screen.getByText(/Applies from 1 April 2023/)).toBeTruthy();
    await user.type(screen.getByLabelText('In force from'), '2027-01-01');
    await user.type(screen.getByLabelText(/Why the rules change/), 'The licence');
    await user.click(screen.getByRole('button', { name: 'Issue version 2' }));
    expect(await screen.findAllByRole('link', { name: 'Enter where the guidance or licence asks this.' })).toHaveLength(
      7,
    );
    expect(sent('IssueRules')).toEqual([]);
  }, 60_000);

  it('refuse a version with nobody to address before it is sent', async () => {
    const { user, sent } = openPage('/administration/signal-rules', 'ADMINISTRATOR', {
      RuleVersions: () => versions,
      PreparedRules: () => prepared,
    });
    await user.click(await screen.findByRole('button', { name: 'Try or issue other rules' }));
    await user.clear(screen.getAllByLabelText('Goes to')[0] as HTMLElement);
    await user.click(screen.getByRole('button', { name: 'Issue version 2' }));
    expect((await screen.findAllByText('Enter who a concern about such a provider goes to.')).length).toBeGreaterThan(
      1,
    );
    expect(sent('IssueRules')).toEqual([]);
  });
});
