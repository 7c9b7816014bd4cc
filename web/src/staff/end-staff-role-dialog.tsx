import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { DateField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { RefusalPanel } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { endPractitionerRoleMutation } from './staff.queries.js';
import type { StaffMember, StaffRole } from './staff-words.js';

interface EndStaffRoleProps {
  readonly ending: { readonly member: StaffMember; readonly role: StaffRole } | null;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}

/** Asks for the last day in a professional role, and sets it. */
export function EndStaffRoleDialog({ ending, onClose, onEnded }: EndStaffRoleProps) {
  const heading = ending ? `End ${ending.role.roleName} of ${ending.member.name}` : '';
  return (
    <Dialog open={ending !== null} heading={heading} onClose={onClose} closeLabel="Keep this role">
      {ending ? <EndForm key={ending.role.id} ending={ending} onClose={onClose} onEnded={onEnded} /> : null}
    </Dialog>
  );
}

function EndForm({
  ending,
  onClose,
  onEnded,
}: EndStaffRoleProps & { readonly ending: NonNullable<EndStaffRoleProps['ending']> }) {
  const [on, setOn] = useState(todayInLondon());
  const errors = useFieldErrors<'on'>();
  const command = useCommand(errors);
  const [end] = useMutation(endPractitionerRoleMutation);
  const undo = useUndo();
  const { member, role } = ending;

  async function submit() {
    if (!errors.report({ on: on ? undefined : 'Enter the last day' }) || command.busy) return;
    await command.run(
      async () => (await end({ variables: { input: { practitionerRoleId: role.id, on } } })).data?.endPractitionerRole,
      () => {
        undo.say(`${role.roleName} of ${member.name} was ended`);
        onEnded();
        onClose();
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
      {command.refusal ? <RefusalPanel heading="The role was not ended" refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <p>
        What was recorded of {member.name} stays. From the day after, they hold no seat that came with this role: coming
        meetings ask nobody for it, and its care co-ordinators are told to name somebody else.
      </p>
      <DateField
        name="on"
        label="Last day in this role"
        min={role.from}
        value={on}
        onChange={setOn}
        error={errors.of('on')}
      />
      <Button look="warning" type="submit" busy={command.busy}>
        End this role
      </Button>
    </form>
  );
}
