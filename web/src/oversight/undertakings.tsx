import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Section } from '../ui/page.js';
import { SelectField } from '../ui/select-field.js';
import type { Signal } from './signal-words.js';
import { UndertakingCard } from './undertaking-card.js';
import { EffectOf } from './undertaking-effect.js';
import { ProposeForm } from './undertaking-terms-form.js';
import type { Undertakings as Agreed, Undertaking } from './undertaking-words.js';
import { signalUndertakingsQuery } from './undertakings.queries.js';

/** What the provider undertakes because of a signal: proposed by either party, agreed by both, followed to its end. */
export function Undertakings({ signal }: { readonly signal: Signal }) {
  const query = useQuery(signalUndertakingsQuery, { variables: { signalId: signal.id } });
  return (
    <Section heading="What is undertaken" id="undertakings">
      <QueryState query={query} lines={4}>
        {({ signalUndertakings }) =>
          signalUndertakings ? <Every signal={signal} undertakings={signalUndertakings} /> : null
        }
      </QueryState>
    </Section>
  );
}

function Every({ signal, undertakings }: { readonly signal: Signal; readonly undertakings: Agreed }) {
  const { items, canPropose, lockedBecause } = undertakings;
  const [isProposing, setIsProposing] = useState(false);
  const other = signal.isOwn ? 'the commissioner' : 'the provider';
  return (
    <>
      {items.length === 0 ? <p>{emptyWords(canPropose, other)}</p> : null}
      {lockedBecause ? <p>{lockedBecause}</p> : null}
      {items.map((undertaking, i) => (
        <UndertakingCard key={undertaking.id} no={i + 1} undertaking={undertaking} />
      ))}
      {canPropose ? (
        <p>
          <Button onClick={() => setIsProposing(true)}>Propose an undertaking</Button>
        </p>
      ) : null}
      <Dialog open={isProposing} heading="Propose an undertaking" onClose={() => setIsProposing(false)}>
        {isProposing ? <ProposeForm signalId={signal.id} other={other} onDone={() => setIsProposing(false)} /> : null}
      </Dialog>
      <Effects items={items.filter(({ agreedAt }) => agreedAt !== null)} />
    </>
  );
}

function emptyWords(canPropose: boolean, other: string): string {
  return canPropose
    ? `Nothing yet. Either of you proposes it: what, by whom, from when and by when. It counts when ${other} and you agree.`
    : 'Nothing was undertaken because of this signal.';
}

/** The chart of one agreed undertaking, with a choice where there are several. */
function Effects({ items }: { readonly items: readonly Undertaking[] }) {
  const [chosen, setChosen] = useState('');
  const shown = items.find(({ id }) => id === chosen) ?? items[0];
  if (!shown) return null;
  return (
    <>
      {items.length > 1 ? (
        <SelectField
          name="effect-of"
          label="Show the effect of"
          value={shown.id}
          onChange={setChosen}
          options={items.map(({ id, words }) => ({ value: id, label: shortened(words) }))}
        />
      ) : null}
      <EffectOf undertaking={shown} />
    </>
  );
}

const MOST_SHOWN = 80;

function shortened(words: string): string {
  return words.length <= MOST_SHOWN ? words : `${words.slice(0, MOST_SHOWN - 1)}…`;
}
