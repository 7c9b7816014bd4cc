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

/** In a cell of a table: "Not enough meetings to judge (about 15)", "To 60%: about 40 times in 100". */
export function powerInShort(power: ProviderPower | undefined): string {
  if (!power) return 'Not looked at';
  if (!power.isEnough) return `Not enough meetings to judge (${seatsWords(power.crossRows, power)})`;
  if (power.isDataFirst) return 'Registers to complete first';
  if (!power.power) return 'No seats to judge by in the last year';
  const { fallTo, probability, rows } = power.power;
  return `To ${formatShare(fallTo)}: ${chanceWords(probability)} (${seatsWords(rows, power)} seats)`;
}

/** The same in sentences. What is not enough to judge is never good news. */
export function powerWords(power: ProviderPower, name: string): string {
  if (!power.isEnough)
    return `Not enough meetings to judge (${seatsWords(power.crossRows, power)} expected seats at other sites in two years, ${power.leastCrossRows} are needed). That no signal is open about ${name} says nothing.`;
  if (power.isDataFirst)
    return `Nothing was judged, because registers have to be completed first. That no signal is open about ${name} says nothing.`;
  if (!power.power) return 'Too few seats at other sites in the last year to say how far a fall would stand out.';
  const { rows, fallTo, probability } = power.power;
  return `With ${seatsWords(rows, power)} expected seats at other sites in a year, a fall to ${formatShare(fallTo)} would lie below the usual range ${chanceWords(probability)}, and a signal needs more than that. ${silenceWords(probability)}`;
}

function silenceWords(probability: number): string {
  return probability < 0.8
    ? 'So that no signal is open says little.'
    : 'A smaller fall, or one for a shorter time, would be seen less often.';
}

function seatsWords(n: number | null, { isRounded }: ProviderPower): string {
  if (n === null) return 'fewer than 5';
  return isRounded ? `about ${formatCount(n)}` : formatCount(n);
}
