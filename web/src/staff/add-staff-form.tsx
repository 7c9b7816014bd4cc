import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { Combobox } from '../ui/combobox.js';
import { DateField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { RefusalPanel } from '../ui/states.js';
import { TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { addPractitionerMutation } from './staff.queries.js';
import type { ProfessionalRole } from './staff-words.js';

type Field = 'staff-name' | 'staff-email' | 'staff-role' | 'staff-new-role' | 'staff-from';

const FIELDS: Readonly<Record<string, Field>> = {
  name: 'staff-name',
  email: 'staff-email',
  roleCode: 'staff-role',
  newRoleName: 'staff-new-role',
  from: 'staff-from',
};
const EMPTY = { name: '', email: '', newRole: '' };

interface AddStaffFormProps {
  readonly organisationId: string;
  readonly professionalRoles: readonly ProfessionalRole[];
  readonly onAdded: () => void;
}

/** Enters somebody who works here. It stays open for the next one, with the same role and day. */
export function AddStaffForm({ organisationId, professionalRoles, onAdded }: AddStaffFormProps) {
  const [typed, setTyped] = useState(EMPTY);
  const [role, setRole] = useState<ProfessionalRole | null>(null);
  const [from, setFrom] = useState(todayInLondon());
  const errors = useFieldErrors<Field>();
  const command = useCommand(errors, (path) => FIELDS[path] ?? '');
  const [add] = useMutation(addPractitionerMutation);
  const undo = useUndo();
  const set = (field: keyof typeof EMPTY) => (value: string) => setTyped((before) => ({ ...before, [field]: value }));
  const name = typed.name.trim();
  const newRoleName = typed.newRole.trim() || null;

  async function submit() {
    const isComplete = errors.report({
      'staff-name': name ? undefined : 'Enter the name',
      'staff-email': typed.email.includes('@') ? undefined : 'Enter an e-mail address',
      'staff-role': role || newRoleName ? undefined : 'Choose a professional role, or enter a new one',
      'staff-new-role': role && newRoleName ? 'Choose a role above or enter a new one, not both' : undefined,
      'staff-from': from ? undefined : 'Enter the first day in the role',
    });
    if (!isComplete || command.busy) return;
    const roleCode = role?.code ?? null;
    const input = { organisationId, name, email: typed.email.trim(), roleCode, newRoleName, from };
    await command.run(
      async () => (await add({ variables: { input } })).data?.addPractitioner,
      () => {
        undo.say(`${name} was added`);
        setTyped(EMPTY);
        onAdded();
      },
    );
  }

  return (
    <form
      noValidate
      aria-label="Add a member of staff"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary errors={errors.list} />
      {command.refusal ? <RefusalPanel heading="Nobody was added" refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <TextField
        name="staff-name"
        label="Name of the member of staff"
        width={20}
        maxLength={120}
        value={typed.name}
        onChange={set('name')}
        error={errors.of('staff-name')}
      />
      <TextField
        name="staff-email"
        label="Work e-mail of the member of staff"
        hint="Invitations go there. Nobody is shown it."
        type="email"
        width={20}
        value={typed.email}
        onChange={set('email')}
        error={errors.of('staff-email')}
      />
      <Combobox<ProfessionalRole>
        name="staff-role"
        label="Professional role"
        items={professionalRoles}
        value={role}
        onChange={setRole}
        itemLabel={(one) => one.name}
        itemKey={({ code }) => code}
        nothingFound="No such role yet: enter it below"
        error={errors.of('staff-role')}
      />
      <TextField
        name="staff-new-role"
        label="Or a role that is not in the list"
        optional
        width={20}
        maxLength={80}
        value={typed.newRole}
        onChange={set('newRole')}
        error={errors.of('staff-new-role')}
      />
      <DateField
        name="staff-from"
        label="First day in this role"
        value={from}
        onChange={setFrom}
        error={errors.of('staff-from')}
      />
      <Button type="submit" busy={command.busy}>
        Add
      </Button>
    </form>
  );
}
