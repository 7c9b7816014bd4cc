import '../testing/jsdom-globals.js';

import { beforeAll, describe, expect, it } from '@jest/globals';
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
const version = (n: number, change: object = {}) => ({
  __typename: 'RuleVersion',
  id: `v${n}`,
  version: n,
  name: 'Integrated care licence condition',
  source: 'Guidance',
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
      RulesDryRun: () => ({ rulesDryRun: null }),
    });
    await user.click(await screen.findByRole('button', { name: /Try the rules as they are/ }));
    expect(await screen.findByText('Your organisation does not try or issue rules')).toBeTruthy();
  });

  it('say when somebody else tries rules', async () => {
    const { user } = openPage('/administration/signal-rules', 'ADMINISTRATOR', {
      RuleVersions: () => versions,
      RulesDryRun: () => ({ rulesDryRun: { __typename: 'RulesDryRun', isBusy: true, problems: [], months: [] } }),
    });
    await user.click(await screen.findByRole('button', { name: /Try the rules as they are/ }));
    expect(await screen.findByText('Somebody else tries rules just now')).toBeTruthy();
  });
});
