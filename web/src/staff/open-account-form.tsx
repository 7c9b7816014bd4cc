import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { Combobox } from '../ui/combobox.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { type Option, SelectField } from '../ui/select-field.js';
import { RefusalPanel } from '../ui/states.js';
import { TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { openAccountMutation } from './staff.queries.js';
import { ROLE_OPTIONS, type StaffMember } from './staff-words.js';

const FIELDS = {
  practitionerId: 'account-practitioner',
  name: 'account-name',
  login: 'account-login',
  email: 'account-email',
  role: 'account-role',
  signInSubject: 'account-subject',
} as const;
type Field = (typeof FIELDS)[keyof typeof FIELDS];
type StaffRoleValue = (typeof ROLE_OPTIONS)[number] extends Option<infer Value> ? Value : never;

const EMPTY = { name: '', login: '', email: '', subject: '' };

interface OpenAccountFormProps {
  readonly organisationId: string;
  readonly staff: readonly StaffMember[];
  /** Where an identity provider is set, a new account needs its identifier there. */
  readonly needsSubject: boolean;
  readonly onOpened: () => void;
}

/** Gives somebody a role here, and a login if they have none. */
export function OpenAccountForm({ organisationId, staff, needsSubject, onOpened }: OpenAccountFormProps) {
  const [typed, setTyped] = useState(EMPTY);
  const [member, setMember] = useState<StaffMember | null>(null);
  const [role, setRole] = useState<StaffRoleValue | ''>('');
  const errors = useFieldErrors<Field>();
  const command = useCommand(errors, (path) => (path in FIELDS ? FIELDS[path as keyof typeof FIELDS] : ''));
  const [open] = useMutation(openAccountMutation);
  const undo = useUndo();
  const set = (field: keyof typeof EMPTY) => (value: string) => setTyped((before) => ({ ...before, [field]: value }));
  const name = typed.name.trim();

  async function submit() {
    const isComplete = errors.report({
      'account-practitioner':
        role === 'CLINICIAN' && !member ? 'Choose which member of staff the clinician is' : undefined,
      'account-name': name ? undefined : 'Enter the name of the person',
      'account-login': typed.login.trim() ? undefined : 'Enter a login',
      'account-email': typed.email.includes('@') ? undefined : 'Enter an e-mail address',
      'account-role': role ? undefined : 'Choose what they may act as',
      'account-subject': needsSubject && !typed.subject.trim() ? 'Enter their identifier' : undefined,
    });
    if (!isComplete || !role || command.busy) return;
    const input = {
      organisationId,
      role,
      name,
      login: typed.login.trim(),
      email: typed.email.trim(),
      practitionerId: member?.id ?? null,
      signInSubject: typed.subject.trim() || null,
    };
    await command.run(
      async () => (await open({ variables: { input } })).data?.openAccount,
      (answer) => {
        undo.say(answer.isNewAccount ? `${name} can sign in` : `${name} can act in this role too`);
        setTyped(EMPTY);
        setMember(null);
        setRole('');
        onOpened();
      },
    );
  }

  function choose(chosen: StaffMember | null) {
    setMember(chosen);
    if (chosen) set('name')(chosen.name);
  }

  return (
    <form
      noValidate
      aria-label="Open an account"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary errors={errors.list} />
      {command.refusal ? <RefusalPanel heading="No account was opened" refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <Combobox<StaffMember>
        name="account-practitioner"
        label="Member of staff"
        optional
        hint="Needed for a clinician. Leave it empty for somebody who holds no seat."
        items={staff}
        value={member}
        onChange={choose}
        itemLabel={(one) => one.name}
        itemKey={({ id }) => id}
        itemDetail={({ roles }) => roles.map(({ roleName }) => roleName).join(', ')}
        nothingFound="Nobody of that name is entered under Staff"
        error={errors.of('account-practitioner')}
      />
      <TextField
        name="account-name"
        label="Name"
        width={20}
        maxLength={120}
        value={typed.name}
        onChange={set('name')}
        error={errors.of('account-name')}
      />
      <TextField
        name="account-login"
        label="Login"
        hint="Small letters, digits and . _ @ + - such as priya.nair. A login that is there already, under the same name, gets another role."
        width={20}
        maxLength={120}
        value={typed.login}
        onChange={set('login')}
        error={errors.of('account-login')}
      />
      <TextField
        name="account-email"
        label="Work e-mail"
        type="email"
        width={20}
        value={typed.email}
        onChange={set('email')}
        error={errors.of('account-email')}
      />
      <SelectField<StaffRoleValue>
        name="account-role"
        label="May act as"
        hint="Only a commissioning body can have a commissioner. People and carers get access through their care, not here."
        placeholder="Choose a role"
        options={ROLE_OPTIONS}
        value={role}
        onChange={setRole}
        error={errors.of('account-role')}
      />
      {needsSubject ? (
        <TextField
          name="account-subject"
          label="Identifier at your identity provider"
          hint="The subject (sub) of its tokens for this person."
          width={20}
          maxLength={255}
          value={typed.subject}
          onChange={set('subject')}
          error={errors.of('account-subject')}
        />
      ) : null}
      <Button type="submit" busy={command.busy}>
        Open the account
      </Button>
    </form>
  );
}
