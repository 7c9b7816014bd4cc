import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { useActsAs, useViewer } from '../app/viewer.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { SelectField } from '../ui/select-field.js';
import { EmptyState } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { answerInvitationMutation, deputyCandidatesQuery, nameDeputyMutation } from './meeting.queries.js';
import { OWN_RESPONSES, type Response, reasonWords } from './meeting-words.js';
import { DECLINE_REASONS } from './reason-words.js';
import { Refused } from './refused.js';

/** What the buttons need to know of the viewer's own invitation. */
export interface OwnInvitation {
  readonly id: string;
  readonly meetingId: string;
  readonly response: Response;
  readonly lockVersion: number;
  /** Where they are not known, as on Today, a delegated seat only says that a deputy comes. */
  readonly holderName?: string | null;
  readonly deputyName?: string | null;
  readonly declineReason?: string | null;
  readonly deputiesAllowed: boolean;
}

export interface OwnReplyProps {
  readonly invitation: OwnInvitation;
  /** Which meeting, for screen readers, where several are on the page. */
  readonly about: string;
  readonly onSaved: () => Promise<void>;
  /** Among other invitations: then none of the answers stands out. */
  readonly isOneOfSeveral?: boolean;
}

type Answer = 'ACCEPT' | 'DECLINE' | 'TENTATIVE';

const SAVED: Readonly<Record<Answer, string>> = {
  ACCEPT: 'Saved: you will come',
  DECLINE: 'Saved: you cannot come',
  TENTATIVE: 'Saved: you are not sure yet',
};

/** The viewer's own reply: one press to come or not, two to send a deputy. A reason can follow and is never asked for first. */
export function OwnReply({ invitation, about, onSaved, isOneOfSeveral = false }: OwnReplyProps) {
  const [answer] = useMutation(answerInvitationMutation);
  const [deputise] = useMutation(nameDeputyMutation);
  const [choosing, setChoosing] = useState(false);
  const command = useCommand();
  const undo = useUndo();
  const { name } = useViewer();
  const canDeputise = useActsAs('CARE_COORDINATOR', 'CLINICIAN') && invitation.deputiesAllowed;
  const standsIn = invitation.response === 'DELEGATED' && invitation.deputyName === name;
  const common = { invitationId: invitation.id, expectedVersion: invitation.lockVersion };

  const say = (given: Answer, declineReason: string | null = null) =>
    command.run(
      async () =>
        (await answer({ variables: { input: { ...common, answer: given, declineReason } } })).data?.answerInvitation,
      async () => {
        setChoosing(false);
        undo.say(declineReason === null ? SAVED[given] : 'Reason saved');
        await onSaved();
      },
    );
  const send = (deputy: { readonly id: string; readonly name: string }) =>
    command.run(
      async () =>
        (await deputise({ variables: { input: { ...common, deputyPractitionerId: deputy.id } } })).data?.nameDeputy,
      async () => {
        setChoosing(false);
        undo.say(`${deputy.name} is asked to come in your place`);
        await onSaved();
      },
    );

  const pressed = (response: Response) => ({ 'aria-pressed': invitation.response === response && !standsIn });
  return (
    <div>
      <p>{sentence(invitation, standsIn)}</p>
      <ButtonGroup>
        {standsIn ? null : (
          <Button
            small
            look={invitation.response === 'NEEDS_ACTION' && !isOneOfSeveral ? 'primary' : 'secondary'}
            {...pressed('ACCEPTED')}
            busy={command.busy}
            onClick={() => void say('ACCEPT')}
            about={about}
          >
            <Tick on={invitation.response === 'ACCEPTED'} />I will come
          </Button>
        )}
        <Button small {...pressed('DECLINED')} busy={command.busy} onClick={() => void say('DECLINE')} about={about}>
          <Tick on={invitation.response === 'DECLINED'} />I cannot come
        </Button>
        {standsIn ? null : (
          <Button
            small
            {...pressed('TENTATIVE')}
            busy={command.busy}
            onClick={() => void say('TENTATIVE')}
            about={about}
          >
            <Tick on={invitation.response === 'TENTATIVE'} />
            Not sure yet
          </Button>
        )}
        {canDeputise && !standsIn ? (
          <Button small aria-expanded={choosing} onClick={() => setChoosing(!choosing)} about={about}>
            Send a deputy
          </Button>
        ) : null}
      </ButtonGroup>
      {choosing ? (
        <DeputyChoice invitationId={invitation.id} busy={command.busy} onChoose={(one) => void send(one)} />
      ) : null}
      {invitation.response === 'DECLINED' ? (
        <WhyNot invitation={invitation} about={about} onSay={(reason) => void say('DECLINE', reason)} />
      ) : null}
      <Refused command={command} heading="Your reply was not saved" onReload={() => void onSaved()} />
    </div>
  );
}

/** Marks the answer that stands, for the eye; screen readers have aria-pressed. */
function Tick({ on }: { readonly on: boolean }) {
  return on ? <span aria-hidden="true">✓ </span> : null;
}

function sentence(invitation: OwnInvitation, standsIn: boolean): string {
  if (standsIn)
    return invitation.holderName
      ? `You come in place of ${invitation.holderName}.`
      : 'You come in somebody else’s place.';
  if (invitation.response === 'DELEGATED' && invitation.deputyName)
    return `${invitation.deputyName} comes in your place.`;
  const why = reasonWords(invitation.declineReason ?? null);
  return `${OWN_RESPONSES[invitation.response]}${why ? ` Reason: ${why}.` : ''}`;
}

interface DeputyChoiceProps {
  readonly invitationId: string;
  readonly busy: boolean;
  readonly onChoose: (deputy: { readonly id: string; readonly name: string }) => void;
}

function DeputyChoice({ invitationId, busy, onChoose }: DeputyChoiceProps) {
  const query = useQuery(deputyCandidatesQuery, { variables: { invitationId }, fetchPolicy: 'network-only' });
  return (
    <QueryState query={query} lines={2}>
      {({ deputyCandidates }) =>
        deputyCandidates.length === 0 ? (
          <EmptyState heading="Nobody can stand in">
            <p>
              No deputy is registered for your seat, and no colleague has your role. Say that you cannot come; the
              co-ordinator sees it at once.
            </p>
          </EmptyState>
        ) : (
          <>
            <p>Who comes in your place? They get a mail.</p>
            <ButtonGroup>
              {deputyCandidates.map((one) => (
                <Button small key={one.id} busy={busy} onClick={() => onChoose(one)}>
                  {one.name}
                  {one.isRegistered ? ' (registered deputy)' : ''}
                </Button>
              ))}
            </ButtonGroup>
          </>
        )
      }
    </QueryState>
  );
}

interface WhyNotProps {
  readonly invitation: OwnInvitation;
  readonly about: string;
  readonly onSay: (reason: string) => void;
}

/** Saved as soon as it is chosen, like the buttons above it. */
function WhyNot({ invitation, about, onSay }: WhyNotProps) {
  // Today's list does not carry the reason back; what was just chosen stays to be seen.
  const [chosen, setChosen] = useState('');
  return (
    <SelectField
      name={`why-not-${invitation.id}`}
      label={
        <>
          Why?<span className="nhsuk-u-visually-hidden"> {about}</span>
        </>
      }
      optional
      hint="Only you and the meeting’s co-ordinator see it."
      placeholder="Rather not say"
      options={DECLINE_REASONS}
      value={invitation.declineReason ?? chosen}
      onChange={(reason) => {
        if (reason === '') return;
        setChosen(reason);
        onSay(reason);
      }}
    />
  );
}
