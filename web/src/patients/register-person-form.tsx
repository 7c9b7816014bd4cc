import { useMutation } from '@apollo/client/react';
import { checkNhsNumber } from '@quorate/libs/identifiers';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { DateField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import { useDraft } from '../ui/drafts.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { RefusalPanel } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { registerPatientMutation } from './patients.queries.js';
import { useCommand } from './use-command.js';

type Field = 'nhsNumber' | 'familyName' | 'givenName' | 'dateOfBirth' | 'reason';

const EMPTY = { nhsNumber: '', familyName: '', givenName: '', dateOfBirth: '' };

/** Registers somebody who was referred. What is typed is checked here first, and by the server in any case. */
export function RegisterPersonForm({
  onRegistered,
}: {
  readonly onRegistered: (patientId: string, wasKnown: boolean) => void;
}) {
  const [typed, setTyped] = useState(EMPTY);
  const reason = useDraft('register-reason', '');
  const errors = useFieldErrors<Field>();
  const [register] = useMutation(registerPatientMutation);
  const command = useCommand(errors);
  const set = (field: keyof typeof EMPTY) => (value: string) => setTyped((before) => ({ ...before, [field]: value }));
  const input = { ...typed, nhsNumber: typed.nhsNumber.trim() || null, reason: reason.text };

  async function submit() {
    if (!errors.report(problemsIn(typed, reason.text))) return;
    await command.run(
      async () => (await register({ variables: { input } })).data?.registerPatient,
      (answer) => {
        reason.discard();
        onRegistered(answer.patientId, answer.wasKnown);
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
      {command.refusal ? <RefusalPanel heading="This person was not registered" refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <TextField
        name="nhsNumber"
        label="NHS number"
        optional
        hint="10 digits, for example 999 123 4567. Leave it empty if you do not know it."
        width={20}
        inputMode="numeric"
        value={typed.nhsNumber}
        onChange={set('nhsNumber')}
        onBlur={() => set('nhsNumber')(groupDigits(typed.nhsNumber))}
        error={errors.of('nhsNumber')}
      />
      <TextField
        name="familyName"
        label="Family name"
        value={typed.familyName}
        onChange={set('familyName')}
        error={errors.of('familyName')}
      />
      <TextField
        name="givenName"
        label="Given name"
        value={typed.givenName}
        onChange={set('givenName')}
        error={errors.of('givenName')}
      />
      <DateField
        name="dateOfBirth"
        label="Date of birth"
        max={todayInLondon()}
        value={typed.dateOfBirth}
        onChange={set('dateOfBirth')}
        error={errors.of('dateOfBirth')}
      />
      <TextArea
        name="reason"
        label="Why were they referred?"
        hint="This is shown as why you may see their record."
        rows={3}
        limit={500}
        value={reason.text}
        onChange={reason.setText}
        error={errors.of('reason')}
      />
      <Button look="primary" type="submit" busy={command.busy}>
        Register the referral
      </Button>
    </form>
  );
}

/** 3, 3 and 4 digits where it is an NHS number; else as it was typed, so that the mistake can be seen. */
function groupDigits(text: string): string {
  const check = checkNhsNumber(text);
  return check.kind === 'valid' ? check.formatted : text;
}

function problemsIn(typed: typeof EMPTY, reason: string): Partial<Record<Field, string>> {
  const number = typed.nhsNumber.trim() === '' ? null : checkNhsNumber(typed.nhsNumber);
  return {
    nhsNumber: number?.kind === 'invalid' ? number.message : undefined,
    familyName: typed.familyName.trim() ? undefined : 'Enter the family name.',
    givenName: typed.givenName.trim() ? undefined : 'Enter the given name.',
    dateOfBirth: typed.dateOfBirth ? undefined : 'Enter the date of birth.',
    reason: reason.trim().length >= 3 ? undefined : 'Say why the person is referred.',
  };
}
