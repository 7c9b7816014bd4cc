import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { type Command, useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { Radios } from '../ui/choice-fields.js';
import { DateField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { RefusalPanel } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { closeAccountMutation, endActingRoleMutation } from './staff.queries.js';
import { refusalInWords, type StaffAccount } from './staff-words.js';

/** One role of an account, or all there is to it. */
export type Ending =
  | { readonly kind: 'role'; readonly account: StaffAccount; readonly role: StaffAccount['roles'][number] }
  | { readonly kind: 'account'; readonly account: StaffAccount };

interface EndAccessProps {
  readonly ending: Ending | null;
  readonly onClose: () => void;
  readonly onEnded: () => void;
}

/** Says what will end, and ends it when that is confirmed. */
export function EndAccessDialog({ ending, onClose, onEnded }: EndAccessProps) {
  const errors = useFieldErrors<'hasLeft' | 'lastDay'>();
  const command = useCommand();
  const [hasLeft, setHasLeft] = useState<HasLeft | null>(null);
  const [lastDay, setLastDay] = useState(todayInLondon());
  const [endRole] = useMutation(endActingRoleMutation);
  const [closeAccount] = useMutation(closeAccountMutation);
  const undo = useUndo();

  function close() {
    command.clear();
    errors.report({});
    setHasLeft(null);
    onClose();
  }

  async function confirm(what: Ending) {
    if (command.busy) return;
    const done = (said: string) => () => {
      undo.say(said);
      onEnded();
      close();
    };
    const { account } = what;
    if (what.kind === 'role') {
      const input = { actingRoleId: what.role.id };
      await command.run(
        async () => (await endRole({ variables: { input } })).data?.endActingRole,
        done(`${account.name} no longer acts as ${what.role.roleName.toLowerCase()}`),
      );
    } else {
      const isLeaver = account.practitionerId !== null && hasLeft === 'LEFT';
      const problems = {
        hasLeft: account.practitionerId !== null && hasLeft === null ? 'Say whether they work on' : undefined,
        lastDay: isLeaver && !lastDay ? 'Enter their last day' : undefined,
      };
      if (!errors.report(problems)) return;
      const input = { accountId: account.id, lastDay: isLeaver ? lastDay : null };
      await command.run(
        async () => (await closeAccount({ variables: { input } })).data?.closeAccount,
        done(`${account.name} can no longer sign in`),
      );
    }
  }

  return (
    <Dialog
      open={ending !== null}
      heading={ending ? headingOf(ending) : ''}
      onClose={close}
      closeLabel="Change nothing"
      actions={
        ending ? (
          <Button look="warning" busy={command.busy} onClick={() => void confirm(ending)}>
            {ending.kind === 'role' ? 'End this role' : 'End their access'}
          </Button>
        ) : null
      }
    >
      <Problem command={command} />
      <p>{ending?.kind === 'role' ? ROLE_ENDS : ACCESS_ENDS}</p>
      {ending?.kind === 'account' && ending.account.practitionerId ? (
        <>
          <ErrorSummary errors={errors.list} />
          <Radios<HasLeft>
            name="hasLeft"
            label="Do they still work here?"
            options={WORKS_ON}
            value={hasLeft}
            onChange={setHasLeft}
            error={errors.of('hasLeft')}
          />
          {hasLeft === 'LEFT' ? (
            <DateField
              name="lastDay"
              label="Last day"
              max={todayInLondon()}
              value={lastDay}
              onChange={setLastDay}
              error={errors.of('lastDay')}
            />
          ) : null}
        </>
      ) : null}
    </Dialog>
  );
}

const ROLE_ENDS =
  'From now on they cannot act in this role here. Whatever they have open in it stops at its next step.';
const ACCESS_ENDS =
  'From now on they cannot sign in, and whatever they have open stops at its next step. What they recorded stays under their name.';

type HasLeft = 'LEFT' | 'WORKS_ON';

const WORKS_ON = [
  {
    value: 'LEFT',
    label: 'No, they have left',
    hint: 'Their professional roles end, and the seats they hold: care co-ordinators are told to name somebody else.',
  },
  { value: 'WORKS_ON', label: 'Yes, without signing in', hint: 'They keep their seats and answer from their mail.' },
] as const satisfies readonly { readonly value: HasLeft; readonly label: string; readonly hint: string }[];

function headingOf(ending: Ending): string {
  const { name } = ending.account;
  return ending.kind === 'role' ? `End ${ending.role.roleName} of ${name}?` : `End the access of ${name}?`;
}

function Problem({ command }: { readonly command: Command }) {
  if (command.fault) return <FaultPanel error={command.fault} />;
  if (!command.refusal) return null;
  return <RefusalPanel heading="Nothing was ended" refusal={refusalInWords(command.refusal)} />;
}
