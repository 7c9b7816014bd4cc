import { useMutation, useQuery } from '@apollo/client/react';
import { type FormEvent, useState } from 'react';
import type { ResultOf } from '../../app/graphql.js';
import { QueryState } from '../../app/query-state.js';
import { useSettle } from '../../app/use-settle.js';
import { Button } from '../../ui/button.js';
import { DataTable } from '../../ui/data-table.js';
import { DateField } from '../../ui/date-field.js';
import { formatDate, formatShortDate } from '../../ui/dates.js';
import { ErrorSummary, useFieldErrors } from '../../ui/error-summary.js';
import { Page, Section } from '../../ui/page.js';
import { EmptyState, RefusalPanel } from '../../ui/states.js';
import { SummaryList } from '../../ui/summary-list.js';
import { TextArea, TextField } from '../../ui/text-field.js';
import { useUndo } from '../../ui/undo.js';
import { disputeTermsQuery, issueDisputeTermsMutation } from './dispute-terms.queries.js';

type Terms = ResultOf<typeof disputeTermsQuery>['disputeTerms'];

/** How long records may be disputed and answers may take; an administrator who commissions issues the next version. */
export function DisputeTermsPage() {
  const query = useQuery(disputeTermsQuery, { fetchPolicy: 'network-only' });
  return (
    <Page
      title="Time to dispute records"
      lead="How long those whom a register is about may dispute what it says, and how long the host has to answer."
    >
      <QueryState query={query} lines={5}>
        {({ disputeTerms: terms }) => (
          <>
            <Section heading="For records written today">
              <SummaryList
                items={[
                  { key: 'To dispute a record', value: daysWords(terms.disputeWorkingDays) },
                  { key: 'To answer', value: daysWords(terms.answerWorkingDays) },
                  { key: 'The host is reminded', value: `${daysWords(terms.remindWorkingDays)} before that` },
                ]}
              />
            </Section>
            <Versions terms={terms} />
            {terms.canIssue ? (
              <Issue key={terms.version} terms={terms} onDone={() => void query.refetch()} />
            ) : (
              <p>An administrator of an organisation that commissions can change these times.</p>
            )}
          </>
        )}
      </QueryState>
    </Page>
  );
}

function daysWords(days: number): string {
  return days === 1 ? '1 working day' : `${days} working days`;
}

function Versions({ terms }: { readonly terms: Terms }) {
  return (
    <Section heading="Versions">
      <DataTable
        caption="Terms that were issued, newest first"
        captionHidden
        rows={terms.versions}
        rowKey={({ version }) => String(version)}
        stack
        empty={<EmptyState heading="None has been issued">The times are those that the product comes with.</EmptyState>}
        columns={[
          {
            key: 'from',
            header: 'For records written from',
            rowHeader: true,
            cell: ({ inForceFrom }) => formatShortDate(inForceFrom),
          },
          { key: 'dispute', header: 'To dispute', cell: (row) => daysWords(row.disputeWorkingDays) },
          { key: 'answer', header: 'To answer', cell: (row) => daysWords(row.answerWorkingDays) },
          { key: 'why', header: 'Why', cell: ({ reason }) => reason },
          { key: 'issued', header: 'Issued', cell: ({ issuedAt }) => formatShortDate(issuedAt) },
        ]}
      />
    </Section>
  );
}

function Issue({ terms, onDone }: { readonly terms: Terms; readonly onDone: () => void }) {
  const [send] = useMutation(issueDisputeTermsMutation);
  const { refusal, busy, settle } = useSettle();
  const errors = useFieldErrors<'to-dispute' | 'to-answer' | 'to-remind' | 'from' | 'why'>();
  const [toDispute, setToDispute] = useState(String(terms.disputeWorkingDays));
  const [toAnswer, setToAnswer] = useState(String(terms.answerWorkingDays));
  const [toRemind, setToRemind] = useState(String(terms.remindWorkingDays));
  const [from, setFrom] = useState('');
  const [why, setWhy] = useState('');
  const undo = useUndo();
  async function submit(event: FormEvent) {
    event.preventDefault();
    const number = (text: string) => (/^\d{1,2}$/.test(text.trim()) ? Number(text) : Number.NaN);
    const [dispute, answer, remind] = [number(toDispute), number(toAnswer), number(toRemind)];
    const inRange = (days: number) => days >= 1 && days <= 60;
    const isFine = errors.report({
      'to-dispute': inRange(dispute) ? undefined : 'Enter 1 to 60 working days',
      'to-answer': inRange(answer) ? undefined : 'Enter 1 to 60 working days',
      'to-remind': remind >= 0 && remind < answer ? undefined : 'Enter fewer days than the host has to answer',
      from: from ? undefined : 'Enter the date from which this is in force',
      why: why.trim().length >= 3 ? undefined : 'Say why the times change',
    });
    if (!isFine) return;
    const input = {
      disputeWorkingDays: dispute,
      answerWorkingDays: answer,
      remindWorkingDays: remind,
      inForceFrom: from,
      reason: why.trim(),
      expectedVersion: terms.version,
    };
    if (!(await settle(async () => (await send({ variables: { input } })).data?.issueDisputeTerms))) return;
    undo.say(`Issued. Records written from ${formatDate(from)} on go by it; earlier ones keep the time they had.`);
    onDone();
  }
  return (
    <Section heading="Change the times">
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ErrorSummary errors={errors.list} />
        {refusal ? (
          <RefusalPanel refusal={refusal} actions={<Button onClick={onDone}>Show the newest</Button>} />
        ) : null}
        <TextField
          name="to-dispute"
          label="Working days to dispute a record"
          hint="Counted from the day after it was written or last corrected."
          value={toDispute}
          onChange={setToDispute}
          error={errors.of('to-dispute')}
          inputMode="numeric"
          width={4}
        />
        <TextField
          name="to-answer"
          label="Working days to answer"
          value={toAnswer}
          onChange={setToAnswer}
          error={errors.of('to-answer')}
          inputMode="numeric"
          width={4}
        />
        <TextField
          name="to-remind"
          label="Working days before that, when the host is reminded"
          value={toRemind}
          onChange={setToRemind}
          error={errors.of('to-remind')}
          inputMode="numeric"
          width={4}
        />
        <DateField name="from" label="In force from" value={from} onChange={setFrom} error={errors.of('from')} />
        <TextArea
          name="why"
          label="Why the times change"
          value={why}
          onChange={setWhy}
          error={errors.of('why')}
          rows={2}
          limit={1000}
        />
        <Button look="primary" type="submit" busy={busy}>
          Issue these times
        </Button>
      </form>
    </Section>
  );
}
