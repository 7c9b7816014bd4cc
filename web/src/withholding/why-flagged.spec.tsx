import '../testing/jsdom-globals.js';

import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { of } from 'rxjs';
import { createTransportlessClient } from '../app/apollo.js';
import { openPage } from '../testing/open-page.js';
import { figuresExample, rowsExample } from './figures-examples.js';
import { type Figures, findingWords } from './figures-words.js';
import { rowsCsv } from './rows-csv.js';
import { TodayStatements } from './today-statements.js';
import { WhyFlagged } from './why-flagged.js';

const rules = {
  __typename: 'SignalRules',
  name: 'Integrated care licence condition',
  source: 'Monitor, March 2015',
  version: 1,
  inForceFrom: '2015-03-27',
  earlyNotice: 0.5,
  opens: 0.75,
  closes: 0.35,
  monthsToClose: 2,
  alarm: 0.9,
  alarmMonths: 2,
  leastCrossRows: 8,
  leastLostRows: 6,
  leastLostMonths: 2,
  leastLostPeople: 2,
  mostUnrecorded: 0.25,
  staffStatementsFrom: 5,
  providerFirst: 10,
  reply: 10,
  caveat: 'A reason to ask, not a finding.',
};

// The pages are loaded when first opened; on a busy machine that takes longer than a test waits.
beforeAll(async () => {
  await Promise.all([
    import('./signal-rows-page.js'),
    import('./method-page.js'),
    import('./own-months-page.js'),
    import('./not-released-page.js'),
  ]);
}, 60_000);

/** The component alone: the page of the signal shows it among other things. */
async function openWhy(change: Partial<Figures> = {}) {
  const link = new ApolloLink(({ operationName }) =>
    of({
      data: operationName === 'SignalFigures' ? { signalFigures: figuresExample(change) } : { namedStatements: [] },
    }),
  );
  render(
    <ApolloProvider client={createTransportlessClient(link)}>
      <MemoryRouter>
        <WhyFlagged signalId="s1" />
      </MemoryRouter>
    </ApolloProvider>,
  );
  await screen.findByRole('heading', { level: 2, name: findingWords(figuresExample(change)) });
}

const textOf = (key: string) =>
  (screen.getByText(key, { selector: 'dt' }).nextElementSibling?.textContent ?? '').replace(/\s+/g, ' ');

describe('why a signal was raised', () => {
  it('says the finding with its scope and since-date, and blames nobody', async () => {
    await openWhy();
    expect(
      screen.getByText(
        'Northgate Acute took part less than usual at meetings of Riverside Community since 14 June 2026',
      ),
    ).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/breach|guilt|offender|league table/i);
  });

  it('sets what was seen beside what is usual, at other sites and at its own', async () => {
    await openWhy();
    expect(textOf('At other sites')).toContain('68, from 58 to 77 (fewer than usual)');
    expect(textOf('At its own sites')).toContain('84, from 76 to 91 (as usual)');
    expect(textOf('How broad')).toBe(
      'Seats were lost by 7 of 9 people, at 3 of 4 MDTs, in 5 of 5 months with meetings.',
    );
  });

  it('opens the rows of every number with one press, and nothing for 0', async () => {
    await openWhy();
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href') ?? '');
    for (const number of [
      'elsewhere.tookPart',
      'elsewhere.lost',
      'ownSites.atRisk',
      'releases.refused',
      'setAside.excludedNotRecorded',
    ])
      expect(links).toContain(`/signals/s1/rows?number=${number}`);
    expect(links.some((to) => to.includes('absentNoNotice'))).toBe(false);
    expect(links.some((to) => to.includes('setAside.excludedLeave'))).toBe(false);
    expect(textOf('Leave, strikes and what else is set aside')).toContain('fewer than 5 for leave or sickness');
  });

  it('says how many were absent on strike days, with the way to their sources', async () => {
    await openWhy();
    expect(document.querySelector('a[href="/strikes"]')).toBeNull();
    cleanup();
    await openWhy({
      setAside: [
        { reason: 'EXCLUDED_LEAVE', seats: 31, opens: true },
        { reason: 'STRIKE_DAY', seats: 4, opens: true },
      ],
    });
    expect(textOf('Leave, strikes and what else is set aside')).toContain(
      'open the rows on a strike day of the role. Strike days, with their sources',
    );
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href') ?? '');
    expect(links).toEqual(expect.arrayContaining(['/strikes', '/signals/s1/rows?number=setAside.strikeDay']));
  });

  it('says how far away meetings are, of how many seats that is known, and never 0 where it is not', async () => {
    await openWhy();
    const asked = textOf('What the meetings ask');
    expect(asked).toContain('12 km, known for at least 9 in 10 seats');
    expect(asked).toContain('Less than 1 km');
    cleanup();
    const unknown = { ...figuresExample().burden, medianTravelKm: null, travelKnownShare: 0 };
    await openWhy({ burden: unknown, othersBurden: unknown });
    expect(textOf('What the meetings ask')).toMatch(/half were furtherNot knownNot known/);
  });

  it('says whether it rests on one person or one MDT', async () => {
    await openWhy();
    expect(textOf('One person')).toContain('at least 21 remain: it does not rest on one person.');
    expect(textOf('One MDT')).toContain('at least 4 remain: it rests largely on one MDT.');
  });

  it('tells of people as counts, and nobody of too few', async () => {
    await openWhy();
    expect(screen.getByText(/Discussed without a seat that was relevant to them: about 25 people/)).toBeTruthy();
    expect(screen.getByText(/1 to 7 people, too few to show/)).toBeTruthy();
    expect(screen.getByText(/deprivation and ethnicity are not held here/)).toBeTruthy();
    expect(textOf('What staff say')).toContain('Too few have said in private');
  });

  it('says how many looks there were and how many signals are expected to be false', async () => {
    await openWhy();
    expect(
      screen.getByText(
        /15 providers were looked at for October 2026\. By the detector’s own reckoning 8% of the signals that were open are false\. On made-up economies of kinds it had never seen, 3% to 10% of signals were false/,
      ),
    ).toBeTruthy();
  });

  it('works out how likely a fall lies below the usual range with another number of meetings', async () => {
    await openWhy();
    const seats = screen.getByLabelText(/Expected seats in a year/);
    await userEvent.clear(seats);
    await userEvent.type(seats, '26');
    // 77 in 100: the exact binomial sum of fall-probability.spec.ts.
    expect(
      screen.getByText(
        'With 26 expected seats, a fall to 60% would lie below the usual range about 77 times in 100 within a year. A signal needs more than that.',
      ),
    ).toBeTruthy();
    await userEvent.clear(seats);
    expect(screen.getByText(/Enter a whole number/)).toBeTruthy();
  });
});

