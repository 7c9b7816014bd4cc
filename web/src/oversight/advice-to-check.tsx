import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { useActsAs } from '../app/viewer.js';
import { formatDate } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { adviceToCheckQuery } from './advice.queries.js';
import { CheckForm } from './advice-forms.js';
import type { ToCheck } from './advice-words.js';
import { Written } from './advice-written.js';

/** Versions for all staff that wait for the viewer's check. Nothing where none does. */
export function AdviceToCheck() {
  const mayCheck = useActsAs('COMMISSIONER', 'INFORMATION_GOVERNANCE_LEAD');
  const { data } = useQuery(adviceToCheckQuery, { skip: !mayCheck, fetchPolicy: 'cache-and-network' });
  const waiting = data?.adviceToCheck ?? [];
  if (waiting.length === 0) return null;
  return (
    <Section heading="Versions for all staff to check">
      {waiting.map((version) => (
        <One key={version.id} version={version} />
      ))}
    </Section>
  );
}

function One({ version }: { readonly version: ToCheck }) {
  const { id, question, answer, section, proposedAt, organisationName, questionId } = version;
  return (
    <Section heading={`Version of ${formatDate(proposedAt)}, ${organisationName}`} level={3} id={`to-check-${id}`}>
      <Written strong>{question}</Written>
      <Written>{answer}</Written>
      {section ? <p>Rests on {section}.</p> : null}
      {questionId ? (
        <p>
          <Link to={`/advice/${questionId}`}>The question it answers</Link>
        </p>
      ) : (
        <p>
          You are asked because nobody else of {organisationName} can check it. The question itself stays with those who
          asked and answered.
        </p>
      )}
      <CheckForm publication={version} />
    </Section>
  );
}
