import type { PackVerdict } from '@quorate/libs/evidence';
import { verifyPack } from '@quorate/libs/evidence';
import { useState } from 'react';
import { formatDateTime } from '../ui/dates.js';
import { FileField } from '../ui/file-field.js';
import { useAnnounce } from '../ui/live-region.js';
import { Page } from '../ui/page.js';
import { Inset, RefusalPanel, SuccessPanel } from '../ui/states.js';
import { SummaryList } from '../ui/summary-list.js';
import { browserCrypto } from './browser-crypto.js';
import { groupsOf } from './pack-words.js';

type Checked = PackVerdict | 'noCrypto';

/** Whether a pack that somebody was given is as it was sealed. Works in the browser alone: the file is sent nowhere. */
export function CheckPackPage() {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [busy, setBusy] = useState(false);
  const announce = useAnnounce();
  async function check(file: File | null) {
    setChecked(null);
    if (!file) return;
    setBusy(true);
    const crypto = await browserCrypto();
    const verdict = crypto ? await verifyPack(new Uint8Array(await file.arrayBuffer()), crypto) : 'noCrypto';
    setChecked(verdict);
    setBusy(false);
    announce(verdict !== 'noCrypto' && verdict.ok ? 'Nothing was changed' : 'This file does not check');
  }
  return (
    <Page
      title="Check an evidence pack"
      lead={<p>Choose the sealed file (JSON) that you were given. It is checked in your browser and sent nowhere.</p>}
    >
      <FileField
        name="pack"
        label="Evidence pack"
        hint="Its name ends in .json. The PDF and the tables cannot be checked."
        accept=".json,application/json"
        disabled={busy}
        onChoose={(file) => void check(file)}
      />
      {checked ? <Verdict checked={checked} /> : null}
    </Page>
  );
}

function Verdict({ checked }: { readonly checked: Checked }) {
  if (checked === 'noCrypto')
    return (
      <RefusalPanel
        heading="This browser cannot check it"
        refusal={{
          code: 'NO_ED25519',
          message: 'It does not know the kind of signature. Use a newer browser, or the command line.',
        }}
      />
    );
  if (!checked.ok || !checked.manifest)
    return (
      <RefusalPanel
        heading="This file is not as it was sealed"
        refusal={{ code: checked.firstBad?.why ?? 'notAPack', message: WHY[checked.firstBad?.why ?? 'notAPack'] }}
        whatToDo={`Found at: ${checked.firstBad?.place ?? 'file'}. Ask whoever sent it for the file again.`}
      />
    );
  const { subject, sealedFor, sealedBy, readAt, key, sections } = checked.manifest;
  return (
    <>
      <SuccessPanel heading="Nothing was changed since it was sealed">
        <p>Compare the fingerprint below with the one that its publisher shows: only that says who sealed it.</p>
      </SuccessPanel>
      <SummaryList
        items={[
          { key: 'About', value: `${subject.providerName} (${subject.providerCode}), ${subject.system}` },
          { key: 'Sealed for', value: sealedFor },
          { key: 'Sealed by', value: sealedBy.organisation },
          { key: 'Records as of', value: formatDateTime(readAt) },
          { key: 'Rows', value: String(sections.reduce((sum, { rows }) => sum + rows, 0)) },
          { key: 'SHA-256', value: <code className="q-hash">{groupsOf(checked.sha256)}</code> },
          { key: 'Fingerprint of the key', value: <code className="q-hash">{groupsOf(key.fingerprint)}</code> },
        ]}
      />
      <Inset>
        {subject.kind === 'concern'
          ? 'A pack is evidence about a concern. A concern is what somebody has written, and no finding.'
          : 'A pack is evidence about a signal. A signal is a reason to ask, not a finding.'}
      </Inset>
    </>
  );
}

const WHY: Readonly<Record<NonNullable<PackVerdict['firstBad']>['why'], string>> = {
  notText: 'It is not text as a pack is.',
  notJson: 'It cannot be read as JSON.',
  notAPack: 'It is no evidence pack of a kind that this page knows.',
  notCanonical: 'It was written again by another program, or something was added.',
  keyDiffers: 'The key in it is not the one that it names.',
  notSigned: 'What it says of itself was changed, or the signature is of something else.',
  sectionsDiffer: 'A section is missing or was added.',
  contentChanged: 'Something in one of its sections was changed.',
  anotherKey: 'It was sealed with another key.',
};
