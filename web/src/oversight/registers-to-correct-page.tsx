import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import type { ResultOf } from '../app/graphql.js';
import { QueryState } from '../app/query-state.js';
import { useSettle } from '../app/use-settle.js';
import { Button, ButtonGroup, LinkButton } from '../ui/button.js';
import { formatDate } from '../ui/dates.js';
import { Card, Details, Page } from '../ui/page.js';
import { EmptyState, RefusalPanel } from '../ui/states.js';
import { TextArea } from '../ui/text-field.js';
import { useUndo } from '../ui/undo.js';
import { answerCorrectionMutation, registersToCorrectQuery } from './registers-to-correct.queries.js';

type Asked = ResultOf<typeof registersToCorrectQuery>['registersToCorrect'][number];

/** Registers that a co-ordinator is asked to look at again, because what they say was disputed and the dispute upheld. */
export function RegistersToCorrectPage() {
  const query = useQuery(registersToCorrectQuery, { fetchPolicy: 'network-only' });
  return (
    <Page
      title="Registers to correct"
      lead="What these registers say was disputed, and somebody without a part in it found that it should be corrected."
    >
      <QueryState query={query} lines={5}>
        {({ registersToCorrect }) =>
          registersToCorrect.length === 0 ? (
            <EmptyState heading="No register has to be corrected">
              When something in a register of yours is disputed and upheld, you are told by mail and find it here.
            </EmptyState>
          ) : (
            registersToCorrect.map((asked) => (
              <OneRegister key={asked.id} asked={asked} onDone={() => void query.refetch()} />
            ))
          )
        }
      </QueryState>
    </Page>
  );
}

function OneRegister({ asked, onDone }: { readonly asked: Asked; readonly onDone: () => void }) {
  const [send] = useMutation(answerCorrectionMutation);
  const { refusal, busy, settle } = useSettle();
  const [reason, setReason] = useState('');
  const undo = useUndo();
  async function answer(how: 'CORRECTED' | 'STANDS') {
    const isDone = await settle(async () => {
      const input = { correctionId: asked.id, expectedVersion: asked.version, answer: how, reason };
      const { data } = await send({ variables: { input } });
      return data?.answerCorrection;
    });
    if (!isDone) return;
    undo.say(how === 'CORRECTED' ? 'Noted: the register was corrected' : 'Noted: the register stands');
    onDone();
  }
  return (
    <Card heading={`${asked.mdtName}, ${formatDate(asked.date)}: ${asked.roleName}`} level={2}>
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <p>It should say: {asked.instruction}</p>
      <p>Asked {formatDate(asked.askedAt)}.</p>
      <ButtonGroup>
        <LinkButton to={`/meetings/${asked.meetingId}/register`} look="primary">
          Open the register
        </LinkButton>
        {asked.isCorrected ? (
          <Button busy={busy} onClick={() => void answer('CORRECTED')}>
            It is corrected
          </Button>
        ) : null}
      </ButtonGroup>
      <Details summary="The register is right as it is">
        <TextArea name={`stands-${asked.id}`} label="Why it stands" value={reason} onChange={setReason} limit={500} />
        <Button busy={busy} onClick={() => void answer('STANDS')}>
          Leave the register as it is
        </Button>
      </Details>
    </Card>
  );
}
