import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { Radios } from '../ui/choice-fields.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { SelectField } from '../ui/select-field.js';
import { TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { deputyCandidatesQuery, nameDeputyMutation, recordReplyMutation } from './meeting.queries.js';
import { RESPONSES, type Reply } from './meeting-words.js';
import { DECLINE_REASONS } from './reason-words.js';
import { Refused } from './refused.js';

export interface ReplyDialogProps {
  /** Whose reply; null while the dialog is closed. */
  readonly reply: Reply | null;
  readonly deputiesAllowed: boolean;
  readonly onClose: () => void;
  readonly onReload: () => Promise<void>;
}

/** Records what somebody said by phone or in the corridor. */
export function ReplyDialog({ reply, deputiesAllowed, onClose, onReload }: ReplyDialogProps) {
  return (
    <Dialog open={reply !== null} heading={`Reply of ${reply?.person?.name ?? ''}`} onClose={onClose}>
      {reply ? (
        <ReplyForm
          key={reply.id}
          reply={reply}
          deputiesAllowed={deputiesAllowed}
          onReload={onReload}
          onDone={async () => {
            onClose();
            await onReload();
          }}
        />
      ) : null}
    </Dialog>
  );
}

type Said = 'ACCEPT' | 'DECLINE' | 'TENTATIVE' | 'RESET' | 'DEPUTY';
type Field = 'answer' | 'declineReason' | 'comment' | 'deputyPractitionerId';

interface ReplyFormProps {
  readonly reply: Reply;
  readonly deputiesAllowed: boolean;
  readonly onReload: () => Promise<void>;
  readonly onDone: () => Promise<void>;
}

function ReplyForm({ reply, deputiesAllowed, onReload, onDone }: ReplyFormProps) {
  const [said, setSaid] = useState<Said | null>(null);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [deputyId, setDeputyId] = useState<string | null>(null);
  const errors = useFieldErrors<Field>();
  const command = useCommand(errors);
  const [record] = useMutation(recordReplyMutation);
  const [nameDeputy] = useMutation(nameDeputyMutation);
  const undo = useUndo();
  const common = { invitationId: reply.id, expectedVersion: reply.lockVersion };

  async function submit() {
    const isWhole = errors.report({
      answer: said === null ? 'Choose what they said.' : undefined,
      deputyPractitionerId: said === 'DEPUTY' && deputyId === null ? 'Choose who comes.' : undefined,
    });
    if (!isWhole || said === null) return;
    await command.run(
      async () => {
        if (said === 'DEPUTY')
          return (await nameDeputy({ variables: { input: { ...common, deputyPractitionerId: deputyId ?? '' } } })).data
            ?.nameDeputy;
        const input = {
          ...common,
          answer: said,
          declineReason: said === 'DECLINE' && reason !== '' ? reason : null,
          comment: note.trim() || null,
        };
        return (await record({ variables: { input } })).data?.recordReply;
      },
      async () => {
        undo.say(`Reply of ${reply.person?.name ?? 'the seat'} saved`);
        await onDone();
      },
    );
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <ErrorSummary errors={errors.list} />
      <Refused command={command} heading="The reply was not saved" onReload={() => void onReload()} keepsDraft />
      <p>
        {reply.roleName}, {reply.provider.name}. Now: {RESPONSES[reply.response].word}.
      </p>
      <Radios<Said>
        name="answer"
        label="What did they say?"
        options={[
          { value: 'ACCEPT', label: 'Coming' },
          { value: 'DECLINE', label: 'Cannot come' },
          { value: 'TENTATIVE', label: 'Not sure yet' },
          ...(deputiesAllowed ? [{ value: 'DEPUTY' as const, label: 'Sends a deputy' }] : []),
          ...(reply.response === 'NEEDS_ACTION' ? [] : [{ value: 'RESET' as const, label: 'Take the reply back' }]),
        ]}
        value={said}
        onChange={setSaid}
        error={errors.of('answer')}
        conditional={{
          DECLINE: (
            <SelectField
              name="declineReason"
              label="Why?"
              optional
              placeholder="Not said"
              options={DECLINE_REASONS}
              value={reason}
              onChange={setReason}
              error={errors.of('declineReason')}
            />
          ),
          DEPUTY: (
            <DeputyField
              invitationId={reply.id}
              value={deputyId}
              onChange={setDeputyId}
              error={errors.of('deputyPractitionerId')}
            />
          ),
        }}
      />
      {said !== null && said !== 'DEPUTY' && said !== 'RESET' ? (
        <TextField
          name="comment"
          label="Note"
          optional
          hint="Say nothing here about people who are cared for."
          maxLength={500}
          value={note}
          onChange={setNote}
          error={errors.of('comment')}
        />
      ) : null}
      <Button look="primary" type="submit" busy={command.busy}>
        {command.busy ? 'Saving' : 'Save this reply'}
      </Button>
    </form>
  );
}

interface DeputyFieldProps {
  readonly invitationId: string;
  readonly value: string | null;
  readonly onChange: (practitionerId: string) => void;
  readonly error: string | undefined;
}

function DeputyField({ invitationId, value, onChange, error }: DeputyFieldProps) {
  const query = useQuery(deputyCandidatesQuery, { variables: { invitationId }, fetchPolicy: 'network-only' });
  return (
    <QueryState query={query} lines={2}>
      {({ deputyCandidates }) =>
        deputyCandidates.length === 0 ? (
          <p>Nobody can stand in: no deputy is registered for the seat, and no colleague has the role.</p>
        ) : (
          <Radios
            name="deputyPractitionerId"
            label="Who comes?"
            options={deputyCandidates.map((one) => ({
              value: one.id,
              label: one.name,
              hint: one.isRegistered ? 'Registered deputy' : 'Colleague of the same role',
            }))}
            value={value}
            onChange={onChange}
            error={error}
          />
        )
      }
    </QueryState>
  );
}