describe('the rows behind a number of a signal', () => {
  it('say what each seat was and who could have changed it, and keep the filter in the address', async () => {
    const { user, router, asked } = openPage('/signals/s1/rows?number=elsewhere.lost', 'COMMISSIONER', {
      SignalRows: () => ({ signalRows: rowsExample() }),
    });
    expect(await screen.findByRole('heading', { level: 1, name: '2 seats of Northgate Acute' })).toBeTruthy();
    const row = screen.getByRole('row', { name: /14-Jul-2026/ });
    for (const words of ['Withdrew within a day', 'The provider', 'Refused'])
      expect(within(row).getByText(words)).toBeTruthy();
    expect(screen.queryByRole('columnheader', { name: 'Member' })).toBeNull();
    await user.selectOptions(screen.getByLabelText('Role'), 'Geriatrician');
    expect(router.state.location.search).toContain('role=geriatrician');
    expect(asked.at(-1)?.variables).toMatchObject({ number: 'elsewhere.lost', roleCode: 'geriatrician' });
  });

  it('are not found where they are not the viewer’s to see', async () => {
    openPage('/signals/s1/rows?number=elsewhere.lost', 'COMMISSIONER', { SignalRows: () => ({ signalRows: null }) });
    expect(await screen.findByRole('heading', { level: 1, name: /not found/i })).toBeTruthy();
  });

  it('as CSV keep commas in their cell and make no formula', () => {
    const [header, line] = rowsCsv(rowsExample().rows as never).split('\r\n');
    expect(header).toMatch(/^Date,MDT,Host/);
    expect(line).toContain(`2026-07-14,"'=Frailty, MDT",Riverside Community,no,Geriatrician,yes,Withdrew within a day`);
  });
});

describe('the page of the method', () => {
  it('says how a signal arises, what it cannot say, and how often it is right', async () => {
    openPage('/engagement/method', 'PROVIDER_MANAGER', { SignalRules: () => ({ signalRules: rules }) });
    expect(await screen.findByRole('heading', { name: 'What it cannot say' })).toBeTruthy();
    expect(screen.getByText(/At least 6 lost seats, in 2 months, by 2 people/)).toBeTruthy();
    expect(
      screen.getByText(/It sees a new signal, and what each month says of it, 10 working days before/),
    ).toBeTruthy();
    expect(screen.getByText(/is never taken for all being well/)).toBeTruthy();
    expect(screen.getByText(/49% to 81% of those who hold.*from a score of 75%/)).toBeTruthy();
    expect(screen.getByText(/How far away a meeting is stands beside a signal/)).toBeTruthy();
    expect(document.body.textContent).not.toMatch(/breach|guilt|offender/i);
  });
});

