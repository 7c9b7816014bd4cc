import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { formatDate } from '../ui/dates.js';
import { Details, Page, Section } from '../ui/page.js';
import { ShowMore } from '../ui/show-more.js';
import { EmptyState } from '../ui/states.js';
import { SummaryList } from '../ui/summary-list.js';
import { departuresQuery } from './departures.queries.js';
import { PublishDepartureForm, RecordDepartureForm } from './departures-forms.js';
import { DEPARTURE_KINDS } from './departures-words.js';
import { actorWords } from './signal-words.js';

const PAGE = 20;
type Item = ResultOf<typeof departuresQuery>['departures']['items'][number];

/** Decisions that depart from the guidance or from what happens by default, each with its reason. */
export function DeparturesPage() {
  const isCommissioner = useActsAs('COMMISSIONER');
  const query = useQuery(departuresQuery, {
    variables: { first: PAGE, after: null },
    notifyOnNetworkStatusChange: true,
  });
  const more = (after: string | null) =>
    void query.fetchMore({
      variables: { after },
      updateQuery: (before, { fetchMoreResult: { departures: next } }) => ({
        departures: { ...next, items: [...before.departures.items, ...next.items] },
      }),
    });
  return (
    <Page
      title="Departures from guidance"
      lead={
        <>
          Where a decision departed from the guidance, or from what happens by default, and why. Steps of signals and
          concerns come here by themselves. What is for all staff, without names, is under{' '}
          <Link to="/published-reasons">published reasons</Link>.
        </>
      }
    >
      {isCommissioner ? (
        <Details summary="Write down a departure">
          <RecordDepartureForm onDone={() => void query.refetch()} />
        </Details>
      ) : null}
      <QueryState query={query} lines={6}>
        {({ departures: { items, hasMore, endCursor } }) =>
          items.length === 0 ? (
            <EmptyState heading="No departure is recorded">
              {isCommissioner
                ? 'Every step so far kept to the stages, dates and addressees of the rules.'
                : 'No decision about your organisation departed from the guidance.'}
            </EmptyState>
          ) : (
            <>
              {items.map((item) => (
                <One key={item.id} item={item} />
              ))}
              {hasMore ? (
                <ShowMore
                  shown={items.length}
                  hasMore
                  busy={query.loading}
                  onMore={() => more(endCursor)}
                  noun="departures"
                />
              ) : null}
            </>
          )
        }
      </QueryState>
    </Page>
  );
}

function One({ item }: { readonly item: Item }) {
  const { kind, at, section, words, reason, by, partyName, publishedOn, mayPublish } = item;
  return (
    <Section heading={`${formatDate(at)}: ${DEPARTURE_KINDS[kind].toLowerCase()}`}>
      <SummaryList
        items={[
          { key: 'Departs from', value: section },
          { key: 'What was done', value: `${words}${datesOf(item)}` },
          { key: 'Reason', value: reason || 'None given' },
          { key: 'Decided by', value: by ? actorWords(by) : 'By rule' },
          ...(partyName ? [{ key: 'Concerns', value: partyName }] : []),
          ...linkOf(item),
          { key: 'For all staff', value: publishedOn ? `Published on ${formatDate(publishedOn)}` : 'Not published' },
        ]}
      />
      {mayPublish ? (
        <Details summary="Publish without names">
          <PublishDepartureForm departureId={item.id} />
        </Details>
      ) : null}
    </Section>
  );
}

function datesOf({ fromDue, toDue }: Item): string {
  return fromDue && toDue ? `, from ${formatDate(fromDue)} to ${formatDate(toDue)}` : '';
}

function linkOf({ signalId, signalReference, concernId }: Item) {
  if (signalId) return [{ key: 'Signal', value: <Link to={`/signals/${signalId}`}>{signalReference}</Link> }];
  if (concernId) return [{ key: 'Concern', value: <Link to={`/concerns/${concernId}`}>The concern</Link> }];
  return [];
}
