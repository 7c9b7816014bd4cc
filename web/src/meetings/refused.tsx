import type { ReactNode } from 'react';
import { FaultPanel } from '../app/query-state.js';
import type { Command } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { type Refusal, RefusalPanel, StaleBanner } from '../ui/states.js';
import { type Clash, clashWords } from './meeting-words.js';

const SHOWN = 8;

export interface RefusedProps {
  readonly command: Pick<Command, 'refusal' | 'fault' | 'clear'>;
  readonly heading?: string;
  /** Reads the page again: after somebody else's change, or when the meeting has begun. */
  readonly onReload: () => void;
  readonly keepsDraft?: boolean;
  /** What else can be done about people or rooms that are taken. */
  readonly clashActions?: ReactNode;
}

/** Why something about a meeting was not done, and the way on: show the latest, see who is taken, or try again. */
export function Refused({ command, heading, onReload, keepsDraft, clashActions }: RefusedProps) {
  const { refusal, fault, clear } = command;
  const reload = () => {
    clear();
    onReload();
  };
  if (fault) return <FaultPanel error={fault} />;
  if (!refusal) return null;
  switch (refusal.__typename) {
    case 'ChangedByOther':
      return (
        <StaleBanner
          message="Someone else changed this first, so nothing was saved"
          onReload={reload}
          keepsDraft={keepsDraft}
        />
      );
    case 'Clashes':
      return (
        <RefusalPanel
          heading={heading}
          refusal={{ code: refusal.code, message: 'Somebody or a room is taken at that time. Nothing was saved.' }}
          whatToDo={<ClashList clashes={clashesOf(refusal)} />}
          actions={clashActions}
        />
      );
    case 'MeetingClosed':
      return (
        <RefusalPanel
          heading={heading}
          refusal={refusal}
          actions={
            <Button small onClick={reload}>
              Show the latest
            </Button>
          }
        />
      );
    case 'InvalidInput':
      return <RefusalPanel heading={heading} refusal={refusal} whatToDo={<Problems refusal={refusal} />} />;
    case 'NotPermitted':
      return (
        <RefusalPanel
          heading={heading}
          refusal={refusal}
          whatToDo={<p>The care co-ordinator of the organisation that hosts the MDT can do this.</p>}
        />
      );
    default:
      return <RefusalPanel heading={heading} refusal={refusal} />;
  }
}

/** Who or what is taken, on which date and by which meeting. */
export function ClashList({ clashes }: { readonly clashes: readonly Clash[] }) {
  const more = clashes.length - SHOWN;
  return (
    <ul className="nhsuk-list nhsuk-list--bullet">
      {clashes.slice(0, SHOWN).map((clash) => (
        <li key={`${clash.kind} ${clash.name} ${clash.date} ${clash.startTime}`}>{clashWords(clash)}</li>
      ))}
      {more > 0 ? <li>And {more} more.</li> : null}
    </ul>
  );
}

/** What is wrong with single fields, where the form that was sent has none to show it at. */
function Problems({ refusal }: { readonly refusal: Refusal }) {
  const problems =
    'problems' in refusal && Array.isArray(refusal.problems)
      ? (refusal.problems as readonly { readonly path: string; readonly message: string }[])
      : [];
  return problems.map((problem) => <p key={problem.path}>{problem.message}</p>);
}

function clashesOf(refusal: Refusal): readonly Clash[] {
  return 'clashes' in refusal && Array.isArray(refusal.clashes) ? (refusal.clashes as readonly Clash[]) : [];
}
