import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { NotFoundPage } from '../../app/not-found-page.js';
import { QueryState } from '../../app/query-state.js';
import { useViewer } from '../../app/viewer.js';
import { formatDate, formatDateTime } from '../../ui/dates.js';
import { Page, Section } from '../../ui/page.js';
import { PrintHeader } from '../../ui/print-header.js';
import { Inset } from '../../ui/states.js';
import { SummaryList } from '../../ui/summary-list.js';
import { Tag } from '../../ui/tag.js';
import { Timeline } from '../../ui/timeline.js';
import { ReturnLines, ReturnRoles } from './return-lines.js';
import { ReturnSteps } from './return-steps.js';
import { dayWords, type ReturnInfo, returnName, STATES, STEPS } from './return-words.js';
import { providerReturnQuery } from './returns.queries.js';

/** One return: what the registers say, what the provider says to it, and who signed it. */
export function ReturnPage() {
  const { returnId = '' } = useParams();
  const query = useQuery(providerReturnQuery, { variables: { id: returnId }, fetchPolicy: 'cache-and-network' });
  return (
    <QueryState query={query} lines={10}>
      {({ providerReturn: found }) => (found ? <Found found={found} reload={query.refetch} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function Found({ found, reload }: { readonly found: ReturnInfo; readonly reload: () => Promise<unknown> }) {
  const viewer = useViewer();
  const isOwn = viewer.acting.role === 'PROVIDER_MANAGER';
  const signedAt = found.signature?.at ?? null;
  return (
    <Page
      title="Monthly return"
      heading={returnName(found)}
      lead={
        <p>
          {found.providerName}.{' '}
          {found.state === 'SIGNED' ? null : (
            <>
              <Tag tone={STATES[found.state].tone}>{STATES[found.state].word}</Tag>{' '}
            </>
          )}
          {dayWords({ ...found, signedAt })}.
        </p>
      }
      back={{ to: '/returns', label: 'Monthly returns' }}
    >
      <PrintHeader
        title={`${returnName(found)}, ${found.providerName}`}
        printedBy={viewer.name}
        printedAt={new Date().toISOString()}
      />
      <Versions found={found} />
      {isOwn ? <ReturnSteps key={found.version} found={found} reload={reload} /> : null}
      <Section heading="Figures">
        {found.notShown ? <Inset>{found.notShown}</Inset> : null}
        {isOwn ? <HowCounted found={found} /> : null}
        <ReturnLines found={found} isOwn={isOwn} />
      </Section>
      {found.byRole.length > 0 ? <ReturnRoles found={found} /> : null}
      {found.may.edit ? null : <Said found={found} isOwn={isOwn} />}
      <Signature found={found} />
      {found.steps.length > 0 ? (
        <Section heading="What happened">
          <Timeline
            entries={found.steps.map(({ kind, reason, at, by }, i) => ({
              id: String(i),
              at,
              title: STEPS[kind],
              by: by ?? 'Quorate',
              children: reason ? <p>{reason}</p> : undefined,
            }))}
          />
        </Section>
      ) : null}
    </Page>
  );
}

function HowCounted({ found }: { readonly found: ReturnInfo }) {
  const notRecorded = found.lines.find(({ code }) => code === 'leftOut.excludedNotRecorded')?.all ?? 0;
  return (
    <>
      <p>
        {found.takenAt ? `Counted on ${formatDateTime(found.takenAt)}. ` : ''}Seats expected are those that were filled
        or lost. Those left out stand below them, each kind on a line. Every number opens its rows.
      </p>
      {notRecorded > 0 ? (
        <p>
          Registers do not say who came for {notRecorded === 1 ? '1 seat' : `${notRecorded} seats`}.{' '}
          <Link to="/registers-to-complete">See which hosts have registers to complete</Link>.
        </p>
      ) : null}
      {found.hasChangedSince ? (
        <Inset>
          {found.state === 'SIGNED'
            ? 'Registers have been corrected since these figures were counted. What was signed stays as it is; the column “Now” says what the registers say today.'
            : 'Registers have been corrected since these figures were counted. The column “Now” says what they say today.'}
        </Inset>
      ) : null}
    </>
  );
}

/** What the provider says, once it can no longer be changed here. */
function Said({ found, isOwn }: { readonly found: ReturnInfo; readonly isOwn: boolean }) {
  return (
    <Section heading={isOwn ? 'What your organisation says to it' : 'What the provider says to it'}>
      {found.overall ? <p>{found.overall}</p> : <p>No comment on the return as a whole.</p>}
      {found.lines.some(({ comment }) => comment) ? <p>Comments on lines stand beside them.</p> : null}
    </Section>
  );
}

function Signature({ found: { signature, preparedBy, month } }: { readonly found: ReturnInfo }) {
  if (!signature) return null;
  const { by, at, sha256, content, isByOnePerson } = signature;
  const who = (actor: { readonly name: string | null; readonly post: string }) =>
    actor.name ? `${actor.name}, ${actor.post}` : actor.post;
  return (
    <Section heading="Signature">
      <SummaryList
        items={[
          { key: 'Signed by', value: `${who(by)}, ${by.organisationName}` },
          { key: 'Signed on', value: formatDateTime(at) },
          ...(preparedBy
            ? [
                {
                  key: 'Checked and handed over by',
                  value: isByOnePerson ? 'The same person: the provider had one manager' : who(preparedBy),
                },
              ]
            : []),
          { key: 'Checksum (SHA-256)', value: <code className="q-hash">{sha256}</code> },
        ]}
      />
      {content ? (
        <p>
          <a
            href={`data:application/json;charset=utf-8,${encodeURIComponent(content)}`}
            download={`return-${month}.json`}
          >
            Save what was signed as a file
          </a>
          , whose checksum is the one above.
        </p>
      ) : null}
    </Section>
  );
}

function Versions({ found: { versions, id } }: { readonly found: ReturnInfo }) {
  const others = versions.filter((version) => version.id !== id);
  if (others.length === 0) return null;
  return (
    <p>
      Also of this month:{' '}
      {others.map((version, i) => (
        <span key={version.id}>
          {i > 0 ? ', ' : ''}
          <Link to={`/returns/${version.id}`}>version {version.versionNo}</Link>
          {standingOf(version)}
        </span>
      ))}
      .
    </p>
  );
}

function standingOf({ signedAt, state }: ReturnInfo['versions'][number]): string {
  if (signedAt) return ` (signed on ${formatDate(signedAt)})`;
  return state === 'WITHDRAWN' ? ' (withdrawn)' : ' (not signed)';
}
