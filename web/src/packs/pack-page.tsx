import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { NotFoundPage } from '../app/not-found-page.js';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { ButtonGroup, LinkButton } from '../ui/button.js';
import { formatDateTime } from '../ui/dates.js';
import { useAnnounce } from '../ui/live-region.js';
import { Page, Section } from '../ui/page.js';
import { Progress } from '../ui/progress.js';
import { Inset, RefusalPanel } from '../ui/states.js';
import { SummaryList } from '../ui/summary-list.js';
import { groupsOf, isInTheMaking, type Pack, sizeWords, stateWords } from './pack-words.js';
import { evidencePackQuery } from './packs.queries.js';

const POLL_MS = 1_000;

/** One evidence pack: how far it is, its files, its hash, and how to check it. */
export function PackPage() {
  const { packId = '' } = useParams();
  const query = useQuery(evidencePackQuery, { variables: { id: packId } });
  const pack = query.data?.evidencePack;
  const isWaiting = pack ? isInTheMaking(pack) : false;
  const { startPolling, stopPolling } = query;
  const announce = useAnnounce();
  useEffect(() => {
    if (!isWaiting) return;
    startPolling(POLL_MS);
    return () => {
      stopPolling();
      announce('The evidence pack is no longer being made');
    };
  }, [isWaiting, startPolling, stopPolling, announce]);
  return (
    <QueryState query={query} lines={8}>
      {({ evidencePack }) => (evidencePack ? <One pack={evidencePack} /> : <NotFoundPage />)}
    </QueryState>
  );
}

function One({ pack }: { readonly pack: Pack }) {
  const seesSignals = useActsAs('COMMISSIONER', 'PROVIDER_MANAGER');
  return (
    <Page
      title="Evidence pack"
      heading={`Evidence pack: ${pack.providerName}`}
      lead={<p>{leadOf(pack)}</p>}
      back={{ to: '/packs', label: 'All evidence packs' }}
    >
      <State pack={pack} />
      <SummaryList
        columns
        items={[
          { key: 'State', value: stateWords(pack) },
          { key: 'Sealed for', value: pack.sealedFor },
          { key: 'Asked by', value: pack.askedByOrganisation },
          { key: 'Asked', value: formatDateTime(pack.askedAt) },
          ...(pack.readAt ? [{ key: 'Records as of', value: formatDateTime(pack.readAt) }] : []),
          ...(pack.rowCount === null ? [] : [{ key: 'Size', value: sizeWords(pack) }]),
          ...(pack.signalId && seesSignals
            ? [{ key: 'Signal', value: <Link to={`/signals/${pack.signalId}`}>Open the signal</Link> }]
            : []),
          ...(pack.concernId
            ? [{ key: 'Concern', value: <Link to={`/concerns/${pack.concernId}`}>Open the concern</Link> }]
            : []),
        ]}
      />
      {pack.sha256 && pack.keyFingerprint ? (
        <Seal id={pack.id} sha256={pack.sha256} fingerprint={pack.keyFingerprint} />
      ) : null}
    </Page>
  );
}

function leadOf(pack: Pack): string {
  return pack.state === 'SEALED'
    ? 'What was on record at one moment. Nobody can change it, here or after it was sent, without that being seen.'
    : 'What is on record at one moment is being gathered. You can leave this page and come back.';
}

function State({ pack }: { readonly pack: Pack }) {
  switch (pack.state) {
    case 'WAITING':
    case 'SEALING':
      return <Progress label="Making the evidence pack" share={pack.progress ?? 0} />;
    case 'FAILED':
      return (
        <RefusalPanel
          heading="This pack could not be made"
          refusal={{
            code: 'PACK_FAILED',
            message:
              'It was tried three times. Ask for another on the page that it was asked for on; if that fails too, tell whoever runs the system.',
          }}
        />
      );
    case 'SEALED':
      return (
        <>
          <ButtonGroup>
            <LinkButton to={`/evidence/packs/${pack.id}/pack.pdf`} look="primary" reload>
              Download the PDF
            </LinkButton>
            <LinkButton to={`/evidence/packs/${pack.id}/pack.zip`} reload>
              Download tables (CSV)
            </LinkButton>
            <LinkButton to={`/evidence/packs/${pack.id}/pack.json`} reload>
              Download the sealed file (JSON)
            </LinkButton>
          </ButtonGroup>
          <Inset>
            <p>
              Staff and people cared for are numbers in it, drawn for this pack alone. Each download is on the audit
              trail. Send it only to whom it was sealed for.
            </p>
          </Inset>
        </>
      );
  }
}

function Seal({
  id,
  sha256,
  fingerprint,
}: {
  readonly id: string;
  readonly sha256: string;
  readonly fingerprint: string;
}) {
  return (
    <Section heading="How to check it" id="check">
      <p>
        The JSON is the sealed file; the PDF and the tables are made from it. Whoever gets it can check it without this
        product’s server, with the public key got from us and not from the pack.
      </p>
      <SummaryList
        items={[
          { key: 'SHA-256 of the JSON', value: <code className="q-hash">{groupsOf(sha256)}</code> },
          { key: 'Fingerprint of the key', value: <code className="q-hash">{groupsOf(fingerprint)}</code> },
          { key: 'Public key', value: <a href="/evidence/key.pem">/evidence/key.pem</a> },
          { key: 'In a browser', value: <Link to="/packs/check">Check a pack</Link> },
          {
            key: 'On a command line',
            value: <code className="q-hash">quorate evidence verify evidence-pack-{id}.json --key key.pem</code>,
          },
        ]}
      />
    </Section>
  );
}
