import { useMutation, useQuery } from '@apollo/client/react';
import { monthRange } from '@quorate/libs/engagement';
import { useState } from 'react';
import { NotFoundPage } from '../app/not-found-page.js';
import { FaultPanel, QueryState } from '../app/query-state.js';
import { Button } from '../ui/button.js';
import { DataTable } from '../ui/data-table.js';
import { formatDate, formatMonth, formatShortDate } from '../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../ui/error-summary.js';
import { Page, Section } from '../ui/page.js';
import { EmptyState, RefusalPanel, SuccessPanel } from '../ui/states.js';
import { TextArea } from '../ui/text-field.js';
import { engagementPublicationsQuery, publishEngagementMutation } from './engagement.queries.js';
import type { Publications } from './engagement-words.js';

/** What commissioners have been shown and when, what each publication brought, and publishing by hand. */
export function PublicationsPage() {
  const query = useQuery(engagementPublicationsQuery);
  return (
    <QueryState query={query} lines={6}>
      {({ engagementPublications: known }) =>
        known ? (
          <Page
            title="Published figures"
            lead={
              <p>
                Commissioners see engagement as it was published: whole quarters, four weeks after their end. The next
                is published on {formatDate(known.nextOn)}.
              </p>
            }
            back={known.mayPublish ? undefined : { to: '/engagement', label: 'Engagement' }}
          >
            <p>
              A register that is corrected later changes nothing that was published. The corrected quarter is published
              with the next one, beside the earlier version, once it changes figures by five seats or more: smaller
              differences would tell of single seats. Where only its larger figures may stand beside the earlier ones,
              it is shown with less detail.
            </p>
            <PublicationTable known={known} />
            {known.mayPublish ? <PublishByHand onDone={() => void query.refetch()} /> : null}
          </Page>
        ) : (
          <NotFoundPage />
        )
      }
    </QueryState>
  );
}

type Publication = Publications['publications'][number];

function PublicationTable({ known }: { readonly known: Publications }) {
  return (
    <Section heading="Publications, newest first">
      <DataTable
        caption="Publications, newest first"
        captionHidden
        rows={known.publications}
        rowKey={({ number }) => String(number)}
        stack
        empty={
          <EmptyState heading="Nothing has been published yet">
            <p>The first publication holds every quarter that is over by then.</p>
          </EmptyState>
        }
        columns={[
          { key: 'number', header: 'Publication', cell: ({ number }) => String(number) },
          { key: 'at', header: 'Published on', cell: ({ publishedAt }) => formatShortDate(publishedAt) },
          { key: 'through', header: 'Holds months to', cell: ({ throughMonth }) => formatMonth(throughMonth) },
          {
            key: 'cause',
            header: 'Why',
            cell: ({ cause, reason }) => (cause === 'byHand' ? `By hand: ${reason}` : 'A quarter had settled'),
          },
          { key: 'added', header: 'New quarters of providers', numeric: true, cell: ({ added }) => String(added) },
          { key: 'corrected', header: 'Corrected', cell: correctedWords },
          {
            key: 'rules',
            header: 'Made by',
            cell: ({ ruleVersion, dataCut }) =>
              `Rules ${ruleVersion}${dataCut ? `, from the first ${Number(dataCut).toLocaleString('en-GB')} entries of attendance` : ''}`,
          },
        ]}
      />
    </Section>
  );
}

const DETAILS: Readonly<Record<string, string>> = {
  all: 'in full',
  sites: 'by own and other sites only',
  total: 'in total only',
};

function correctedWords({ corrected }: Publication) {
  if (corrected.length === 0) return 'None';
  return (
    <ul className="nhsuk-list">
      {corrected.map(({ organisationId, organisationName, quarter, version, detail }) => (
        <li key={`${organisationId} ${quarter}`}>
          {organisationName}, {monthRange(quarter, lastMonth(quarter))}: version {version}, {DETAILS[detail] ?? detail}
        </li>
      ))}
    </ul>
  );
}

function lastMonth(quarter: string): string {
  return `${quarter.slice(0, 5)}${String(Number(quarter.slice(5)) + 2).padStart(2, '0')}`;
}

function PublishByHand({ onDone }: { readonly onDone: () => void }) {
  const [publish, { loading, error }] = useMutation(publishEngagementMutation);
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<{ code: string; message: string } | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const errors = useFieldErrors<'reason'>();

  async function submit() {
    setDone(null);
    setRefusal(null);
    if (!errors.report({ reason: reason.trim() ? undefined : 'Say why it is published now' })) return;
    const { data } = await publish({ variables: { input: { reason } } });
    const result = data?.publishEngagement;
    if (result?.__typename === 'EngagementPublished') {
      setDone(
        `Publication ${result.number}: ${result.added} new and ${result.corrected} corrected quarters of providers`,
      );
      setReason('');
      onDone();
    } else if (result?.__typename === 'InvalidInput') {
      errors.report({ reason: result.problems[0]?.message });
    } else if (result && 'code' in result) setRefusal(result);
  }

  return (
    <Section heading="Publish now">
      <ErrorSummary errors={errors.list} />
      {done ? <SuccessPanel heading={done} /> : null}
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      {error ? <FaultPanel error={error} onRetry={() => void submit()} /> : null}
      <p>
        It holds every quarter that is over, whether or not its registers have settled, and the corrections that may be
        told.
      </p>
      <TextArea
        name="reason"
        label="Why now"
        hint="Shown to commissioners beside the publication."
        value={reason}
        onChange={setReason}
        error={errors.of('reason')}
        limit={1000}
      />
      <Button look="primary" busy={loading} onClick={() => void submit()}>
        Publish
      </Button>
    </Section>
  );
}
