import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { SuccessPanel } from '../ui/states.js';
import { sendInvitationsMutation } from './meeting.queries.js';
import { counted } from './meeting-words.js';

import { Refused } from './refused.js';

export interface Planned {
  readonly seriesId: string;
  readonly meetings: number;
  readonly leftOut: number;
}

/** What the planning page hands to the page of the MDT; anything else in the state of the address is not for it. */
export function plannedIn(state: unknown): Planned | null {
  const planned: unknown = typeof state === 'object' && state !== null && 'planned' in state ? state.planned : null;
  return typeof planned === 'object' && planned !== null && 'seriesId' in planned ? (planned as Planned) : null;
}

/** What was planned, and the next thing to do: ask everyone. */
export function PlannedPanel({ planned, onSent }: { readonly planned: Planned; readonly onSent: () => void }) {
  const [send] = useMutation(sendInvitationsMutation);
  const [told, setTold] = useState<string | null>(null);
  const command = useCommand();
  const sendAll = () =>
    command.run(
      async () =>
        (await send({ variables: { input: { seriesId: planned.seriesId, to: 'NOT_SENT' } } })).data?.sendInvitations,
      (sent) => {
        setTold(
          sent.people === 0
            ? 'Everyone has had their invitations'
            : `Invitations sent to ${counted(sent.people, 'person', 'people')} for ${counted(sent.meetings, 'meeting')}`,
        );
        onSent();
      },
    );
  return (
    <>
      <SuccessPanel heading={told ?? `${counted(planned.meetings, 'meeting')} planned`}>
        <p>
          {told
            ? 'Replies appear on the page of each meeting.'
            : `Every seat is booked, and nobody has been told yet.${planned.leftOut > 0 ? ` ${counted(planned.leftOut, 'date')} left out, each with its reason below.` : ''}`}
        </p>
      </SuccessPanel>
      <Refused command={command} heading="The invitations were not sent" onReload={command.clear} />
      {told ? null : (
        <ButtonGroup>
          <Button look="primary" busy={command.busy} onClick={() => void sendAll()}>
            {command.busy ? 'Sending' : 'Send the invitations'}
          </Button>
        </ButtonGroup>
      )}
    </>
  );
}
