import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { QueryState } from '../app/query-state.js';
import { nameOf } from '../patients/person-words.js';
import { formatShortDate } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { ActionsTable } from './actions-table.js';
import { CASE_STATES } from './case-words.js';
import { casesTodayQuery } from './cases.queries.js';

/** The part of Today that is about people: who waits to be listed again, and which actions are due. */
export function CasesToday() {
  const query = useQuery(casesTodayQuery);
  return (
    <QueryState query={query}>
      {({ casesToday: { waiting, actionsDue } }) => (
        <>
          {waiting.length > 0 ? (
            <Section heading="People waiting to be listed">
              <ul className="nhsuk-list nhsuk-list--bullet">
                {waiting.map((one) => (
                  <li key={one.caseId}>
                    <Link to={`/meetings/${one.meetingId}/cases?case=${one.caseId}`}>{nameOf(one.person)}</Link>,{' '}
                    {one.mdtName}, {formatShortDate(one.meetingDate)}:{' '}
                    {one.state === 'LISTED' ? 'Not reached' : CASE_STATES[one.state]}
                  </li>
                ))}
              </ul>
            </Section>
          ) : null}
          <Section heading="Actions due">
            <ActionsTable
              caption="Actions due within seven days or overdue"
              actions={actionsDue}
              onChanged={() => void query.refetch()}
              withPerson
              empty={<EmptyState heading="No action is due within seven days" />}
            />
          </Section>
        </>
      )}
    </QueryState>
  );
}