describe('a provider’s months', () => {
  const month = (change: object) => ({
    __typename: 'OwnMonth',
    month: '2026-10',
    standing: 'judged',
    level: 'none',
    crossRows: 120,
    leastCrossRows: 8,
    toMend: [],
    ...change,
  });

  it.each([
    ['No pattern', {}],
    ['Early notice, for you alone', { level: 'earlyNotice' }],
    ['Not enough meetings to judge (5)', { standing: 'notEnough', crossRows: 5 }],
    [
      'Data to put right first: 9 of 12 apologies without a reason',
      { standing: 'dataFirst', toMend: [{ __typename: 'DataToMend', kind: 'reasonsMissing', count: 9, of: 12 }] },
    ],
  ])('say "%s"', async (words, change) => {
    openPage('/signals/months', 'PROVIDER_MANAGER', { OwnMonths: () => ({ ownMonths: [month(change)] }) });
    expect(await screen.findByText(words)).toBeTruthy();
    expect(document.body.textContent).not.toContain('score');
  });
});

describe('saying in private that one was not released', () => {
  const voice = (change: object = {}) => ({
    staffVoice: {
      __typename: 'StaffVoice',
      meetingId: 'm1',
      mdtName: 'Frailty MDT',
      date: '2026-11-17',
      employerName: 'Northgate Acute',
      mayState: true,
      toldFrom: 5,
      statement: null,
      ...change,
    },
  });
  const statement = {
    __typename: 'StaffStatement',
    meetingId: 'm1',
    mdtName: 'Frailty MDT',
    date: '2026-11-17',
    words: 'Told that the ward comes first',
    statedAt: '2026-11-18T09:00:00Z',
    isNamed: false,
    openings: [],
  };

  it('says who sees what before anything is said, and sends the words', async () => {
    const { user, sent } = openPage('/meetings/m1/not-released', 'CLINICIAN', {
      StaffVoice: () => voice(),
      StateNotReleased: () => ({ stateNotReleased: { __typename: 'StatementSaved', statement } }),
    });
    expect(await screen.findByText(/never your name, the\s+meeting, or your words/)).toBeTruthy();
    await user.type(screen.getByLabelText(/in your own words/), 'The ward came first');
    await user.click(screen.getByRole('button', { name: 'I was not released for this meeting' }));
    expect(sent('StateNotReleased')).toEqual([{ meetingId: 'm1', words: 'The ward came first' }]);
  });

  it('can be taken back, and named by the author alone', async () => {
    const { user, sent } = openPage('/meetings/m1/not-released', 'CLINICIAN', {
      StaffVoice: () => voice({ statement }),
      WithdrawStatement: () => ({ withdrawStatement: { __typename: 'StatementSaved', statement: null } }),
      NameStatement: () => ({ nameStatement: { __typename: 'StatementSaved', statement } }),
    });
    await user.click(await screen.findByRole('button', { name: 'Put my name to it' }));
    expect(sent('NameStatement')).toEqual([{ meetingId: 'm1', isNamed: true }]);
    await user.click(screen.getByRole('button', { name: 'Take it back' }));
    expect(sent('WithdrawStatement')).toEqual([{ meetingId: 'm1' }]);
  });

  it('waits until the meeting has begun', async () => {
    openPage('/meetings/m1/not-released', 'CLINICIAN', { StaffVoice: () => voice({ mayState: false }) });
    expect(await screen.findByText('This meeting has not begun')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /not released/ })).toBeNull();
  });
});

describe('Today of a clinician', () => {
  it('says when a legal power opened what they said in private, and nothing otherwise', async () => {
    const opening = {
      __typename: 'StatementOpening',
      authority: 'The regulator',
      power: 'Section 64',
      openedAt: '2026-11-19T09:00:00Z',
    };
    const show = (openings: readonly object[]) => {
      const link = new ApolloLink(() =>
        of({
          data: {
            myStatements: [
              {
                __typename: 'StaffStatement',
                meetingId: 'm1',
                mdtName: 'Frailty MDT',
                date: '2026-11-17',
                words: '',
                statedAt: '2026-11-18T09:00:00Z',
                isNamed: false,
                openings,
              },
            ],
          },
        }),
      );
      return render(
        <ApolloProvider client={createTransportlessClient(link)}>
          <MemoryRouter>
            <TodayStatements />
          </MemoryRouter>
        </ApolloProvider>,
      );
    };
    show([opening]);
    expect(await screen.findByText(/A legal power opened what you said of 1 meeting\./)).toBeTruthy();
    const { container } = show([]);
    expect(container.textContent).toBe('');
  });
});
