import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { type Refusal, RefusalPanel } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { nameOf, type Register } from './attendance-words.js';
import { closeRegisterMutation } from './register.queries.js';
import type { LiveRegister } from './use-register.js';

const FAULT = { code: 'FAULT', message: 'The register could not be closed. Check your connection, then try again.' };

/** Ends the register. Shows first who is not recorded; they are left so only on purpose. */
export function CloseRegister({
  register,
  take,
}: {
  readonly register: Register;
  readonly take: LiveRegister['take'];
}) {
  const [close, { loading }] = useMutation(closeRegisterMutation, { fetchPolicy: 'no-cache' });
  const [missing, setMissing] = useState<readonly string[] | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const undo = useUndo();

  async function press(leaveNotRecorded: boolean) {
    setRefusal(null);
    try {
      const { data } = await close({ variables: { input: { meetingId: register.meetingId, leaveNotRecorded } } });
      const result = data?.closeRegister;
      if (result?.__typename === 'RegisterHasGaps') return setMissing(result.seatIds);
      setMissing(null);
      if (result?.__typename !== 'RegisterSaved') return setRefusal(result ?? FAULT);
      take(result.register);
      undo.say('The register is closed');
    } catch {
      setRefusal(FAULT);
    }
  }

  const names = register.seats.filter((seat) => missing?.includes(seat.seatId));
  return (
    <>
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <Button look="primary" busy={loading} onClick={() => void press(false)}>
        Close the register
      </Button>
      <Dialog
        open={missing !== null}
        heading="Some attendance is not recorded"
        onClose={() => setMissing(null)}
        closeLabel="Go on recording"
        actions={
          <Button look="warning" busy={loading} onClick={() => void press(true)}>
            Close and leave as not recorded
          </Button>
        }
      >
        <ul>
          {names.map((seat) => (
            <li key={seat.seatId}>{nameOf(seat)}</li>
          ))}
        </ul>
        <p>Left like this they count neither as there nor as away.</p>
      </Dialog>
    </>
  );
}
