import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { DateField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { RefusalPanel } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { markDeceasedMutation } from './patients.queries.js';
import { useCommand } from './use-command.js';

interface MarkedPerson {
  readonly id: string;
  readonly dateOfBirth: string;
  readonly deceasedOn: string | null;
  readonly lockVersion: number;
}

/** Records a death, or takes a mark made in error back. */
export function MarkDeceased({ person, onChanged }: { readonly person: MarkedPerson; readonly onChanged: () => void }) {
  const [diedOn, setDiedOn] = useState(person.deceasedOn ?? '');
  const errors = useFieldErrors<'deceasedOn'>();
  const [mark] = useMutation(markDeceasedMutation);
  const command = useCommand(errors);
  const undo = useUndo();

  async function send(deceasedOn: string | null, said: string) {
    if (!errors.report({ deceasedOn: deceasedOn === '' ? 'Enter the date of death.' : undefined })) return;
    const input = { patientId: person.id, expectedVersion: person.lockVersion, deceasedOn };
    await command.run(
      async () => (await mark({ variables: { input } })).data?.markDeceased,
      () => {
        undo.say(said);
        onChanged();
      },
    );
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(diedOn, 'The date of death was recorded');
      }}
    >
      <ErrorSummary errors={errors.list} />
      {command.refusal ? <RefusalPanel refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <DateField
        name="deceasedOn"
        label="Date of death"
        hint="The person stays on past lists and cannot be listed for a new meeting."
        min={person.dateOfBirth}
        max={todayInLondon()}
        value={diedOn}
        onChange={setDiedOn}
        error={errors.of('deceasedOn')}
      />
      <ButtonGroup>
        <Button look="warning" type="submit" busy={command.busy}>
          Record the death
        </Button>
        {person.deceasedOn ? (
          <Button busy={command.busy} onClick={() => void send(null, 'The mark was taken back')}>
            This was recorded in error
          </Button>
        ) : null}
      </ButtonGroup>
    </form>
  );
}
