import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { useFieldErrors } from '../ui/error-summary.js';
import { RefusalPanel } from '../ui/states.js';
import { TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { updateActionMutation } from './case-commands.queries.js';
import { ACTION_STATES, ACTION_STEPS, type ActionStep, type ListedAction, NEEDS_REASON } from './case-words.js';

/** The steps of one action as buttons; not done and cancelled ask why first. */
export function ActionSteps({ action, onChanged }: { readonly action: ListedAction; readonly onChanged: () => void }) {
  const [asking, setAsking] = useState<ActionStep | null>(null);
  const [reason, setReason] = useState('');
  const errors = useFieldErrors<'reason'>();
  const [update] = useMutation(updateActionMutation);
  const command = useCommand(errors);
  const undo = useUndo();

  async function take(event: ActionStep) {
    const input = { actionId: action.id, expectedVersion: action.lockVersion, event, reason: reason.trim() || null };
    await command.run(
      async () => (await update({ variables: { input } })).data?.updateAction,
      (answer) => {
        undo.say(`Action: ${ACTION_STATES[answer.state].toLowerCase()}`);
        setAsking(null);
        setReason('');
        onChanged();
      },
    );
  }

  if (action.steps.length === 0) return null;
  return (
    <>
      {command.refusal ? (
        <RefusalPanel
          refusal={command.refusal}
          actions={
            command.refusal.__typename === 'ChangedByOther' ? (
              <Button small onClick={onChanged}>
                Show the latest
              </Button>
            ) : undefined
          }
        />
      ) : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      {asking ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (errors.report({ reason: reason.trim() ? undefined : 'Give a reason.' })) void take(asking);
          }}
        >
          <TextField
            name={`reason-${action.id}`}
            label={`Why ${ACTION_STEPS[asking] === 'Cancel' ? 'is it cancelled' : 'was it not done'}?`}
            value={reason}
            onChange={setReason}
            error={errors.of('reason')}
          />
          <ButtonGroup>
            <Button small type="submit" busy={command.busy}>
              Save
            </Button>
            <Button small look="quiet" onClick={() => setAsking(null)}>
              Go back
            </Button>
          </ButtonGroup>
        </form>
      ) : (
        <ButtonGroup>
          {action.steps.map((step) => (
            <Button
              key={step}
              small
              busy={command.busy}
              about={action.description}
              onClick={() => (NEEDS_REASON.has(step) ? setAsking(step) : void take(step))}
            >
              {ACTION_STEPS[step]}
            </Button>
          ))}
        </ButtonGroup>
      )}
    </>
  );
}
