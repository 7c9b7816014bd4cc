import { useApolloClient, useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useViewer } from '../app/viewer.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { Combobox } from '../ui/combobox.js';
import { useFieldErrors } from '../ui/error-summary.js';
import { Page } from '../ui/page.js';
import { Inset } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { createMdtMutation, mdtQuery, mdtsQuery } from './mdt.queries.js';
import { MdtFields } from './mdt-form.js';
import { checkMdtForm, emptyMdtForm, formOfMdt, type MdtForm, mdtFieldOf, termsInput } from './mdt-form-state.js';
import type { MdtListItem } from './meeting-words.js';
import { Refused } from './refused.js';
import { useFormDraft } from './use-form-draft.js';

/** A new MDT on one page, from nothing or from another one's seats. */
export function NewMdtPage() {
  const { organisation } = useViewer().acting;
  const [initial] = useState(() => emptyMdtForm(organisation));
  const draft = useFormDraft<MdtForm>('new-mdt', initial);
  const { form } = draft;
  const errors = useFieldErrors<string>();
  const command = useCommand(errors, mdtFieldOf);
  const [create] = useMutation(createMdtMutation);
  const navigate = useNavigate();
  const undo = useUndo();

  async function submit() {
    if (!errors.report(checkMdtForm(form, true))) return;
    const input = { name: form.name.trim(), ...termsInput(form) };
    await command.run(
      async () => (await create({ variables: { input } })).data?.createMdt,
      (saved) => {
        draft.discard();
        undo.say('MDT created. Plan its meetings next.');
        void navigate(`/mdts/${saved.mdtId}`);
      },
    );
  }

  return (
    <Page
      title="New MDT"
      lead={organisation ? `Hosted by ${organisation.name}.` : undefined}
      back={{ to: '/mdts', label: 'Back to MDTs' }}
    >
      {draft.restored ? (
        <Inset>
          <p>What you typed before is still here.</p>
          <Button small onClick={draft.discard}>
            Start again
          </Button>
        </Inset>
      ) : null}
      <MdtFields
        form={form}
        onChange={draft.change}
        errors={errors}
        withName
        first={
          <CopyFrom
            onCopy={(copied) => draft.change({ ...copied, name: form.name, purpose: form.purpose || copied.purpose })}
          />
        }
        onSubmit={() => void submit()}
      >
        <Refused command={command} heading="The MDT was not created" onReload={command.clear} keepsDraft />
        <ButtonGroup>
          <Button look="primary" type="submit" busy={command.busy}>
            {command.busy ? 'Saving' : 'Create this MDT'}
          </Button>
        </ButtonGroup>
      </MdtFields>
    </Page>
  );
}

/** Fills the form from an MDT that there is: most new ones are like another. */
function CopyFrom({ onCopy }: { readonly onCopy: (form: MdtForm) => void }) {
  const client = useApolloClient();
  const [searched, setSearched] = useState('');
  const [chosen, setChosen] = useState<MdtListItem | null>(null);
  const found = useQuery(mdtsQuery, { variables: { text: searched, after: null } });
  const items = (found.data ?? found.previousData)?.mdts.items ?? [];
  if (searched === '' && found.data && items.length === 0) return null;
  async function copy(mdt: MdtListItem | null) {
    setChosen(mdt);
    if (!mdt) return;
    const { data } = await client.query({ query: mdtQuery, variables: { id: mdt.id } });
    if (data?.mdt) onCopy(formOfMdt(data.mdt, true));
  }
  return (
    <Combobox<MdtListItem>
      name="copyFrom"
      label="Start from another MDT"
      optional
      hint="Copies its seats and rules; you can change all of them."
      items={items}
      busy={found.loading}
      value={chosen}
      onChange={(mdt) => void copy(mdt)}
      onSearch={setSearched}
      itemLabel={(mdt) => mdt.name}
      itemKey={(mdt) => mdt.id}
      itemDetail={(mdt) => mdt.host.name}
      nothingFound="No MDT found"
    />
  );
}
