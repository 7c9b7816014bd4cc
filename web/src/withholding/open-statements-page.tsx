import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { FaultPanel } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { Radios } from '../ui/choice-fields.js';
import { Combobox } from '../ui/combobox.js';
import { DataTable } from '../ui/data-table.js';
import { DateField } from '../ui/date-field.js';
import { formatShortDate, todayInLondon } from '../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Page, Section } from '../ui/page.js';
import { EmptyState, Inset, RefusalPanel } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { openStatementsMutation, statementProvidersQuery } from './voice.queries.js';

type Provider = ResultOf<typeof statementProvidersQuery>['organisations']['items'][number];
type Opened = Extract<
  NonNullable<ResultOf<typeof openStatementsMutation>['openStatements']>,
  { __typename: 'StatementsOpened' }
>['statements'];

const TELL = {
  value: 'tell',
  label: 'Yes',
  hint: 'They see who asked and by which law, on a page of their own.',
} as const;
const DO_NOT_TELL = { value: 'forbidden', label: 'No, the law forbids it' } as const;

/** An information governance lead of a commissioning organisation opens private statements by a legal power, on record. */
export function OpenStatementsPage() {
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <Page
      title="Open private statements"
      lead={<p>What staff said in private, opened by a legal power. Nothing else opens it, but the author.</p>}
    >
      <Inset>
        Only an information governance lead of a commissioning organisation may do this, and never for statements of its
        own staff. The law, who asked, the days and you are on record for ever.
      </Inset>
      {opened ? <OpenedStatements statements={opened} /> : <OpenForm onOpened={setOpened} />}
    </Page>
  );
}

function OpenForm({ onOpened }: { readonly onOpened: (statements: Opened) => void }) {
  const [search, setSearch] = useState('');
  const providers = useQuery(statementProvidersQuery, { variables: { text: search } });
  const [provider, setProvider] = useState<Provider | null>(null);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [authority, setAuthority] = useState('');
  const [power, setPower] = useState('');
  const [tell, setTell] = useState<'tell' | 'forbidden' | null>(null);
  const [why, setWhy] = useState('');
  const [open] = useMutation(openStatementsMutation);
  const errors = useFieldErrors<'providerId' | 'from' | 'to' | 'authority' | 'power' | 'tell' | 'notToldBecause'>();
  const command = useCommand(errors);
  async function send() {
    const isFine = errors.report({
      providerId: provider ? undefined : 'Choose the employer',
      from: from === '' ? 'Enter the first day' : undefined,
      to: to === '' ? 'Enter the last day' : undefined,
      authority: authority.trim() === '' ? 'Enter who asks' : undefined,
      power: power.trim() === '' ? 'Enter the law and its section' : undefined,
      tell: tell === null ? 'Say whether the authors are told' : undefined,
      notToldBecause: tell === 'forbidden' && why.trim() === '' ? 'Enter what forbids it' : undefined,
    });
    if (!isFine || !provider) return;
    const notToldBecause = tell === 'forbidden' ? why : null;
    const input = { providerId: provider.id, from, to, authority, power, notToldBecause };
    await command.run(
      async () => (await open({ variables: { input } })).data?.openStatements,
      ({ statements }) => onOpened(statements),
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ErrorSummary errors={errors.list} />
      {command.refusal ? <RefusalPanel refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <Combobox
        name="providerId"
        label="Employer of those who stated something"
        items={providers.data?.organisations.items ?? []}
        value={provider}
        onChange={setProvider}
        onSearch={setSearch}
        busy={providers.loading}
        itemLabel={({ name }) => name}
        itemKey={({ id }) => id}
        error={errors.of('providerId')}
      />
      <DateField
        name="from"
        label="First day of the meetings"
        max={todayInLondon()}
        value={from}
        onChange={setFrom}
        error={errors.of('from')}
      />
      <DateField
        name="to"
        label="Last day of the meetings"
        max={todayInLondon()}
        value={to}
        onChange={setTo}
        error={errors.of('to')}
      />
      <TextField
        name="authority"
        label="Who asks"
        value={authority}
        onChange={setAuthority}
        error={errors.of('authority')}
      />
      <TextField
        name="power"
        label="By which law, with its section"
        value={power}
        onChange={setPower}
        error={errors.of('power')}
      />
      <Radios
        name="tell"
        label="Are the authors told?"
        options={[TELL, DO_NOT_TELL]}
        value={tell}
        onChange={setTell}
        error={errors.of('tell')}
      />
      {tell === 'forbidden' ? (
        <TextArea
          name="notToldBecause"
          label="What forbids to tell them"
          value={why}
          onChange={setWhy}
          error={errors.of('notToldBecause')}
        />
      ) : null}
      <Button look="warning" type="submit" busy={command.busy}>
        Open the statements and record it
      </Button>
    </form>
  );
}

function OpenedStatements({ statements }: { readonly statements: Opened }) {
  return (
    <Section heading={`${statements.length} opened, on record`}>
      <DataTable
        caption="Statements opened, oldest meeting first"
        captionHidden
        rows={statements}
        rowKey={({ id }) => id}
        stack
        empty={
          <EmptyState heading="No statements">
            <p>
              Nobody of this employer said anything in private of meetings on these days. That you looked is on record.
            </p>
          </EmptyState>
        }
        columns={[
          { key: 'who', header: 'Who', cell: ({ staffName }) => staffName },
          { key: 'date', header: 'Meeting', cell: ({ date, mdtName }) => `${formatShortDate(date)}, ${mdtName}` },
          { key: 'words', header: 'Words', cell: ({ words }) => words || 'None given' },
        ]}
      />
    </Section>
  );
}
