import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { Button } from '../ui/button.js';
import { DateField } from '../ui/date-field.js';
import { formatDate } from '../ui/dates.js';
import { Details, Section } from '../ui/page.js';
import { SelectField } from '../ui/select-field.js';
import { RefusalPanel } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { type Signal, UNDERTAKING_KINDS } from './signal-words.js';
import { agreeUndertakingMutation, signalMonthsQuery } from './signals.queries.js';
import { UndertakingEffect } from './undertaking-effect.js';
import { useSettle } from './use-settle.js';

type Kind = Signal['undertakings'][number]['kind'];

/** What the provider has undertaken, and taking part before and after the day of each. */
export function Undertakings({ signal }: { readonly signal: Signal }) {
  const isCommissioner = useActsAs('COMMISSIONER');
  const canAgree = isCommissioner && signal.closedAt === null && signal.nextSteps.length > 0;
  if (signal.undertakings.length === 0 && !canAgree) return null;
  return (
    <Section heading="What was undertaken" id="undertakings">
      {signal.undertakings.length === 0 ? (
        <p>Nothing yet. An improvement can be agreed when it is written down here.</p>
      ) : (
        <ul>
          {signal.undertakings.map(({ id, kind, words, owner, actionOn }) => (
            <li key={id}>
              {words} ({UNDERTAKING_KINDS[kind].toLowerCase()}). {owner}, from {formatDate(actionOn)}.
            </li>
          ))}
        </ul>
      )}
      {signal.undertakings.length > 0 ? <Effect signal={signal} /> : null}
      {canAgree ? (
        <Details summary="Write down an undertaking">
          <UndertakingForm key={signal.undertakings.length} signalId={signal.id} />
        </Details>
      ) : null}
    </Section>
  );
}

function Effect({ signal }: { readonly signal: Signal }) {
  const query = useQuery(signalMonthsQuery, { variables: { signalId: signal.id } });
  return (
    <QueryState query={query} lines={4}>
      {({ signalFigures }) =>
        signalFigures ? <UndertakingEffect months={signalFigures.months} undertakings={signal.undertakings} /> : null
      }
    </QueryState>
  );
}

function UndertakingForm({ signalId }: { readonly signalId: string }) {
  const [send] = useMutation(agreeUndertakingMutation);
  const { refusal, busy, settle } = useSettle();
  const [kind, setKind] = useState<Kind>('RESTORE');
  const [words, setWords] = useState('');
  const [owner, setOwner] = useState('');
  const [actionOn, setActionOn] = useState('');
  const submit = () =>
    settle(async () => {
      const { data } = await send({ variables: { input: { signalId, kind, words, owner, actionOn } } });
      return data?.agreeUndertaking;
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <TextArea
        name="undertaking-words"
        label="What the provider will do"
        value={words}
        onChange={setWords}
        limit={4000}
      />
      <SelectField<Kind>
        name="undertaking-kind"
        label="What for"
        value={kind}
        onChange={(value) => value && setKind(value)}
        options={(['STOP', 'RESTORE', 'OTHER'] as const).map((value) => ({ value, label: UNDERTAKING_KINDS[value] }))}
      />
      <TextField
        name="undertaking-owner"
        label="Who sees to it"
        hint="A post such as chief nurse, not a name"
        value={owner}
        onChange={setOwner}
      />
      <DateField name="undertaking-on" label="From which day" value={actionOn} onChange={setActionOn} />
      <Button type="submit" busy={busy}>
        Write it down
      </Button>
    </form>
  );
}
