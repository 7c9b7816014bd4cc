import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { NotFoundPage } from '../app/not-found-page.js';
import { FaultPanel, QueryState } from '../app/query-state.js';
import { detailOf, nameOf } from '../patients/person-words.js';
import { RegisterPersonForm } from '../patients/register-person-form.js';
import { useCommand } from '../patients/use-command.js';
import { Button } from '../ui/button.js';
import { Checkboxes } from '../ui/choice-fields.js';
import { Combobox } from '../ui/combobox.js';
import { formatLongDate } from '../ui/dates.js';
import { useDraft } from '../ui/drafts.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Details, Page } from '../ui/page.js';
import { RefusalPanel } from '../ui/states.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { listCaseMutation } from './case-commands.queries.js';
import { type CaseList, seatName } from './case-words.js';
import { caseListQuery, peopleToListQuery } from './cases.queries.js';
import { KnowsPersonField, type Practitioner } from './knows-person-field.js';

type Candidate = ResultOf<typeof peopleToListQuery>['people']['people'][number];
type Field = 'patientId' | 'question' | 'wantedByPerson' | 'relevantSeatIds' | 'knowsPersonPractitionerIds';

/** Listing a person for a meeting: somebody the viewer is related to, or somebody registered on the spot. */
export function ListPersonPage() {
  const { meetingId = '' } = useParams();
  const query = useQuery(caseListQuery, { variables: { meetingId } });
  return (
    <QueryState query={query}>
      {({ caseList }) =>
        caseList.__typename === 'CaseList' && caseList.mayList ? <ListPerson list={caseList} /> : <NotFoundPage />
      }
    </QueryState>
  );
}

function ListPerson({ list }: { readonly list: CaseList }) {
  const [searched, setSearched] = useState('');
  const people = useQuery(peopleToListQuery, { variables: { input: { text: searched, first: 20, after: null } } });
  const [person, setPerson] = useState<Candidate | null>(null);
  const [registered, setRegistered] = useState(false);
  return (
    <Page
      title="List a person"
      lead={`${list.mdtName}, ${formatLongDate(list.meetingDate)}`}
      back={{ to: `/meetings/${list.meetingId}/cases`, label: 'Back to the people to discuss' }}
    >
      {registered ? null : (
        <Details summary="The person is new: register a referral first">
          <RegisterPersonForm
            onRegistered={async (patientId) => {
              const { data } = await people.refetch({ input: { text: '', first: 50, after: null } });
              setPerson(data?.people.people.find((one) => one.id === patientId) ?? null);
              setRegistered(true);
            }}
          />
        </Details>
      )}
      <ListForm
        list={list}
        person={person}
        candidates={(people.data?.people.people ?? []).filter((one) => one.deceasedOn === null)}
        busy={people.loading}
        onPerson={setPerson}
        onSearch={setSearched}
      />
    </Page>
  );
}

interface ListFormProps {
  readonly list: CaseList;
  readonly person: Candidate | null;
  readonly candidates: readonly Candidate[];
  readonly busy: boolean;
  readonly onPerson: (person: Candidate | null) => void;
  readonly onSearch: (typed: string) => void;
}

function ListForm({ list, person, candidates, busy, onPerson, onSearch }: ListFormProps) {
  const question = useDraft(`list-question-${list.meetingId}`, '');
  const wanted = useDraft(`list-wanted-${list.meetingId}`, '');
  const [seatIds, setSeatIds] = useState<readonly string[]>([]);
  const [knows, setKnows] = useState<readonly Practitioner[]>([]);
  const errors = useFieldErrors<Field>();
  const [listCase] = useMutation(listCaseMutation);
  const command = useCommand(errors);
  const navigate = useNavigate();
  const undo = useUndo();

  async function submit() {
    const isWhole = errors.report({
      patientId: person ? undefined : 'Choose the person.',
      question: question.text.trim().length >= 3 ? undefined : 'Say what the meeting is asked.',
    });
    if (!isWhole || !person) return;
    const input = {
      meetingId: list.meetingId,
      patientId: person.id,
      question: question.text,
      wantedByPerson: wanted.text,
      relevantSeatIds: [...seatIds],
      knowsPersonPractitionerIds: knows.map((one) => one.id),
    };
    await command.run(
      async () => (await listCase({ variables: { input } })).data?.listCase,
      (answer) => {
        question.discard();
        wanted.discard();
        undo.say('Listed');
        void navigate(`/meetings/${list.meetingId}/cases?case=${answer.caseId}`);
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
      {command.refusal ? <RefusalPanel heading="This person was not listed" refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <Combobox
        key={person?.id ?? 'none'}
        name="patientId"
        label="Person"
        hint="Among the people you have a relationship with: name, date of birth or NHS number"
        items={candidates}
        busy={busy}
        value={person}
        onChange={onPerson}
        onSearch={onSearch}
        itemLabel={nameOf}
        itemKey={(one) => one.id}
        itemDetail={detailOf}
        nothingFound="Nobody found. If they are new, register the referral above."
        error={errors.of('patientId')}
      />
      <TextArea
        name="question"
        label="What is the meeting asked?"
        rows={2}
        limit={1000}
        value={question.text}
        onChange={question.setText}
        error={errors.of('question')}
      />
      <TextArea
        name="wantedByPerson"
        label="What does the person want?"
        optional
        rows={2}
        limit={1000}
        value={wanted.text}
        onChange={wanted.setText}
        error={errors.of('wantedByPerson')}
      />
      <Checkboxes
        name="relevantSeatIds"
        label="Who is needed for this person?"
        hint="They can see the person's record until a fortnight after the meeting. Choose none for all core seats."
        options={list.seats.map((seat) => ({
          value: seat.seatId,
          label: seatName(seat),
          hint: seat.practitionerName ?? 'Vacant',
        }))}
        values={seatIds}
        onChange={setSeatIds}
        error={errors.of('relevantSeatIds')}
      />
      <KnowsPersonField values={knows} onChange={setKnows} error={errors.of('knowsPersonPractitionerIds')} />
      <Button look="primary" type="submit" busy={command.busy}>
        List this person
      </Button>
    </form>
  );
}
