import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { ResultOf } from '../app/graphql.js';
import { useSettle } from '../app/use-settle.js';
import { Button } from '../ui/button.js';
import { Section } from '../ui/page.js';
import { RefusalPanel } from '../ui/states.js';
import { TextField } from '../ui/text-field.js';
import { stateWords } from './pack-words.js';
import { evidencePacksQuery, sealConcernPackMutation, sealEvidencePackMutation } from './packs.queries.js';

/** Packs of one signal, and asking for another: whoever asks goes on to its page. */
export function SignalPacks({ signalId }: { readonly signalId: string }) {
  const [send] = useMutation(sealEvidencePackMutation);
  return (
    <Packs
      about={{ signalId, concernId: null }}
      lead="All that is on record about this signal at one moment, with the reply, sealed so that any change shows. As a PDF, tables and a file that anyone can check."
      onSeal={async (sealedFor) => {
        const { data } = await send({ variables: { input: { signalId, sealedFor } } });
        return data?.sealEvidencePack;
      }}
    />
  );
}

/** The same of one concern, about an organisation that is known. */
export function ConcernPacks({ concernId }: { readonly concernId: string }) {
  const [send] = useMutation(sealConcernPackMutation);
  return (
    <Packs
      about={{ signalId: null, concernId }}
      lead="The organisation’s records of the period that the concern is about, at one moment, sealed so that any change shows. It holds nothing of the author: neither their words nor how to reach them."
      onSeal={async (sealedFor) => {
        const { data } = await send({ variables: { input: { concernId, sealedFor } } });
        return data?.sealConcernPack;
      }}
    />
  );
}

type Sealed = ResultOf<typeof sealEvidencePackMutation>['sealEvidencePack'];

interface PacksProps {
  readonly about: { readonly signalId: string | null; readonly concernId: string | null };
  readonly lead: string;
  readonly onSeal: (sealedFor: string) => Promise<Sealed | undefined>;
}

function Packs({ about, lead, onSeal }: PacksProps) {
  const query = useQuery(evidencePacksQuery, { variables: { ...about, first: 5, after: null } });
  const packs = query.data?.evidencePacks.packs ?? [];
  return (
    <Section heading="Evidence pack" id="evidence-pack">
      <p>{lead}</p>
      {packs.length > 0 ? (
        <ul className="nhsuk-list nhsuk-list--bullet">
          {packs.map((pack) => (
            <li key={pack.id}>
              <Link to={`/packs/${pack.id}`}>{stateWords(pack)}</Link>, for {pack.sealedFor}
            </li>
          ))}
        </ul>
      ) : null}
      <AskForPack onSeal={onSeal} />
    </Section>
  );
}

function AskForPack({ onSeal }: Pick<PacksProps, 'onSeal'>) {
  const { refusal, busy, settle } = useSettle();
  const [sealedFor, setSealedFor] = useState('');
  const [error, setError] = useState<string | undefined>();
  const navigate = useNavigate();
  async function ask() {
    if (sealedFor.trim() === '') return setError('Enter whom the pack is for');
    setError(undefined);
    let packId: string | null = null;
    const isDone = await settle(async () => {
      const sealed = await onSeal(sealedFor);
      if (sealed?.__typename === 'EvidencePackAsked') packId = sealed.packId;
      return sealed;
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
