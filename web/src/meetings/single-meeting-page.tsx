import { useMutation, useQuery } from '@apollo/client/react';
import { addDays } from '@quorate/libs/time';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { DateField, TimeField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Page } from '../ui/page.js';
import { TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { NO_PLACE, type Place, PlaceFields, placeInput } from './place-fields.js';
import { addExtraordinaryMeetingMutation, mdtToPlanQuery } from './planning.queries.js';
import { Refused } from './refused.js';
import { useFormDraft } from './use-form-draft.js';

interface Form extends Place {
  readonly date: string;
  readonly startTime: string;
  readonly minutes: string;
}

type Field = 'date' | 'startTime' | 'durationMinutes' | 'siteId' | 'roomId' | 'joinUrl';
const FIELDS: readonly string[] = ['date', 'startTime', 'durationMinutes', 'siteId', 'roomId', 'joinUrl'];

/** A meeting outside any series: something that cannot wait. */
export function SingleMeetingPage() {
  const { mdtId = '' } = useParams();
  const query = useQuery(mdtToPlanQuery, { variables: { id: mdtId } });
  return (
    <QueryState query={query} lines={6}>
      {({ mdt }) =>
        mdt?.mayEdit && mdt.status === 'ACTIVE' ? (
          <Page
            title="Add a single meeting"
            lead={`${mdt.name}. An extraordinary meeting, outside the usual dates.`}
            back={{ to: `/mdts/${mdt.id}`, label: 'Back to the MDT' }}
          >
            <MeetingForm mdtId={mdt.id} />
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

function MeetingForm({ mdtId }: { readonly mdtId: string }) {
  const [initial] = useState<Form>(() => ({
    ...NO_PLACE,
    date: addDays(todayInLondon(), 1),
    startTime: '13:00',
    minutes: '60',
  }));
  const draft = useFormDraft<Form>(`single-meeting-${mdtId}`, initial);
  const { form } = draft;
  const errors = useFieldErrors<Field>();
  const command = useCommand(errors, (path) => (FIELDS.includes(path) ? path : ''));
  const [add] = useMutation(addExtraordinaryMeetingMutation);
  const navigate = useNavigate();
  const undo = useUndo();

  async function submit() {
    const isWhole = errors.report({
      date: form.date === '' ? 'Enter the date.' : undefined,
      startTime: form.startTime === '' ? 'Enter when it starts, for example 13:00.' : undefined,
      durationMinutes: /^\d+$/.test(form.minutes.trim()) ? undefined : 'Enter how many minutes it lasts.',
    });
    if (!isWhole) return;
    const input = {
      mdtId,
      date: form.date,
      startTime: form.startTime,
      durationMinutes: Number(form.minutes),
      ...placeInput(form),
    };
    await command.run(
      async () => (await add({ variables: { input } })).data?.addExtraordinaryMeeting,
      ({ meetingIds }) => {
        draft.discard();
        undo.say('Meeting added. Send the invitations next.');
        void navigate(meetingIds[0] ? `/meetings/${meetingIds[0]}` : `/mdts/${mdtId}`);
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
      <DateField
        name="date"
        label="Date"
        min={todayInLondon()}
        value={form.date}
        onChange={(date) => draft.change({ date })}
        error={errors.of('date')}
      />
      <TimeField
        name="startTime"
        label="Starts"
        value={form.startTime}
        onChange={(startTime) => draft.change({ startTime })}
        error={errors.of('startTime')}
      />
      <TextField
        name="durationMinutes"
        label="Minutes"
        inputMode="numeric"
        width={4}
        value={form.minutes}
        onChange={(minutes) => draft.change({ minutes })}
        error={errors.of('durationMinutes')}
      />
      <PlaceFields place={form} onChange={draft.change} errorOf={errors.of} />
      <Refused command={command} heading="The meeting was not added" onReload={command.clear} keepsDraft />
      <Button look="primary" type="submit" busy={command.busy}>
        {command.busy ? 'Saving' : 'Add this meeting'}
      </Button>
    </form>
  );
}
