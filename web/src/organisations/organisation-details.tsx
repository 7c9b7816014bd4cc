import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatDate } from '../ui/dates.js';
import { Section } from '../ui/page.js';
import { type SummaryItem, SummaryList } from '../ui/summary-list.js';
import {
  describeLocation,
  describePeriod,
  LICENCE_NAMES,
  MEMBERSHIP_NAMES,
  type Organisation,
  placeOf,
} from './organisation-words.js';

/** What is published of an organisation: codes, address, names, what it is part of, licence and data security status. */
export function OrganisationDetails({ organisation }: { readonly organisation: Organisation }) {
  return (
    <>
      <Section heading="Details" id="details">
        <SummaryList items={facts(organisation)} />
      </Section>
      <Section heading="Part of" id="part-of">
        {organisation.memberships.length === 0 ? (
          <p>No extract says what it is part of.</p>
        ) : (
          <SummaryList compact items={memberships(organisation)} />
        )}
      </Section>
      <Section heading="Licence and data security" id="licence">
        <SummaryList compact items={[licence(organisation), assurance(organisation)]} />
      </Section>
    </>
  );
}

function facts(organisation: Organisation): readonly SummaryItem[] {
  const { odsCode, publishedName, address, postcode, telephone, cqcLocationId, openedOn, closedOn, source } =
    organisation;
  const place = placeOf({ address, postcode });
  const items: readonly (SummaryItem | null)[] = [
    { key: 'Name as published', value: publishedName },
    { key: 'ODS code', value: odsCode ?? 'None: the list it comes from has no codes' },
    cqcLocationId ? { key: 'CQC location', value: cqcLocationId } : null,
    { key: 'Address', value: place || 'Not known' },
    { key: 'Location', value: describeLocation(organisation) },
    telephone ? { key: 'Telephone', value: telephone } : null,
    { key: 'Opened', value: openedOn ? formatDate(openedOn) : 'Not known' },
    closedOn ? { key: 'Last day open', value: formatDate(closedOn) } : null,
    { key: 'Read from', value: source },
  ];
  return items.filter((item) => item !== null);
}

const KINDS = ['ICB', 'SUB_ICB', 'PCN', 'REGION'] as const;

function memberships({ memberships: all }: Organisation): readonly SummaryItem[] {
  return KINDS.flatMap((kind) => {
    const periods = all.filter((one) => one.kind === kind);
    if (periods.length === 0) return [];
    const value = periods.map((one) => (
      <Dated key={`${one.organisationId} ${one.from}`} when={describePeriod(one)}>
        <Link to={`/directory/${one.organisationId}`}>{one.name}</Link>
      </Dated>
    ));
    return [{ key: MEMBERSHIP_NAMES[kind], value }];
  });
}

function licence({ licence: periods }: Organisation): SummaryItem {
  const value = periods.map((period) => (
    <Dated key={`${period.status} ${period.from}`} when={describePeriod(period)} basis={period.basis}>
      {LICENCE_NAMES[period.status]}
    </Dated>
  ));
  return { key: 'Provider licence', value: periods.length === 0 ? 'Not known' : value };
}

function assurance({ assurance: statuses }: Organisation): SummaryItem {
  const value = statuses.map(({ scheme, publishedOn, status }) => (
    <Dated key={`${scheme} ${publishedOn}`} when={`published ${formatDate(publishedOn)}`}>
      {status}
    </Dated>
  ));
  const none = 'No status is published in the extracts';
  return { key: 'Data Security and Protection Toolkit', value: statuses.length === 0 ? none : value };
}

interface DatedProps {
  readonly when: string;
  readonly basis?: string;
  readonly children: ReactNode;
}

function Dated({ when, basis, children }: DatedProps) {
  return (
    <p>
      {children}, {when}
      {basis ? (
        <>
          <br />
          {basis}
        </>
      ) : null}
    </p>
  );
}
