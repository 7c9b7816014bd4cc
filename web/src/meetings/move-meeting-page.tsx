import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { Radios } from '../ui/choice-fields.js';
import { DateField, TimeField } from '../ui/date-field.js';
import { todayInLondon } from '../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Columns, Details, Page } from '../ui/page.js';
import { TextField } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { DayWarning } from './day-warning.js';
import { editMeetingMutation, meetingQuery, seriesToMoveQuery } from './meeting.queries.js';
import { counted, type Meeting, whenWords } from './meeting-words.js';
import {
  checkMoveForm,
  editInput,
  type MoveField,
  type MoveForm,
  moveFieldOf,
  moveFormOf,
  type Scope,
  type SeriesToMove,
} from './move-form.js';
import { MovePreview } from './move-preview.js';
import { PlaceFields } from './place-fields.js';
import { Refused } from './refused.js';

/** Moving a meeting, it and those that follow, or all to come; what will be is shown first. */
export function MoveMeetingPage() {
  const { meetingId = '' } = useParams();
  const query = useQuery(meetingQuery, { variables: { id: meetingId } });
  return (
    <QueryState query={query} lines={8}>
      {({ meeting }) =>
        meeting?.mayEdit ? (
          <Move key={meeting.id} meeting={meeting} onReload={async () => void (await query.refetch())} />
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

interface MoveProps {
  readonly meeting: Meeting;
  readonly onReload: () => Promise<void>;
}

function Move({ meeting, onReload }: MoveProps) {
  const series = useQuery(seriesToMoveQuery, {
    variables: { id: meeting.seriesId ?? '' },
    skip: meeting.seriesId === null,
  });
  async function reload() {
    await Promise.all([onReload(), meeting.seriesId === null ? null : series.refetch()]);
  }
  return (
    <Page
      title="Move a meeting"
      lead={`${meeting.mdt.name}, now on ${whenWords(meeting)}.`}
      back={{ to: `/meetings/${meeting.id}`, label: 'Back to the meeting' }}
    >
      {meeting.seriesId === null ? (
        <MoveFields meeting={meeting} series={null} reload={reload} />
      ) : (
        <QueryState query={series}>
          {(data) => <MoveFields meeting={meeting} series={data.series} reload={reload} />}
        </QueryState>
      )}
    </Page>
  );
}

interface MoveFieldsProps {
  readonly meeting: Meeting;
  readonly series: SeriesToMove | null;
  readonly reload: () => Promise<void>;
}

const SCOPES = [
  { value: 'ONE', label: 'Only this one' },
  { value: 'THIS_AND_FOLLOWING', label: 'This one and all that follow' },
  { value: 'ALL', label: 'All that are to come' },
] as const satisfies readonly { readonly value: Scope; readonly label: string }[];

function MoveFields({ meeting, series, reload }: MoveFieldsProps) {
  const [initial] = useState(() => moveFormOf(meeting));
  const [form, setForm] = useState<MoveForm>(initial);
  const change = (part: Partial<MoveForm>) => setForm((before) => ({ ...before, ...part }));
  const errors = useFieldErrors<MoveField>();
  const command = useCommand(errors, moveFieldOf);
  const [edit] = useMutation(editMeetingMutation);
  const navigate = useNavigate();
  const undo = useUndo();

  async function submit(skipClashingDates: boolean) {
    if (!errors.report(checkMoveForm(form, initial))) return;
    const input = editInput({ meeting, series, form, initial, skipClashingDates });
    await command.run(
      async () => (await edit({ variables: { input } })).data?.editMeeting,
      ({ meetingIds, cancelledMeetingIds }) => {
        const dropped =
          cancelledMeetingIds.length > 0 ? `, ${counted(cancelledMeetingIds.length, 'meeting')} called off` : '';
        undo.say(`${counted(meetingIds.length, 'meeting')} changed${dropped}; everyone invited is told`);
        void navigate(`/meetings/${meetingIds.includes(meeting.id) ? meeting.id : (meetingIds[0] ?? meeting.id)}`);
      },
    );
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(false);
      }}
    >
      <ErrorSummary errors={errors.list} />
      <Columns
        main={
          <>
            {series ? (
              <Radios<Scope>
                name="scope"
                label="Which meetings?"
                options={SCOPES}
                value={form.scope}
                onChange={(scope) => change({ scope })}
                error={errors.of('scope')}
              />
            ) : null}
            <WhenFields form={form} onChange={change} errorOf={errors.of} isMoved={form.date !== initial.date} />
            <Details summary="Change the place">
              <PlaceFields place={form} onChange={change} errorOf={errors.of} />
            </Details>
            <Refused
              command={command}
              heading="Nothing was moved"
              onReload={() => void reload()}
              keepsDraft
              clashActions={
                form.scope === 'ONE' ? undefined : (
                  <Button busy={command.busy} onClick={() => void submit(true)}>
                    Call off the clashing dates and move the others
                  </Button>
                )
              }
            />
            <ButtonGroup>
              <Button look="primary" type="submit" busy={command.busy}>
                {command.busy ? 'Moving' : 'Move and tell everyone invited'}
              </Button>
            </ButtonGroup>
          </>
        }
        aside={<MovePreview meeting={meeting} series={series} form={form} initial={initial} />}
      />
    </form>
  );
}

interface WhenFieldsProps {
  readonly form: MoveForm;
  readonly onChange: (part: Partial<MoveForm>) => void;
  readonly errorOf: (field: MoveField) => string | undefined;
  /** To another date than it has. */
  readonly isMoved: boolean;
}

function WhenFields({ form, onChange, errorOf, isMoved }: WhenFieldsProps) {
  return (
    <>
      <DateField
        name="date"
        label={form.scope === 'ONE' ? 'New date' : 'New date of this meeting'}
        hint={form.scope === 'ONE' ? undefined : 'The others move to the same day of the week.'}
        min={todayInLondon()}
        value={form.date}
        onChange={(date) => onChange({ date })}
        error={errorOf('date')}
      />
      <DayWarning date={isMoved ? form.date : ''} isSeries={form.scope !== 'ONE'} />
      <TimeField
        name="startTime"
        label="Starts"
        value={form.startTime}
        onChange={(startTime) => onChange({ startTime })}
        error={errorOf('startTime')}
      />
      <TextField
        name="durationMinutes"
        label="Minutes"
        inputMode="numeric"
        width={4}
        value={form.minutes}
        onChange={(minutes) => onChange({ minutes })}
        error={errorOf('durationMinutes')}
      />
    </>
  );
}
