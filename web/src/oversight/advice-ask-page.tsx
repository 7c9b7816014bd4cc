import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { useSettle } from '../app/use-settle.js';
import { Button } from '../ui/button.js';
import { useDraft } from '../ui/drafts.js';
import { Page } from '../ui/page.js';
import { SelectField } from '../ui/select-field.js';
import { EmptyState, Inset, RefusalPanel } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { adviceAddresseesQuery, askAdviceMutation } from './advice.queries.js';

/** A question to a commissioner. */
export function AdviceAskPage() {
  const query = useQuery(adviceAddresseesQuery);
  return (
    <Page
      title="Ask for informal advice"
      lead="For example: may we run this clinic together, may we share this list, may we talk about a service that is out to tender?"
      back={{ to: '/advice', label: 'Informal advice' }}
    >
      <QueryState query={query} lines={6}>
        {({ adviceAddressees }) =>
          adviceAddressees.length === 0 ? (
            <EmptyState heading="Nobody can be asked yet">
              No organisation that commissions care here has a commissioner with an account. Ask an administrator to
              open one.
            </EmptyState>
          ) : (
            <AskForm addressees={adviceAddressees} />
          )
        }
      </QueryState>
    </Page>
  );
}

function AskForm({ addressees }: { readonly addressees: readonly { readonly id: string; readonly name: string }[] }) {
  const navigate = useNavigate();
  const [send] = useMutation(askAdviceMutation);
  const { refusal, busy, settle } = useSettle();
  const draft = useDraft('advice-ask', '');
  const [organisationId, setOrganisation] = useState(addressees.length === 1 ? (addressees[0]?.id ?? '') : '');
  const [subject, setSubject] = useState('');
  async function submit() {
    let asked: string | null = null;
    const isDone = await settle(async () => {
      const { data } = await send({ variables: { input: { organisationId, subject, question: draft.text } } });
      if (data?.askAdvice.__typename === 'AdviceChanged') asked = data.askAdvice.questionId;
      return data?.askAdvice;
    });
    if (!isDone) return;
    draft.discard();
    void navigate(asked ? `/advice/${asked}` : '/advice');
  }
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void submit();
      }}
    >
      <Inset>
        Staff of your organisation and commissioners of the one you ask read the question and the answer. They are not a
        finding and change no figure. Name nobody who is cared for. A commissioner may later publish a rewritten version
        that says nothing of who asked.
      </Inset>
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <SelectField
        name="advice-organisation"
        label="Who is asked"
        placeholder="Choose an organisation"
        value={organisationId}
        onChange={setOrganisation}
        options={addressees.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextField name="advice-subject" label="What it is about, in a few words" value={subject} onChange={setSubject} />
      <TextArea
        name="advice-question"
        label="Your question"
        hint="Say what you plan and what you are unsure about."
        rows={8}
        limit={4000}
        value={draft.text}
        onChange={draft.setText}
      />
      <Button type="submit" look="primary" busy={busy}>
        Send the question
      </Button>
    </form>
  );
}
