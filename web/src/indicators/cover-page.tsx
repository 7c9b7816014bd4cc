import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useViewer } from '../app/viewer.js';
import { AfterHeading } from '../ui/after-heading.js';
import { type Column, DataTable } from '../ui/data-table.js';
import { Page, Section } from '../ui/page.js';
import { PrintHeader } from '../ui/print-header.js';
import { EmptyState } from '../ui/states.js';
import { engagementCoverQuery } from './engagement.queries.js';

type Cover = NonNullable<ResultOf<typeof engagementCoverQuery>['engagementCover']>;
type Place = Cover['places'][number];
type Mdt = Place['mdts'][number];
type CoverRole = Mdt['roles'][number];

/** Which roles are covered by whom, place by place: a table of roles against MDTs in words, and the gaps before it. */
export function CoverPage() {
  const query = useQuery(engagementCoverQuery);
  const viewer = useViewer();
  return (
    <QueryState query={query} lines={8}>
      {({ engagementCover: cover }) =>
        cover ? (
          <Page
            title="Cover by place"
            heading={headingOf(cover)}
            lead={<p>{cover.scope}, as seats stand today. Who came to meetings is on the engagement pages.</p>}
            back={{ to: '/engagement/overview', label: 'Engagement' }}
          >
            <PrintHeader title="Cover by place" printedBy={viewer.name} printedAt={new Date().toISOString()} />
            {cover.places.length === 0 ? (
              <EmptyState heading="No active MDT">
                <p>MDTs show here once they are active and have seats.</p>
              </EmptyState>
            ) : (
              <>
                <Gaps places={cover.places} />
                <AfterHeading>
                  {cover.places.map((place) => (
                    <PlaceTable key={place.name} place={place} />
                  ))}
                </AfterHeading>
              </>
            )}
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

function headingOf({ places }: Cover): string {
  const required = places.flatMap(({ mdts }) =>
    mdts.flatMap(({ roles }) => roles.filter(({ isRequired }) => isRequired)),
  );
  const held = required.filter((role) => role.held > 0).length;
  if (required.length === 0) return 'Cover by place';
  return held === required.length
    ? `Somebody holds a seat of every required role (${held})`
    : `Somebody holds a seat of ${held} of ${required.length} required roles`;
}

/** What needs doing, in sentences: required roles that nobody holds, and held ones that rest on one person. */
function Gaps({ places }: { readonly places: readonly Place[] }) {
  const all = places.flatMap((place) => place.mdts.flatMap((mdt) => mdt.roles.map((role) => ({ place, mdt, role }))));
  const empty = all.filter(({ role }) => role.isRequired && role.held === 0);
  const alone = all.filter(({ role }) => role.isRequired && role.held > 0 && role.withDeputy === 0);
  return (
    <Section heading="What is missing">
      <p>{empty.length === 0 ? 'No required role is without a holder.' : 'Required roles that nobody holds:'}</p>
      {empty.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {empty.map(({ place, mdt, role }) => (
            <li key={`${mdt.mdtId} ${role.roleCode}`}>
              <Link to={`/mdts/${mdt.mdtId}`}>{mdt.mdtName}</Link>, {place.name}: {role.roleName},{' '}
              {role.seats === 0
                ? 'no seat. Next: ask the host to add it to the terms of reference’s seats.'
                : `${role.providers.join(' and ')} to name a holder.`}
            </li>
          ))}
        </ul>
      ) : null}
      <p>
        {alone.length === 0
          ? 'Every required role that is held has a deputy.'
          : `${alone.length} required ${alone.length === 1 ? 'role is' : 'roles are'} held without a deputy: leave or sickness of one person empties the seat.`}
      </p>
    </Section>
  );
}

function PlaceTable({ place }: { readonly place: Place }) {
  const roles = [
    ...new Map(
      place.mdts.flatMap(({ roles: own }) => own.map(({ roleCode, roleName }) => [roleCode, roleName] as const)),
    ),
  ]
    .map(([code, name]) => ({ code, name }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  const columns: Column<(typeof roles)[number]>[] = [
    { key: 'role', header: 'Role', roomy: true, cell: ({ name }) => name },
    ...place.mdts.map(
      (mdt): Column<(typeof roles)[number]> => ({
        key: mdt.mdtId,
        header: `${mdt.mdtName}, ${mdt.hostName}`,
        roomy: true,
        cell: ({ code }) => <Cell role={mdt.roles.find(({ roleCode }) => roleCode === code)} />,
      }),
    ),
  ];
  return (
    <Section heading={place.name}>
      <DataTable
        caption={`Roles and MDTs, ${place.name}`}
        captionHidden
        columns={columns}
        rows={roles}
        rowKey={({ code }) => code}
        empty="No seats"
        tall
      />
    </Section>
  );
}

function Cell({ role }: { readonly role: CoverRole | undefined }) {
  if (!role) return null;
  const { words, shade } = coverOf(role);
  return (
    <span className={`q-shade q-shade--${shade}`}>
      {words}
      {role.isRequired ? ', required' : ''}
      {role.providers.length > 0 ? <span className="q-table__aside">{role.providers.join(', ')}</span> : null}
    </span>
  );
}

function coverOf({ seats, held, withDeputy }: CoverRole): { readonly words: string; readonly shade: string } {
  if (seats === 0) return { words: 'No seat', shade: 'few' };
  if (held === 0) return { words: 'No holder', shade: 'few' };
  const of = seats > 1 ? `${held} of ${seats} seats held` : 'Held';
  if (held < seats) return { words: of, shade: 'some' };
  if (withDeputy === 0) return { words: `${of}, no deputy`, shade: 'more' };
  return { words: seats > 1 ? `${of}, ${withDeputy} with a deputy` : `${of}, with a deputy`, shade: 'most' };
}
