import { useMutation } from '@apollo/client/react';
import { Link } from 'react-router';
import { FaultPanel } from '../app/query-state.js';
import { nameOf } from '../patients/person-words.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { RefusalPanel } from '../ui/states.js';
import { Tag } from '../ui/tag.js';
import { coordinateMeetingMutation, reorderCasesMutation } from './case-commands.queries.js';
import { CASE_STATES, type CaseList, type ListedCase, notInvolved } from './case-words.js';

export interface CaseAgendaProps {
  readonly list: CaseList;
  readonly openId: string | null;
  readonly onChanged: () => void;
}

/** The people in their order, with up and down for the co-ordinator, and those one is not involved with as a number. */
export function CaseAgenda({ list, openId, onChanged }: CaseAgendaProps) {
  const [reorder] = useMutation(reorderCasesMutation);
  const [coordinate] = useMutation(coordinateMeetingMutation);
  const command = useCommand();
  const { meetingId } = list;

  const move = (index: number, by: number) =>
    command.run(
      async () => {
        const input = { meetingId, caseIds: moved(list.cases, index, by) };
        return (await reorder({ variables: { input } })).data?.reorderCases;
      },
      () => onChanged(),
    );
  const takeOver = () =>
    command.run(
      async () => (await coordinate({ variables: { input: { meetingId } } })).data?.coordinateMeeting,
      () => onChanged(),
    );

  return (
    <nav aria-label="People to discuss">
      {command.refusal ? (
        <RefusalPanel
          refusal={command.refusal}
          actions={
            <Button small onClick={onChanged}>
              Show the latest
            </Button>
          }
        />
      ) : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <ol className="nhsuk-list nhsuk-list--number">
        {list.cases.map((item, index) => (
          <li key={item.id}>
            <Link
              to={`/meetings/${meetingId}/cases?case=${item.id}`}
              aria-current={item.id === openId ? 'true' : undefined}
              preventScrollReset
            >
              {nameOf(item.person)}
            </Link>{' '}
            <Tag tone={item.state === 'LISTED' ? 'neutral' : 'info'}>{CASE_STATES[item.state]}</Tag>
            {list.isCoordinator && list.cases.length > 1 ? (
              <ButtonGroup>
                <Button
                  small
                  look="quiet"
                  about={nameOf(item.person)}
                  disabled={index === 0 || command.busy}
                  onClick={() => void move(index, -1)}
                >
                  Up
                </Button>
                <Button
                  small
                  look="quiet"
                  about={nameOf(item.person)}
                  disabled={index === list.cases.length - 1 || command.busy}
                  onClick={() => void move(index, 1)}
                >
                  Down
                </Button>
              </ButtonGroup>
            ) : null}
          </li>
        ))}
      </ol>
      {list.notInvolvedCount > 0 ? (
        <p>
          {notInvolved(list.notInvolvedCount)}.{' '}
          {list.isCoordinator ? (
            <Button small busy={command.busy} onClick={() => void takeOver()}>
              I co-ordinate this meeting
            </Button>
          ) : null}
        </p>
      ) : null}
    </nav>
  );
}

/** The places on the list with one moved up (-1) or down (1). */
function moved(cases: readonly ListedCase[], index: number, by: number): string[] {
  const ids = cases.map((item) => item.id);
  const [id] = ids.splice(index, 1);
  if (id !== undefined) ids.splice(index + by, 0, id);
  return ids;
}
