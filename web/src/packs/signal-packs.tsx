import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useSettle } from '../oversight/use-settle.js';
import { Button } from '../ui/button.js';
import { Section } from '../ui/page.js';
import { RefusalPanel } from '../ui/states.js';
import { TextField } from '../ui/text-field.js';
import { stateWords } from './pack-words.js';
import { evidencePacksQuery, sealEvidencePackMutation } from './packs.queries.js';

/** Packs of one signal, and asking for another: whoever asks goes on to its page. */
export function SignalPacks({ signalId }: { readonly signalId: string }) {
  const query = useQuery(evidencePacksQuery, { variables: { signalId, first: 5, after: null } });
  const packs = query.data?.evidencePacks.packs ?? [];
  return (
    <Section heading="Evidence pack" id="evidence-pack">
      <p>
        All that is on record about this signal at one moment, with the reply, sealed so that any change shows. As a
        PDF, tables and a file that anyone can check.
      </p>
      {packs.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {packs.map((pack) => (
            <li key={pack.id}>
              <Link to={`/packs/${pack.id}`}>{stateWords(pack)}</Link>, for {pack.sealedFor}
            </li>
          ))}
        </ul>
      ) : null}
      <AskForPack signalId={signalId} />
    </Section>
  );
}

function AskForPack({ signalId }: { readonly signalId: string }) {
  const [send] = useMutation(sealEvidencePackMutation);
  const { refusal, busy, settle } = useSettle();
  const [sealedFor, setSealedFor] = useState('');
  const [error, setError] = useState<string | undefined>();
  const navigate = useNavigate();
  async function ask() {
    if (sealedFor.trim() === '') return setError('Enter whom the pack is for');
    setError(undefined);
    let packId: string | null = null;
    const isDone = await settle(async () => {
      const { data } = await send({ variables: { input: { signalId, sealedFor } } });
      if (data?.sealEvidencePack.__typename === 'EvidencePackAsked') packId = data.sealEvidencePack.packId;
      return data?.sealEvidencePack;
    });
    if (isDone && packId) void navigate(`/packs/${packId}`);
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void ask();
      }}
    >
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <TextField
        name="sealedFor"
        label="Whom is it for?"
        hint="Stands on its cover, such as “NHS England” or “our board”."
        value={sealedFor}
        onChange={setSealedFor}
        error={error}
      />
      <Button type="submit" busy={busy}>
        Seal an evidence pack
      </Button>
    </form>
  );
}
