import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { DateField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import { useFieldErrors } from '../ui/error-summary.js';
import { Page, Section } from '../ui/page.js';
import { useUndo } from '../ui/undo.js';
import { mdtQuery, reviseTermsMutation } from './mdt.queries.js';
import { MdtFields } from './mdt-form.js';
import { checkMdtForm, formOfMdt, type MdtForm, mdtFieldOf, termsInput } from './mdt-form-state.js';
import { type Mdt } from './meeting-words.js';
import { Refused } from './refused.js';
import { useFormDraft } from './use-form-draft.js';

/** The next version of an MDT's terms of reference. What has been keeps the version it was held under. */
export function ReviseTermsPage() {
  const { mdtId = '' } = useParams();
  const query = useQuery(mdtQuery, { variables: { id: mdtId } });
  return (
    <QueryState query={query} lines={8}>
      {({ mdt }) =>
        mdt?.mayEdit ? <Revise key={mdt.id} mdt={mdt} onReload={() => void query.refetch()} /> : <NotFoundPage />
      }
    </QueryState>
  );
}

type Form = MdtForm & { readonly inForceFrom: string };

function Revise({ mdt, onReload }: { readonly mdt: Mdt; readonly onReload: () => void }) {
  const [initial] = useState<Form>(() => ({ ...formOfMdt(mdt, false), inForceFrom: todayInLondon() }));
  const draft = useFormDraft<Form>(`revise-terms-${mdt.id}`, initial);
  const { form } = draft;
  const errors = useFieldErrors<string>();
  const command = useCommand(errors, mdtFieldOf);
  const [revise] = useMutation(reviseTermsMutation);
  const navigate = useNavigate();
  const undo = useUndo();
  const version = (mdt.termsHistory[0]?.version ?? 0) + 1;

  async function submit() {
    const found = checkMdtForm(form, false);
    const noDay = form.inForceFrom === '' ? 'Enter the day from which the new terms hold.' : undefined;
    if (!errors.report({ ...found, inForceFrom: noDay })) return;
    const input = {
      mdtId: mdt.id,
      expectedVersion: mdt.lockVersion,
      inForceFrom: form.inForceFrom,
      ...termsInput(form),
    };
    await command.run(
      async () => (await revise({ variables: { input } })).data?.reviseTerms,
      () => {
        draft.discard();
        undo.say(`Version ${version} of the terms is saved`);
        void navigate(`/mdts/${mdt.id}`);
      },
    );
  }

  return (
    <Page
      title="Revise the terms of reference"
      lead={`${mdt.name}. This becomes version ${version}; meetings before its first day keep the terms they have.`}
      back={{ to: `/mdts/${mdt.id}`, label: 'Back to the MDT' }}
    >
      <MdtFields form={form} onChange={draft.change} errors={errors} withName={false} onSubmit={() => void submit()}>
        <Section heading="From when">
          <DateField
            name="inForceFrom"
            label="First day of the new terms"
            hint="Coming meetings from this day on change over: new seats are invited, seats that end are told."
            min={todayInLondon()}
            value={form.inForceFrom}
            onChange={(inForceFrom) => draft.change({ inForceFrom })}
            error={errors.of('inForceFrom')}
          />
        </Section>
        <Refused command={command} heading="The new terms were not saved" onReload={onReload} keepsDraft />
        <ButtonGroup>
          <Button look="primary" type="submit" busy={command.busy}>
            {command.busy ? 'Saving' : `Save version ${version}`}
          </Button>
          {draft.restored ? <Button onClick={draft.discard}>Go back to the terms as they are</Button> : null}
        </ButtonGroup>
      </MdtFields>
    </Page>
  );
}
