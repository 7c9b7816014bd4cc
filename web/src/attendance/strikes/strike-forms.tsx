import { useMutation, useQuery } from '@apollo/client/react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { VariablesOf } from '../../app/graphql.js';
import { useSettle } from '../../app/use-settle.js';
import { OrganisationField } from '../../oversight/organisation-field.js';
import { AddedList } from '../../ui/added-list.js';
import { Button, ButtonGroup } from '../../ui/button.js';
import { Radios } from '../../ui/choice-fields.js';
import { Combobox } from '../../ui/combobox.js';
import { DateField } from '../../ui/date-field.js';
import { ErrorSummary, useFieldErrors } from '../../ui/error-summary.js';
import { type Refusal, RefusalPanel } from '../../ui/states.js';
import { TextArea, TextField } from '../../ui/text-field.js';
import { useUndo } from '../../ui/undo.js';
import { type Strike, type StrikeVersion, shownVersion } from './strike-words.js';
import {
  changeStrikeMutation,
  confirmStrikeMutation,
  declineStrikeMutation,
  recordStrikeMutation,
  strikeRolesQuery,
  withdrawStrikeMutation,
} from './strikes.queries.js';

type Called = VariablesOf<typeof recordStrikeMutation>['input'];
interface Named {
  readonly id: string;
  readonly name: string;
}

const idsOf = (items: readonly Named[]) => items.map(({ id }) => id);
const asNamed = (items: readonly { readonly key: string; readonly name: string }[]) =>
  items.map(({ key, name }) => ({ id: key, name }));

