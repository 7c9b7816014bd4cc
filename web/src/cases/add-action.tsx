import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { FaultPanel } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { Combobox } from '../ui/combobox.js';
import { DateField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import { useDraft } from '../ui/drafts.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { SelectField } from '../ui/select-field.js';
import { RefusalPanel } from '../ui/states.js';
import { TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { addActionMutation } from './case-commands.queries.js';
import { actionOwnersQuery } from './cases.queries.js';

type Owner = ResultOf<typeof actionOwnersQuery>['practitioners'][number];
type Field = 'description' | 'ownerPractitionerId' | 'organisationId' | 'dueOn';

/** What is to be done, who does it, for which organisation, and by when. */
export function AddAction({ caseId, onAdded }: { readonly caseId: string; readonly onAdded: () => void }) {
  const description = useDraft(`action-${caseId}`, '');
  const [owner, setOwner] = useState<Owner | null>(null);
  const [organisationId, setOrganisationId] = useState('');
  const [dueOn, setDueOn] = useState('');
  const [searched, setSearched] = useState('');
  const errors = useFieldErrors<Field>();
  const [add] = useMutation(addActionMutation);
  const command = useCommand(errors);
  const undo = useUndo();
  const found = useQuery(actionOwnersQuery, { variables: { text: searched } });
  const employers = employersOf(owner);

  function choose(chosen: Owner | null) {
    setOwner(chosen);
    const [only, ...others] = employersOf(chosen);
    setOrganisationId(only && others.length === 0 ? only.value : '');
  }

  async function submit() {
    const isWhole = errors.report({
      description: description.text.trim().length >= 3 ? undefined : 'Say what is to be done.',
      ownerPractitionerId: owner ? undefined : 'Choose who does it.',
      organisationId: organisationId ? undefined : 'Choose for which organisation.',
      dueOn: dueOn ? undefined : 'Enter by when.',
    });
    if (!isWhole || !owner) return;
    const input = { caseId, description: description.text, ownerPractitionerId: owner.id, organisationId, dueOn };
    await command.run(
      async () => (await add({ variables: { input } })).data?.addAction,
      () => {
        description.discard();
        choose(null);
        setDueOn('');
        undo.say('Action added');
        onAdded();
      },
    );
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary errors={errors.list} />
      {command.refusal ? <RefusalPanel refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <TextField
        name="description"
        label="What is to be done?"
        value={description.text}
        onChange={description.setText}
        error={errors.of('description')}
      />
      <Combobox
        key={owner === null ? 'none' : 'one'}
        name="ownerPractitionerId"
        label="Who does it?"
        items={found.data?.practitioners ?? []}
        busy={found.loading}
        value={owner}
        onChange={choose}
        onSearch={setSearched}
        itemLabel={(item) => item.name}
        itemKey={(item) => item.id}
        itemDetail={(item) => item.roles.map((role) => `${role.roleName}, ${role.organisationName}`).join('; ')}
        error={errors.of('ownerPractitionerId')}
      />
      {owner ? (
        <SelectField
          name="organisationId"
          label="For which organisation?"
          options={employers}
          placeholder="Choose one"
          value={organisationId}
          onChange={setOrganisationId}
          error={errors.of('organisationId')}
        />
      ) : null}
      <DateField
        name="dueOn"
        label="By when?"
        min={todayInLondon()}
        value={dueOn}
        onChange={setDueOn}
        error={errors.of('dueOn')}
      />
      <Button type="submit" busy={command.busy}>
        Add the action
      </Button>
    </form>
  );
}

function employersOf(owner: Owner | null): { value: string; label: string }[] {
  const employers = new Map((owner?.roles ?? []).map((role) => [role.organisationId, role.organisationName]));
  return [...employers].map(([value, label]) => ({ value, label }));
}
