import { useQuery } from '@apollo/client/react';
import { QueryState } from '../../app/query-state.js';
import { Details, Page, Section } from '../../ui/page.js';
import { EmptyState } from '../../ui/states.js';
import { SummaryList } from '../../ui/summary-list.js';
import { Tag } from '../../ui/tag.js';
import { DecideForms, StrikeForm, WithdrawForm } from './strike-forms.js';
import { byWords, daysWords, namesOf, STATES, type Strike, type StrikeVersion, shownVersion } from './strike-words.js';
import { strikesQuery } from './strikes.queries.js';

/** Strike days of the system: who was called out when, by what source, and who says so. */
export function StrikesPage() {
  const query = useQuery(strikesQuery, { fetchPolicy: 'network-only' });
  return (
    <Page
      title="Strike days"
      lead="Whoever was called out and did not attend a meeting on a strike day counts neither as taking part nor as absent. Whoever attended counts as attended. Registers keep what was written."
    >
      <QueryState query={query} lines={6}>
        {({ strikes: { strikes, canRecord, forAnyProvider } }) => (
          <>
            {canRecord ? (
              <Details summary="Record strike days">
                <p>
                  {forAnyProvider
                    ? 'They count at once, unless you work for a provider that they cover: then another organisation that commissions confirms them first.'
                    : 'You record strike days of your own organisation’s staff. They count once an administrator of an organisation that commissions has confirmed them.'}
                </p>
                <StrikeForm key={strikes.length} forAnyProvider={forAnyProvider} onDone={() => void query.refetch()} />
              </Details>
            ) : null}
            {strikes.length === 0 ? (
              <EmptyState heading="No strike days are recorded">
                {canRecord
                  ? 'Record them above once a strike is announced in public, or afterwards: meetings that were held are counted anew.'
                  : 'Administrators record them. Until then only those whose reason in the register is a strike are set aside.'}
              </EmptyState>
            ) : (
              strikes.map((strike) => (
                <One
                  key={strike.id}
                  strike={strike}
                  forAnyProvider={forAnyProvider}
                  onDone={() => void query.refetch()}
                />
              ))
            )}
          </>
        )}
      </QueryState>
    </Page>
  );
}

function One({
  strike,
  forAnyProvider,
  onDone,
}: {
  readonly strike: Strike;
  readonly forAnyProvider: boolean;
  readonly onDone: () => void;
}) {
  const shown = shownVersion(strike);
  if (!shown) return null;
  const { versions, withdrawn, withdrawnBecause, canChange, canDecide, canWithdraw } = strike;
  const waiting = versions.find(({ state }) => state === 'WAITING');
  const later = waiting === shown ? undefined : waiting;
  const others = versions.filter((version) => version !== shown && version !== later);
  const days = daysWords(shown);
  return (
    <Section heading={days}>
      <Version version={shown} />
      {withdrawn ? (
        <SummaryList
          items={[
            { key: 'Withdrawn by', value: byWords(withdrawn) },
            { key: 'Withdrawn because', value: withdrawnBecause },
          ]}
        />
      ) : null}
      {later ? (
        <Details summary={`A later version of ${days} waits to be confirmed`} open>
          <Version version={later} withDays />
        </Details>
      ) : null}
      {canDecide ? (
        <Details summary={`Confirm ${daysWords(waiting ?? shown)}, or do not`} open>
          <DecideForms strike={strike} />
        </Details>
      ) : null}
      {canChange ? (
        <Details summary={`Change ${days}`}>
          <StrikeForm key={strike.version} strike={strike} forAnyProvider={forAnyProvider} onDone={onDone} />
        </Details>
      ) : null}
      {canWithdraw ? (
        <Details summary={`Withdraw ${days}`}>
          <WithdrawForm strike={strike} />
        </Details>
      ) : null}
      {others.length > 0 ? (
        <Details summary={`Other versions of ${days}`}>
          {others.map((version) => (
            <Version key={version.version} version={version} withDays />
          ))}
        </Details>
      ) : null}
    </Section>
  );
}

function Version({ version, withDays = false }: { readonly version: StrikeVersion; readonly withDays?: boolean }) {
  const { state, roles, providers, sourceTitle, sourceUrl, recorded, decided, declinedBecause } = version;
  return (
    <SummaryList
      items={[
        {
          key: `Version ${version.version}`,
          value: <Tag tone={state === 'COUNTS' ? 'info' : 'neutral'}>{STATES[state]}</Tag>,
        },
        ...(withDays ? [{ key: 'Days', value: daysWords(version) }] : []),
        { key: 'Roles', value: namesOf(roles) },
        { key: 'Providers', value: providers ? namesOf(providers) : 'All providers' },
        {
          key: 'Source',
          value: (
            <a href={sourceUrl} target="_blank" rel="noreferrer noopener">
              {sourceTitle} (opens in a new tab)
            </a>
          ),
        },
        { key: 'Recorded by', value: byWords(recorded) },
        ...(decided
          ? [{ key: state === 'DECLINED' ? 'Not confirmed by' : 'Confirmed by', value: byWords(decided) }]
          : []),
        ...(declinedBecause ? [{ key: 'Not confirmed because', value: declinedBecause }] : []),
      ]}
    />
  );
}
