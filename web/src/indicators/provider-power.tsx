import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { useActsAs } from '../app/viewer.js';
import { formatMonth } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { formatCount, formatShare } from '../ui/stat.js';
import { chanceWords } from '../withholding/figures-words.js';
import { providerPowerQuery } from './provider-power.queries.js';

export type ProviderPower = ResultOf<typeof providerPowerQuery>['providerPower'][number];

/** By organisation; null for a role that does not read of it, and until it is known. */
export function useProviderPower(): ReadonlyMap<string, ProviderPower> | null {
  const mayRead = useActsAs('COMMISSIONER', 'PROVIDER_MANAGER');
  const { data } = useQuery(providerPowerQuery, { skip: !mayRead });
  const all = data?.providerPower;
  return all ? new Map(all.map((one) => [one.organisationId, one])) : null;
}

/** Of one provider: whether it could be judged, and what silence is worth. */
export function PowerOfProvider({ organisationId, name }: { readonly organisationId: string; readonly name: string }) {
  const known = useProviderPower();
  if (!known) return null;
  const power = known.get(organisationId);
  return (
    <Section heading="Would a fall be seen?" id="power">
      {power ? (
        <p>
          At the end of {formatMonth(power.month)}: {powerWords(power, name)}
          {power.isDataFirst ? (
            <>
              {' '}
              <Link to="/registers-to-complete">What has to be put right first</Link>
            </>
          ) : null}
        </p>
      ) : (
        <p>{name} has not been looked at: none of its seats was at another organisation’s meeting in a month judged.</p>
      )}
      <p>
        <Link to="/engagement/method">How a signal arises and what it cannot say</Link>
      </p>
    </Section>
  );
}

const CHANCES: Readonly<Record<NonNullable<ProviderPower['chance']>, string>> = {
  HARDLY_EVER: 'hardly ever',
  SELDOM: 'seldom',
  ABOUT_HALF: 'about every second time',
  MOSTLY: 'mostly',
  ALMOST_ALWAYS: 'almost always',
};

/** In a cell of a table: "Not enough meetings to judge (fewer than 8)", "To 60%: mostly (fewer than 100 seats)". */
export function powerInShort(power: ProviderPower | undefined): string {
  if (!power) return 'Not looked at';
  if (!power.isEnough) return `Not enough meetings to judge (${crossWords(power)})`;
  if (power.isDataFirst) return 'Registers to complete first';
  if (power.fallTo === null) return 'Too few seats in the last year';
  return `To ${formatShare(power.fallTo)}: ${oftenWords(power)} (${seatsWords(power)})`;
}

/** The same in sentences. What is not enough to judge is never good news. */
export function powerWords(power: ProviderPower, name: string): string {
  if (!power.isEnough)
    return `Not enough meetings to judge (${crossWords(power)} expected seats at other sites in two years, ${power.leastCrossRows} are needed). That no signal is open about ${name} says nothing.`;
  if (power.isDataFirst)
    return `Nothing was judged, because registers have to be completed first. That no signal is open about ${name} says nothing.`;
  if (power.fallTo === null)
    return 'Too few seats at other sites in the last year to say how far a fall would stand out.';
  return `With ${seatsWords(power)} expected at other sites in a year, a fall to ${formatShare(power.fallTo)} would ${oftenWords(power)} lie below the usual range, and a signal needs more than that. ${silenceWords(power)}`;
}

function silenceWords({ chance }: ProviderPower): string {
  return chance === 'ALMOST_ALWAYS'
    ? 'A smaller fall, or one for a shorter time, would be seen less often.'
    : 'So that no signal is open says little.';
}

/** A number for the provider itself; others read it as finely as may be told. */
function oftenWords({ power, chance }: ProviderPower): string {
  if (power) return chanceWords(power.probability);
  return chance ? CHANCES[chance] : 'not known how often';
}

function seatsWords({ power, hasManySeats }: ProviderPower): string {
  if (power) return `${formatCount(power.rows)} ${power.rows === 1 ? 'seat' : 'seats'}`;
  return hasManySeats ? '100 seats or more' : 'fewer than 100 seats';
}

function crossWords({ crossRows, leastCrossRows }: ProviderPower): string {
  return crossRows === null ? `fewer than ${leastCrossRows}` : formatCount(crossRows);
}
