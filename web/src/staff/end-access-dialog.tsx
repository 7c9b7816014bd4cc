import { useMutation } from '@apollo/client/react';
import { FaultPanel } from '../app/query-state.js';
import { type Command, useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
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
  const command = useCommand();
  const [endRole] = useMutation(endActingRoleMutation);
  const [closeAccount] = useMutation(closeAccountMutation);
  const undo = useUndo();

  function close() {
    command.clear();
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
      const input = { accountId: account.id };
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
      {ending?.kind === 'account' && ending.account.practitionerId ? <p>{ROLES_TOO}</p> : null}
    </Dialog>
  );
}

const ROLE_ENDS =
  'From now on they cannot act in this role here. Whatever they have open in it stops at its next step.';
const ACCESS_ENDS =
  'From now on they cannot sign in, and whatever they have open stops at its next step. What they recorded stays under their name.';
const ROLES_TOO = 'End their professional roles under Staff as well, so that nobody plans with them.';

function headingOf(ending: Ending): string {
  const { name } = ending.account;
  return ending.kind === 'role' ? `End ${ending.role.roleName} of ${name}?` : `Has ${name} left?`;
}

function Problem({ command }: { readonly command: Command }) {
  if (command.fault) return <FaultPanel error={command.fault} />;
  if (!command.refusal) return null;
  return <RefusalPanel heading="Nothing was ended" refusal={refusalInWords(command.refusal)} />;
}
