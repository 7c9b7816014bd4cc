import { useState } from 'react';
import { Button, ButtonGroup } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { type Refusal, RefusalPanel } from '../ui/states.js';
import { ColourSchemeChoice } from './colour-scheme-choice.js';
import { tellRoleSwitched } from './lock-messages.js';
import { FaultPanel } from './query-state.js';
import { signOut } from './session.js';
import { type ActingRole, describeActing, useSwitchActingRole, useViewer } from './viewer.js';

/** Who is signed in, what else they may act as, and the ways out. */
export function AccountDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const viewer = useViewer();
  const others = viewer.actingRoles.filter((role) => role.id !== viewer.acting.id);
  return (
    <Dialog open={open} onClose={onClose} heading={viewer.name}>
      <p>
        You are acting as <strong>{describeActing(viewer.acting)}</strong>.
      </p>
      {others.length === 0 ? null : <OtherRoles roles={others} />}
      <ColourSchemeChoice />
      <ButtonGroup>
        <Button onClick={() => void signOut()}>Sign out</Button>
        <Button look="quiet" onClick={() => void signOut(true)}>
          Sign out on every computer
        </Button>
      </ButtonGroup>
    </Dialog>
  );
}

function OtherRoles({ roles }: { readonly roles: readonly ActingRole[] }) {
  const switchRole = useSwitchActingRole();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  async function choose(role: ActingRole) {
    setBusy(true);
    setFault(null);
    try {
      const result = await switchRole(role.id);
      if (result.kind === 'refused') {
        setRefusal(result);
        return;
      }
      tellRoleSwitched();
      window.location.assign('/');
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <>
      {refusal ? (
        <RefusalPanel
          refusal={refusal}
          heading="Your role was not changed"
          whatToDo="Load the page again to see the roles you have now."
        />
      ) : null}
      {fault ? <FaultPanel error={fault} /> : null}
      <h3 className="nhsuk-heading-s">Act as</h3>
      <ul className="q-role-list">
        {roles.map((role) => (
          <li key={role.id}>
            <Button busy={busy} onClick={() => void choose(role)}>
              {describeActing(role)}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