/** Records strike days, or the next version of some. `forAnyProvider` is false for a provider, which records its own staff's. */
export function StrikeForm({
  strike,
  forAnyProvider,
  onDone,
}: {
  readonly strike?: Strike;
  readonly forAnyProvider: boolean;
  readonly onDone: () => void;
}) {
  const [record] = useMutation(recordStrikeMutation);
  const [change] = useMutation(changeStrikeMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  async function save(input: Called) {
    const isDone = await settle(async () =>
      strike
        ? (await change({ variables: { input: { ...input, strikeId: strike.id, expectedVersion: strike.version } } }))
            .data?.changeStrike
        : (await record({ variables: { input } })).data?.recordStrike,
    );
    if (!isDone) return;
    undo.say(
      forAnyProvider
        ? 'Strike days recorded. The list says whether they count or wait to be confirmed'
        : 'Strike days recorded. They count once an organisation that commissions has confirmed them',
    );
    onDone();
  }
  return (
    <Fields
      name={strike?.id ?? 'new'}
      before={strike ? shownVersion(strike) : undefined}
      forAnyProvider={forAnyProvider}
      refusal={refusal}
      busy={busy}
      button={strike ? 'Record the next version' : 'Record strike days'}
      onSave={save}
    />
  );
}

function Fields({
  name,
  before,
  forAnyProvider,
  refusal,
  busy,
  button,
  onSave,
}: {
  readonly name: string;
  readonly before: StrikeVersion | undefined;
  readonly forAnyProvider: boolean;
  readonly refusal: Refusal | null;
  readonly busy: boolean;
  readonly button: string;
  readonly onSave: (input: Called) => Promise<void>;
}) {
  const of = (field: string) => `strike-${field}-${name}`;
  const errors = useFieldErrors<string>();
  const [roles, setRoles] = useState<readonly Named[]>(asNamed(before?.roles ?? []));
  const [whose, setWhose] = useState<'all' | 'named'>(before?.providers ? 'named' : 'all');
  const [providers, setProviders] = useState<readonly Named[]>(asNamed(before?.providers ?? []));
  const [firstDay, setFirstDay] = useState(before?.firstDay ?? '');
  const [lastDay, setLastDay] = useState(before?.lastDay ?? '');
  const [sourceTitle, setSourceTitle] = useState(before?.sourceTitle ?? '');
  const [sourceUrl, setSourceUrl] = useState(before?.sourceUrl ?? '');
  const isNamed = forAnyProvider && whose === 'named';
  async function submit(event: FormEvent) {
    event.preventDefault();
    const isFine = errors.report({
      [of('role')]: roles.length > 0 ? undefined : 'Add at least one role that was called out',
      [of('provider')]: !isNamed || providers.length > 0 ? undefined : 'Add at least one provider, or choose all',
      [of('first')]: firstDay ? undefined : 'Enter the first day',
      [of('last')]: lastDay && lastDay >= firstDay ? undefined : 'Enter a last day that is not before the first',
      [of('title')]: sourceTitle.trim() ? undefined : 'Enter what the public source is called',
      [of('url')]: /^https:\/\/\S+$/.test(sourceUrl.trim())
        ? undefined
        : 'Enter the address of a public page, beginning with https://',
    });
    if (!isFine) return;
    const organisationIds = isNamed ? idsOf(providers) : null;
    await onSave({ roleCodes: idsOf(roles), organisationIds, firstDay, lastDay, sourceTitle, sourceUrl });
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ErrorSummary errors={errors.list} />
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <RoleFields name={of('role')} error={errors.of(of('role'))} roles={roles} onChange={setRoles} />
      {forAnyProvider ? (
        <Radios
          name={of('whose')}
          label="Whose staff were called out"
          value={whose}
          onChange={setWhose}
          options={[
            { value: 'all', label: 'All providers’' },
            { value: 'named', label: 'Those of some providers' },
          ]}
          conditional={{
            named: (
              <ProviderFields
                name={of('provider')}
                error={errors.of(of('provider'))}
                providers={providers}
                onChange={setProviders}
              />
            ),
          }}
        />
      ) : null}
      <DateField
        name={of('first')}
        label="First day"
        value={firstDay}
        onChange={setFirstDay}
        error={errors.of(of('first'))}
      />
      <DateField
        name={of('last')}
        label="Last day"
        hint="Only days of the strike itself. The same as the first for a single day."
        value={lastDay}
        onChange={setLastDay}
        min={firstDay}
        error={errors.of(of('last'))}
      />
      <TextField
        name={of('title')}
        label="Public source"
        hint="Where the strike was announced, such as the page of the union or of NHS England. Name no member of staff."
        value={sourceTitle}
        onChange={setSourceTitle}
        error={errors.of(of('title'))}
      />
      <TextField
        name={of('url')}
        label="Address of the source"
        hint="Begins with https://"
        value={sourceUrl}
        onChange={setSourceUrl}
        error={errors.of(of('url'))}
      />
      <Button type="submit" look="primary" busy={busy}>
        {button}
      </Button>
    </form>
  );
}

interface AddFieldProps {
  readonly name: string;
  readonly error: string | undefined;
}

function RoleFields({
  roles,
  onChange,
  name,
  error,
}: AddFieldProps & { readonly roles: readonly Named[]; readonly onChange: (roles: readonly Named[]) => void }) {
  const { data, loading } = useQuery(strikeRolesQuery);
  const known = (data?.professionalRoles ?? []).map(({ code, name: label }) => ({ id: code, name: label }));
  return (
    <>
      <Combobox<Named>
        key={roles.length}
        name={name}
        label="Add a role that was called out"
        {...(error ? { error } : {})}
        items={known.filter(({ id }) => !roles.some((role) => role.id === id))}
        busy={loading}
        value={null}
        onChange={(chosen) => {
          if (chosen) onChange([...roles, chosen]);
        }}
        itemLabel={(role) => role.name}
        itemKey={(role) => role.id}
        nothingFound="No role has these words in its name"
      />
      <AddedList items={roles} onChange={onChange} />
    </>
  );
}

function ProviderFields({
  providers,
  onChange,
  name,
  error,
}: AddFieldProps & {
  readonly providers: readonly Named[];
  readonly onChange: (providers: readonly Named[]) => void;
}) {
  return (
    <>
      <OrganisationField
        key={providers.length}
        name={name}
        label="Add a provider"
        {...(error ? { error } : {})}
        value={null}
        onChange={(chosen) => {
          if (chosen && !providers.some(({ id }) => id === chosen.id)) onChange([...providers, chosen]);
        }}
      />
      <AddedList items={providers} onChange={onChange} />
    </>
  );
}

/** Whether the source says so: the version that waits is confirmed, or not, with a reason. */
export function DecideForms({ strike }: { readonly strike: Strike }) {
  const [confirm] = useMutation(confirmStrikeMutation);
  const [decline] = useMutation(declineStrikeMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const known = { strikeId: strike.id, expectedVersion: strike.version };
  async function doConfirm() {
    const isDone = await settle(async () => (await confirm({ variables: { input: known } })).data?.confirmStrike);
    if (isDone) undo.say('Confirmed. Absences of these roles on these days are set aside');
  }
  return (
    <>
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <p>Read the source first: it has to say that these roles were called out on these days.</p>
      <ButtonGroup>
        <Button look="primary" busy={busy} onClick={() => void doConfirm()}>
          Confirm strike days
        </Button>
      </ButtonGroup>
      <ReasonForm
        name={`strike-decline-${strike.id}`}
        label="If the source does not say so, why they are not confirmed"
        button="Do not confirm"
        said="Not confirmed. Whoever recorded them is told and can correct them"
        send={async (reason) => (await decline({ variables: { input: { ...known, reason } } })).data?.declineStrike}
      />
    </>
  );
}

/** They count no more; what was recorded stays to be read. */
export function WithdrawForm({ strike }: { readonly strike: Strike }) {
  const [withdraw] = useMutation(withdrawStrikeMutation);
  return (
    <ReasonForm
      name={`strike-withdraw-${strike.id}`}
      label="Why they are withdrawn"
      button="Withdraw strike days"
      said="Withdrawn. Absences on these days count again as the register says"
      send={async (reason) =>
        (await withdraw({ variables: { input: { strikeId: strike.id, expectedVersion: strike.version, reason } } }))
          .data?.withdrawStrike
      }
    />
  );
}

function ReasonForm({
  name,
  label,
  button,
  said,
  send,
}: {
  readonly name: string;
  readonly label: string;
  readonly button: string;
  readonly said: string;
  readonly send: (reason: string) => ReturnType<Parameters<ReturnType<typeof useSettle>['settle']>[0]>;
}): ReactNode {
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  const [reason, setReason] = useState('');
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (await settle(() => send(reason))) undo.say(said);
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <TextArea
        name={name}
        label={label}
        hint="All staff of the system can read it. Name nobody."
        value={reason}
        onChange={setReason}
        limit={1000}
        rows={2}
      />
      <Button type="submit" busy={busy}>
        {button}
      </Button>
    </form>
  );
}
