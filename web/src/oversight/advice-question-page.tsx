import { useQuery } from '@apollo/client/react';
import { useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { formatDate } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { SummaryList } from '../ui/summary-list.js';
import { adviceQuestionQuery } from './advice.queries.js';
import { AnswerForm, CheckForm, ProposeForm, WithdrawForm, WithdrawQuestionForm } from './advice-forms.js';
import { type Advice, PUBLICATIONS, type Publication, standingWords } from './advice-words.js';
import { Written } from './advice-written.js';
import { actorWords } from './signal-words.js';

/** One question with its answer, and the version for all staff. */
export function AdviceQuestionPage() {
  const { questionId = '' } = useParams();
  const query = useQuery(adviceQuestionQuery, { variables: { id: questionId } });
  return (
    <QueryState query={query} lines={8}>
      {({ adviceQuestion }) => (adviceQuestion ? <One advice={adviceQuestion} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function One({ advice }: { readonly advice: Advice }) {
  const { reference, subject, question, answer, mayAnswer, mayPropose, publications } = advice;
  return (
    <Page
      title="Question"
      heading={subject}
      lead={`${reference}. ${standingWords(advice)}.`}
      back={{ to: '/advice', label: 'Informal advice' }}
    >
      <Section heading="Question">
        <Written>{question}</Written>
        <SummaryList
          items={[
            { key: 'Asked by', value: actorWords(advice.askedBy) },
            { key: 'Asked of', value: advice.answeringOrganisationName },
            { key: 'Asked on', value: formatDate(advice.askedAt) },
          ]}
        />
      </Section>
      <Section heading="Answer">
        {answer ? (
          <>
            <Written>{answer}</Written>
            <SummaryList items={answerFacts(advice)} />
            <p>Informal advice binds nobody. A later change of the rules can change it.</p>
          </>
        ) : advice.withdrawnAt ? (
          <p>
            Whoever asked withdrew the question on {formatDate(advice.withdrawnAt)}: {advice.withdrawnBecause}
          </p>
        ) : mayAnswer ? (
          <AnswerForm advice={advice} />
        ) : (
          <p>Nobody has answered yet. {standingWords(advice)}. Whoever asked is told by mail.</p>
        )}
        {advice.mayWithdraw ? <WithdrawQuestionForm advice={advice} /> : null}
      </Section>
      {publications.length > 0 || mayPropose ? (
        <Section heading="Version for all staff">
          {publications.map((publication) => (
            <OneVersion key={publication.id} publication={publication} />
          ))}
          {mayPropose ? <ProposeForm key={publications.length} advice={advice} /> : null}
        </Section>
      ) : null}
    </Page>
  );
}

function answerFacts({ answeredBy, answeredAt, section, regime }: Advice) {
  return [
    ...(answeredBy ? [{ key: 'Answered by', value: actorWords(answeredBy) }] : []),
    ...(answeredAt ? [{ key: 'Answered on', value: formatDate(answeredAt) }] : []),
    ...(section ? [{ key: 'Rests on', value: section }] : []),
    ...(regime ? [{ key: 'Rules in force', value: regime }] : []),
  ];
}

function OneVersion({ publication }: { readonly publication: Publication }) {
  const { state, question, answer, proposedAt, proposedBy, checkedAt, checkedBy, checkNote, withdrawnBecause } =
    publication;
  return (
    <Section
      heading={`${PUBLICATIONS[state]}: version of ${formatDate(proposedAt)}`}
      level={3}
      id={`version-${publication.id}`}
    >
      <Written strong>{question}</Written>
      <Written>{answer}</Written>
      <SummaryList
        items={[
          { key: 'Written by', value: actorWords(proposedBy) },
          ...(checkedBy && checkedAt
            ? [{ key: 'Checked by', value: `${actorWords(checkedBy)}, ${formatDate(checkedAt)}` }]
            : []),
          ...(checkNote ? [{ key: state === 'SENT_BACK' ? 'To be changed' : 'Note', value: checkNote }] : []),
          ...(withdrawnBecause ? [{ key: 'Withdrawn because', value: withdrawnBecause }] : []),
        ]}
      />
      {publication.mayCheck ? (
        <CheckForm publication={publication} />
      ) : state === 'PROPOSED' ? (
        <p>A second person has to check it before it is out. They were told by mail.</p>
      ) : null}
      {publication.mayWithdraw ? <WithdrawForm publication={publication} /> : null}
    </Section>
  );
}
