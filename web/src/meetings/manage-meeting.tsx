import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup, LinkButton } from '../ui/button.js';
import { Radios } from '../ui/choice-fields.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Section } from '../ui/page.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { cancelMeetingMutation } from './meeting.queries.js';
import type { MeetingPartProps } from './meeting-part.js';
import { counted, whenWords } from './meeting-words.js';
import { Refused } from './refused.js';

/** Moving and cancelling; both tell everyone who had an invitation. Once it has begun it can only be cancelled. */
export function ManageMeeting({ meeting, reload }: MeetingPartProps) {
  const [cancelling, setCancelling] = useState(false);
  return (
    <Section heading={meeting.mayEdit ? 'Move or cancel' : 'It did not take place?'}>
      {meeting.mayEdit ? null : (
        <p>
          Cancel it with a reason while nobody is marked, until a week after its day. It then counts against nobody.
        </p>
      )}
      <ButtonGroup>
        {meeting.mayEdit ? <LinkButton to={`/meetings/${meeting.id}/move`}>Move this meeting</LinkButton> : null}
        <Button onClick={() => setCancelling(true)}>Cancel this meeting</Button>
      </ButtonGroup>
      <Dialog
        open={cancelling}
        heading="Cancel this meeting"
        onClose={() => setCancelling(false)}
        closeLabel="Keep the meeting"
      >
        <CancelForm
          meeting={meeting}
          reload={reload}
          onDone={async () => {
            setCancelling(false);
            await reload();
          }}
        />
      </Dialog>
    </Section>
  );
}

type Scope = 'ONE' | 'THIS_AND_FOLLOWING';

function CancelForm({ meeting, reload, onDone }: MeetingPartProps & { readonly onDone: () => Promise<void> }) {
  const [scope, setScope] = useState<Scope>('ONE');
  const [reason, setReason] = useState('');
  const errors = useFieldErrors<'scope' | 'reason'>();
  const command = useCommand(errors);
  const [cancel] = useMutation(cancelMeetingMutation);
  const undo = useUndo();
  const { seriesLockVersion } = meeting;

  async function submit() {
    if (!errors.report({ reason: reason.trim() === '' ? 'Say why it is cancelled; members read it.' : undefined }))
      return;
    const expectedVersion = scope === 'ONE' ? meeting.lockVersion : (seriesLockVersion ?? meeting.lockVersion);
    const input = { meetingId: meeting.id, expectedVersion, scope, reason: reason.trim() };
    await command.run(
      async () => (await cancel({ variables: { input } })).data?.cancelMeeting,
      async ({ cancelledMeetingIds }) => {
        undo.say(`${counted(cancelledMeetingIds.length, 'meeting')} cancelled; everyone invited is told`);
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
      <Refused command={command} heading="The meeting was not cancelled" onReload={() => void reload()} keepsDraft />
      <p>
        {whenWords(meeting)}. A cancelled meeting counts against nobody. This cannot be undone; everyone who was invited
        gets a mail.
      </p>
      {meeting.seriesId === null ? null : (
        <Radios<Scope>
          name="scope"
          label="Which meetings?"
          options={[
            { value: 'ONE', label: 'Only this one' },
            { value: 'THIS_AND_FOLLOWING', label: 'This one and all that follow; the series ends' },
          ]}
          value={scope}
          onChange={setScope}
          error={errors.of('scope')}
        />
      )}
      <TextArea
        name="reason"
        label="Why?"
        hint="Members read it in the mail. Name nobody who is cared for."
        rows={2}
        limit={300}
        value={reason}
        onChange={setReason}
        error={errors.of('reason')}
      />
      <Button look="warning" type="submit" busy={command.busy}>
        {command.busy ? 'Cancelling' : scope === 'ONE' ? 'Cancel this meeting' : 'Cancel these meetings'}
      </Button>
    </form>
  );
}
