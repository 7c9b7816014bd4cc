import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { Section } from '../ui/page.js';
import { counted } from './figures-words.js';
import { myStatementsQuery } from './voice.queries.js';

/** Tells the author that a legal power opened what they said in private; nothing where none did. */
export function TodayStatements() {
  const { data } = useQuery(myStatementsQuery);
  const opened = data?.myStatements.filter(({ openings }) => openings.length > 0) ?? [];
  if (opened.length === 0) return null;
  return (
    <Section heading="What you said in private">
      <p>
        A legal power opened what you said of {counted(opened.length, 'meeting')}.{' '}
        <Link to="/my-statements">See who asked, and by which law</Link>
      </p>
    </Section>
  );
}
