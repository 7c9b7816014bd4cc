import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { useSettle } from '../app/use-settle.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { Combobox } from '../ui/combobox.js';
import { formatDate } from '../ui/dates.js';
import { Dialog } from '../ui/dialog.js';
import { Section } from '../ui/page.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import type { Concern } from './concern-words.js';
import {
  concernOrganisationsQuery,
  decideConcernOrganisationMutation,
  nameConcernOrganisationMutation,
} from './concerns.queries.js';
import { actorWords } from './signal-words.js';
import { StepForm } from './step-form.js';

type Found = ResultOf<typeof concernOrganisationsQuery>['organisations']['items'][number];
type Asked = 'name' | 'confirm' | 'decline';

const HEADINGS: Readonly<Record<Asked, string>> = {
  name: 'Say which organisation it is about',
  confirm: 'Confirm the organisation',
  decline: 'Decline the organisation',
};

/** Which organisation a concern is about, where nobody has the name that was typed: said by one, confirmed by another. */
export function ConcernOrganisation({ concern }: { readonly concern: Concern }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { naming, canName } = concern;
  if (!naming && !canName) return null;
  return (
    <Section heading="Which organisation it is about">
      {naming ? <Waiting naming={naming} onAsk={setAsked} /> : <ToSay about={concern.about} onAsk={setAsked} />}
      <Dialog open={asked !== null} heading={asked ? HEADINGS[asked] : ''} onClose={() => setAsked(null)}>
        {asked === 'name' ? <NameForm concern={concern} onDone={() => setAsked(null)} /> : null}
        {asked === 'confirm' || asked === 'decline' ? (
          <DecideForm key={asked} concern={concern} isConfirmed={asked === 'confirm'} onDone={() => setAsked(null)} />
        ) : null}
      </Dialog>
    </Section>
  );
}

function ToSay({ about, onAsk }: { readonly about: string; readonly onAsk: (asked: Asked) => void }) {
  return (
    <>
      <p>
        Nobody in the directory is called “{about}”. Until it is known which organisation is meant, how to reach the
        author is shown to nobody. Somebody else then confirms what you say: of another organisation that commissions,
        or where there is nobody, a colleague who does not look into it.
      </p>
      <Button onClick={() => onAsk('name')}>{HEADINGS.name}</Button>
    </>
  );
}

function Waiting({
  naming,
  onAsk,
}: {
  readonly naming: NonNullable<Concern['naming']>;
  readonly onAsk: (asked: Asked) => void;
}) {
  return (
    <>
      <p>
        {actorWords(naming.by)} said on {formatDate(naming.at)} that it is <strong>{naming.organisationName}</strong>:{' '}
        {naming.reason}
      </p>
      {naming.canDecide ? (
        <>
          <p>
            Confirm it only if what was written says so. After that its staff cannot read the concern any more.
            {naming.isWithin
              ? ' You work with whoever said it, and it is recorded so: how to reach the author is then shown only to an information governance lead who had no part in it.'
              : null}
          </p>
          <ButtonGroup>
            <Button onClick={() => onAsk('confirm')}>{HEADINGS.confirm}</Button>
            <Button onClick={() => onAsk('decline')}>{HEADINGS.decline}</Button>
          </ButtonGroup>
        </>
      ) : (
        <p>
          {naming.isWithin
            ? 'Nobody of another organisation that commissions can confirm it, so it waits for a colleague who did not say it, does not look into the concern and does not work for that organisation. Colleagues have been told by mail.'
            : 'It waits for somebody of another organisation that commissions, who works neither with them nor for that organisation. They have been told by mail.'}
        </p>
      )}
    </>
  );
}

interface FormProps {
  readonly concern: Concern;
  readonly onDone: () => void;
}

function NameForm({ concern, onDone }: FormProps) {
  const [send] = useMutation(nameConcernOrganisationMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [searched, setSearched] = useState('');
  const found = useQuery(concernOrganisationsQuery, { variables: { text: searched || concern.about } });
  const [chosen, setChosen] = useState<Found | null>(null);
  const [error, setError] = useState<string>();
  const [reason, setReason] = useState('');
  async function submit() {
    if (!chosen) return setError('Choose the organisation from the list');
    setError(undefined);
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: {
          input: { concernId: concern.id, expectedVersion: concern.version, organisationId: chosen.id, reason },
        },
      });
      return data?.nameConcernOrganisation;
    });
    if (!isDone) return;
    undo.say('Saved. It waits to be confirmed');
    onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button="Say so" onSubmit={submit}>
      <Combobox<Found>
        name="concern-organisation"
        label="Organisation"
        hint="Words of its name, a former name, or its code."
        items={(found.data ?? found.previousData)?.organisations.items ?? []}
        busy={found.loading}
        value={chosen}
        onChange={setChosen}
        onSearch={setSearched}
        itemLabel={({ name }) => name}
        itemKey={({ id }) => id}
        itemDetail={({ odsCode, postcode }) => [odsCode, postcode].filter(Boolean).join(', ')}
        nothingFound="No organisation of this name. Try fewer words."
        error={error}
      />
      <TextArea
        name="concern-name-reason"
        label="Why you know"
        hint="Whoever confirms it reads this."
        value={reason}
        onChange={setReason}
        limit={4000}
      />
    </StepForm>
  );
}

function DecideForm({ concern, isConfirmed, onDone }: FormProps & { readonly isConfirmed: boolean }) {
  const [send] = useMutation(decideConcernOrganisationMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [reason, setReason] = useState('');
  async function submit() {
    const isDone = await settle(async () => {
      const { data } = await send({
        variables: { input: { concernId: concern.id, expectedVersion: concern.version, isConfirmed, reason } },
      });
      return data?.decideConcernOrganisation;
    });
    if (!isDone) return;
    undo.say(isConfirmed ? 'Confirmed' : 'Declined');
    onDone();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button={isConfirmed ? 'Confirm' : 'Decline'} onSubmit={submit}>
      <p>
        {isConfirmed
          ? `You confirm that it is about ${concern.naming?.organisationName ?? 'this organisation'}. This cannot be taken back.`
          : 'After that somebody can say another organisation.'}
      </p>
      <TextArea name="concern-decide-reason" label="Reason" value={reason} onChange={setReason} limit={4000} />
    </StepForm>
  );
}
