import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { NotFoundPage } from '../app/not-found-page.js';
import { FaultPanel, QueryState } from '../app/query-state.js';
import { type Command, useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { formatDate, formatDateTime } from '../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Page, Section } from '../ui/page.js';
import { EmptyState, Inset, RefusalPanel } from '../ui/states.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import {
  nameStatementMutation,
  staffVoiceQuery,
  stateNotReleasedMutation,
  withdrawStatementMutation,
} from './voice.queries.js';

type Voice = NonNullable<ResultOf<typeof staffVoiceQuery>['staffVoice']>;
type Statement = NonNullable<Voice['statement']>;

const MOST_CHARACTERS = 1000;

/** A clinician says in private that they were not released for a meeting; with plain words on who sees what. */
export function NotReleasedPage() {
  const { meetingId = '' } = useParams();
  const query = useQuery(staffVoiceQuery, { variables: { meetingId } });
  const reload = async () => {
    await query.refetch();
  };
  return (
    <QueryState query={query} lines={6}>
      {({ staffVoice: voice }) => (voice ? <OpenVoice voice={voice} reload={reload} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function OpenVoice({ voice, reload }: { readonly voice: Voice; readonly reload: () => Promise<void> }) {
  return (
    <Page
      title="Say in private that you were not released"
      lead={
        <p>
          {voice.mdtName}, {formatDate(voice.date)}
        </p>
      }
      back={{ to: `/meetings/${voice.meetingId}`, label: 'Back to the meeting' }}
    >
      <WhoSees voice={voice} />
      {voice.statement ? (
        <Stated key={voice.statement.words} statement={voice.statement} employer={voice.employerName} reload={reload} />
      ) : voice.mayState ? (
        <StateForm meetingId={voice.meetingId} words="" reload={reload} />
      ) : (
        <EmptyState heading="This meeting has not begun">
          <p>You can say this once it has. Before that, ask for release from the meeting.</p>
        </EmptyState>
      )}
      <p>
        <Link to="/my-statements">Everything you have said in private</Link>
      </p>
    </Page>
  );
}

function WhoSees({ voice }: { readonly voice: Voice }) {
  return (
    <Inset>
      <p>
        <strong>Who sees this.</strong> Only you read it. {voice.employerName} and commissioners are told a number of
        people, and only once at least {voice.toldFrom} of the same employer have said the same of meetings that they
        missed: never your name, the meeting, or your words. It does not show in the audit trail that managers read.
      </p>
      <p>
        <strong>What it does.</strong> From {voice.toldFrom} people on it counts as evidence: your employer alone gets
        an early notice, and registers that one person alone has written are borne out by it. It moves no score and
        raises no signal by itself. You can take it back at any time.
      </p>
      <p>
        <strong>What could open it.</strong> You, by putting your name to it. Or a legal power: then an information
        governance lead who does not work for your employer reads it, who asked and by which law is on record, and you
        are told here unless the law forbids it.
      </p>
    </Inset>
  );
}

interface StateFormProps {
  readonly meetingId: string;
  readonly words: string;
  readonly reload: () => Promise<void>;
}

function StateForm({ meetingId, words: before, reload }: StateFormProps) {
  const [words, setWords] = useState(before);
  const [state] = useMutation(stateNotReleasedMutation);
  const errors = useFieldErrors<'words'>();
  const command = useCommand(errors);
  const undo = useUndo();
  async function send() {
    const isLong = words.length > MOST_CHARACTERS;
    if (!errors.report({ words: isLong ? `Use at most ${MOST_CHARACTERS} characters` : undefined })) return;
    await command.run(
      async () => (await state({ variables: { input: { meetingId, words } } })).data?.stateNotReleased,
      async () => {
        undo.say('Saved, for you alone');
        await reload();
      },
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ErrorSummary errors={errors.list} />
      <Refusals command={command} />
      <TextArea
        name="words"
        label="What happened, in your own words"
        hint="Do not name people you care for."
        optional
        limit={MOST_CHARACTERS}
        value={words}
        onChange={setWords}
        error={errors.of('words')}
      />
      <ButtonGroup>
        <Button look="primary" type="submit" busy={command.busy}>
          {before === '' ? 'I was not released for this meeting' : 'Save these words'}
        </Button>
      </ButtonGroup>
    </form>
  );
}

interface StatedProps {
  readonly statement: Statement;
  readonly employer: string;
  readonly reload: () => Promise<void>;
}

function Stated({ statement, employer, reload }: StatedProps) {
  const { meetingId, words, statedAt, isNamed, openings } = statement;
  const [changing, setChanging] = useState(false);
  const [withdraw] = useMutation(withdrawStatementMutation);
  const [name] = useMutation(nameStatementMutation);
  const command = useCommand();
  const undo = useUndo();
  const done = (said: string) => async () => {
    undo.say(said);
    await reload();
  };
  const takeBack = () =>
    command.run(
      async () => (await withdraw({ variables: { input: { meetingId } } })).data?.withdrawStatement,
      done('Taken back'),
    );
  const setNamed = (named: boolean) =>
    command.run(
      async () => (await name({ variables: { input: { meetingId, isNamed: named } } })).data?.nameStatement,
      done(named ? 'Your name is on it' : 'Your name is off it'),
    );
  return (
    <>
      <Section heading="You said that you were not released">
        <Refusals command={command} />
        <p>
          Said on {formatDateTime(statedAt)}. {words === '' ? 'You gave no words with it.' : null}
        </p>
        {changing ? (
          <StateForm meetingId={meetingId} words={words} reload={reload} />
        ) : (
          <>
            {words === '' ? null : <blockquote>{words}</blockquote>}
            <ButtonGroup>
              <Button onClick={() => setChanging(true)}>Change the words</Button>
              <Button look="warning" busy={command.busy} onClick={() => void takeBack()}>
                Take it back
              </Button>
            </ButtonGroup>
          </>
        )}
        {openings.map(({ authority, power, openedAt }) => (
          <p key={openedAt}>
            Opened on {formatDateTime(openedAt)} for {authority}, by {power}.
          </p>
        ))}
      </Section>
      <Section heading="Your name">
        {isNamed ? (
          <>
            <p>
              Your name is on it. Managers of {employer}, and commissioners, can read it beside a signal, with the
              meeting. Taking your name off hides it again, but not from memory.
            </p>
            <Button busy={command.busy} onClick={() => void setNamed(false)}>
              Take my name off
            </Button>
          </>
        ) : (
          <>
            <p>
              Your name is not on it. If you put it there, managers of {employer}, and commissioners, can read your
              name, the meeting and your words beside a signal.
            </p>
            <Button busy={command.busy} onClick={() => void setNamed(true)}>
              Put my name to it
            </Button>
          </>
        )}
      </Section>
    </>
  );
}

function Refusals({ command }: { readonly command: Pick<Command, 'refusal' | 'fault'> }) {
  return (
    <>
      {command.refusal ? <RefusalPanel refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
    </>
  );
}
