import { useQuery, useSubscription } from '@apollo/client/react';
import { useParams, useSearchParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { MeetingNav } from '../meetings/meeting-nav.js';
import { LinkButton } from '../ui/button.js';
import { formatLongDate } from '../ui/dates.js';
import { Page } from '../ui/page.js';
import { EmptyState } from '../ui/states.js';
import { CaseAgenda } from './case-agenda.js';
import { CasePanel } from './case-panel.js';
import type { CaseList } from './case-words.js';
import { caseListChangedSubscription, caseListQuery } from './cases.queries.js';
import { OpenFromLastTime } from './open-from-last-time.js';

/** The people a meeting discusses: the agenda on the left, one person open. The address holds ids only. */
export function CaseListPage() {
  const { meetingId = '' } = useParams();
  const query = useQuery(caseListQuery, { variables: { meetingId } });
  useSubscription(caseListChangedSubscription, {
    variables: { meetingId },
    skip: query.data?.caseList.__typename !== 'CaseList',
    onData: () => void query.refetch(),
  });
  return (
    <QueryState query={query} lines={8}>
      {({ caseList }) =>
        caseList.__typename === 'CaseList' ? (
          <OpenList list={caseList} onChanged={() => void query.refetch()} />
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

function OpenList({ list, onChanged }: { readonly list: CaseList; readonly onChanged: () => void }) {
  const [search] = useSearchParams();
  const open = list.cases.find((item) => item.id === search.get('case')) ?? list.cases[0] ?? null;
  return (
    <Page
      title="People to discuss"
      heading={`People to discuss, ${list.mdtName}`}
      lead={formatLongDate(list.meetingDate)}
      back={{ to: `/meetings/${list.meetingId}`, label: 'Back to the meeting' }}
      actions={
        list.mayList ? (
          <LinkButton look={open ? 'secondary' : 'primary'} to={`/meetings/${list.meetingId}/cases/add`}>
            List a person
          </LinkButton>
        ) : undefined
      }
    >
      <MeetingNav meetingId={list.meetingId} />
      {open ? (
        <div style={BESIDE}>
          <div style={AGENDA}>
            <CaseAgenda list={list} openId={open.id} onChanged={onChanged} />
          </div>
          <div style={PANEL}>
            <CasePanel key={open.id} list={list} item={open} onChanged={onChanged} />
          </div>
        </div>
      ) : (
        <>
          <EmptyState heading="Nobody is listed yet">
            <p>
              {list.mayList
                ? 'List the people this meeting is to discuss, each with a question.'
                : 'The co-ordinator lists the people before the meeting.'}
            </p>
          </EmptyState>
          {list.notInvolvedCount > 0 ? <CaseAgenda list={list} openId={null} onChanged={onChanged} /> : null}
        </>
      )}
      <OpenFromLastTime list={list} onChanged={onChanged} />
    </Page>
  );
}

// Beside each other where there is room for both, else one under the other: no breakpoint to keep in step with.
const BESIDE = { display: 'flex', flexWrap: 'wrap', gap: '32px' } as const;
const AGENDA = { flex: '1 1 16rem', minWidth: 0 } as const;
const PANEL = { flex: '999 1 32rem', minWidth: 'min(100%, 20rem)' } as const;
