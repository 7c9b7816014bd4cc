import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../../app/use-settle.js';
import { Button, ButtonGroup } from '../../ui/button.js';
import { Details } from '../../ui/page.js';
import { RefusalPanel } from '../../ui/states.js';
import { TextArea } from '../../ui/text-field.js';
import { useUndo } from '../../ui/undo.js';
import { type Dispute, saysWords, whose } from './dispute-words.js';
import { acceptDisputeMutation, declineDisputeMutation } from './disputes.queries.js';

/** The co-ordinator's two answers: correct the register as asked, or leave it and say why. */
export function DecideDispute({ dispute, onDone }: { readonly dispute: Dispute; readonly onDone: () => void }) {
  const [accept] = useMutation(acceptDisputeMutation);
  const [decline] = useMutation(declineDisputeMutation);
  const { refusal, busy, settle } = useSettle();
  const [answer, setAnswer] = useState('');
  const [error, setError] = useState<string>();
  const undo = useUndo();
  const common = { disputeId: dispute.id, expectedVersion: dispute.version };
  async function take() {
    const input = { ...common, expectedSeatVersion: dispute.seatVersion, answer: '' };
    if (!(await settle(async () => (await accept({ variables: { input } })).data?.acceptDispute))) return;
    undo.say(`Accepted. The register says “${saysWords(dispute.shouldSay)}” now; both versions are kept.`);
    onDone();
  }
  async function leave() {
    if (answer.trim().length < 3) return setError('Say why the record stands');
    setError(undefined);
    const input = { ...common, answer: answer.trim() };
    if (!(await settle(async () => (await decline({ variables: { input } })).data?.declineDispute))) return;
    undo.say('Declined. Whoever disputed it reads your reason.');
    onDone();
  }
  return (
    <>
      {refusal ? <RefusalPanel refusal={refusal} actions={<Button onClick={onDone}>Show it again</Button>} /> : null}
      <ButtonGroup>
        <Button busy={busy} about={`the record of ${whose(dispute)}`} onClick={() => void take()}>
          Correct it to “{saysWords(dispute.shouldSay)}”
        </Button>
      </ButtonGroup>
      <Details summary="The record is right as it is">
        <TextArea
          name={`decline-${dispute.id}`}
          label="Why it stands"
          hint={`Read by ${dispute.providerName} and by the member. No patient details.`}
          value={answer}
          onChange={setAnswer}
          error={error}
          limit={1000}
        />
        <Button busy={busy} about={`the dispute of ${whose(dispute)}`} onClick={() => void leave()}>
          Decline
        </Button>
      </Details>
    </>
  );
}
