import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import type { VariablesOf } from '../app/graphql.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { formatDateTime } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { SuccessPanel } from '../ui/states.js';
import { sendInvitationsMutation } from './meeting.queries.js';
import type { MeetingPartProps } from './meeting-part.js';
import { counted } from './meeting-words.js';
import { Refused } from './refused.js';

type SendTo = NonNullable<VariablesOf<typeof sendInvitationsMutation>['input']['to']>;

/** Who has been asked and when, and one press to ask the others or to remind. */
export function SendInvitations({ meeting, reload }: MeetingPartProps) {
  const [send] = useMutation(sendInvitationsMutation);
  const [told, setTold] = useState<string | null>(null);
  const command = useCommand();
  const people = meeting.replies.filter((reply) => reply.person !== null);
  const unsent = people.filter((reply) => reply.sentAt === null).length;
  const waiting = people.filter((reply) => reply.response === 'NEEDS_ACTION' || reply.response === 'TENTATIVE').length;

  const press = (to: SendTo) =>
    command.run(
      async () => (await send({ variables: { input: { meetingId: meeting.id, to } } })).data?.sendInvitations,
      async (sent) => {
        setTold(
          sent.people === 0
            ? 'There was nobody left to send to'
            : `${to === 'WAITING' ? 'Reminder' : 'Invitation'} sent to ${counted(sent.people, 'person', 'people')}`,
        );
        await reload();
      },
    );

  return (
    <Section heading="Invitations">
      <p>{sentWords(people)}</p>
      {told ? <SuccessPanel heading={told} /> : null}
      <Refused command={command} heading="Nothing was sent" onReload={() => void reload()} />
      {people.length === 0 ? null : (
        <ButtonGroup>
          {unsent > 0 ? (
            <Button look="primary" small busy={command.busy} onClick={() => void press('NOT_SENT')}>
              {command.busy ? 'Sending' : `Send ${counted(unsent, 'invitation')}`}
            </Button>
          ) : null}
          {waiting > 0 && unsent < people.length ? (
            <Button small busy={command.busy} onClick={() => void press('WAITING')}>
              Remind {counted(waiting, 'person', 'people')} who {waiting === 1 ? 'has' : 'have'} not decided
            </Button>
          ) : null}
          {unsent === 0 ? (
            <Button small busy={command.busy} onClick={() => void press('EVERYONE')}>
              Send to everyone again
            </Button>
          ) : null}
        </ButtonGroup>
      )}
    </Section>
  );
}

function sentWords(people: MeetingPartProps['meeting']['replies']): string {
  if (people.length === 0)
    return 'Every seat is vacant, so there is nobody to invite. Name holders on the page of the MDT.';
  const sent = people.flatMap((reply) => (reply.sentAt === null ? [] : [reply.sentAt])).sort();
  const reminded = people.flatMap((reply) => (reply.remindedAt === null ? [] : [reply.remindedAt])).sort();
  const [first] = sent;
  if (first === undefined) return 'Nobody has been told of this meeting yet.';
  const last = reminded.at(-1);
  return [
    `Sent to ${sent.length} of ${counted(people.length, 'person', 'people')}, first on ${formatDateTime(first)}.`,
    last ? `Last reminder ${formatDateTime(last)}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
