import { useMutation } from '@apollo/client/react';
import { Link } from 'react-router';
import { FaultPanel } from '../app/query-state.js';
import { nameOf } from '../patients/person-words.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { formatShortDate } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { RefusalPanel } from '../ui/states.js';
import { useUndo } from '../ui/undo.js';
import { ActionsTable } from './actions-table.js';
import { carryForwardMutation } from './case-commands.queries.js';
import { CASE_STATES, type CaseList, type WaitingPerson } from './case-words.js';

/** What earlier meetings of this MDT left open: people who were deferred or not reached, and actions. */
export function OpenFromLastTime({ list, onChanged }: { readonly list: CaseList; readonly onChanged: () => void }) {
  if (list.waiting.length === 0 && list.openActions.length === 0) return null;
  return (
    <Section heading="Open from last time">
      {list.waiting.length > 0 ? <Waiting list={list} onChanged={onChanged} /> : null}
      {list.openActions.length > 0 ? (
        <ActionsTable
          caption="Open actions of earlier meetings"
          actions={list.openActions}
          onChanged={onChanged}
          withPerson
          empty={null}
        />
      ) : null}
    </Section>
  );
}

function Waiting({ list, onChanged }: { readonly list: CaseList; readonly onChanged: () => void }) {
  const [carry] = useMutation(carryForwardMutation);
  const command = useCommand();
  const undo = useUndo();
  const carryFrom = (fromMeetingId: string) =>
    command.run(
      async () => {
        const input = { fromMeetingId, toMeetingId: list.meetingId };
        return (await carry({ variables: { input } })).data?.carryForward;
      },
      (answer) => {
        undo.say([`${answer.carried} carried over`, ...answer.skipped.map((one) => one.message)].join('. '));
        onChanged();
      },
    );
  return (
    <>
      {command.refusal ? <RefusalPanel refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      {byMeeting(list.waiting).map(([meetingId, waiting]) => (
        <div key={meetingId}>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {waiting.map((one) => (
              <li key={one.caseId}>
                <Link to={`/people/${one.person.id}`}>{nameOf(one.person)}</Link>, {formatShortDate(one.meetingDate)}:{' '}
                {one.state === 'LISTED' ? 'Not reached' : CASE_STATES[one.state]}
                {one.outcomeText ? `. ${one.outcomeText}` : ''}
              </li>
            ))}
          </ul>
          {list.isCoordinator && list.mayList ? (
            <Button busy={command.busy} onClick={() => void carryFrom(meetingId)}>
              Put them on this list
            </Button>
          ) : null}
        </div>
      ))}
    </>
  );
}

function byMeeting(waiting: readonly WaitingPerson[]): [string, WaitingPerson[]][] {
  const groups = new Map<string, WaitingPerson[]>();
  for (const one of waiting) groups.set(one.meetingId, [...(groups.get(one.meetingId) ?? []), one]);
  return [...groups];
}
