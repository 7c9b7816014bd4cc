import { useMutation } from '@apollo/client/react';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSettle } from '../../app/use-settle.js';
import { Button, ButtonGroup } from '../../ui/button.js';
import { Checkboxes } from '../../ui/choice-fields.js';
import { Details, Section } from '../../ui/page.js';
import { Inset, RefusalPanel } from '../../ui/states.js';
import { TextArea } from '../../ui/text-field.js';
import { useUndo } from '../../ui/undo.js';
import { StepForm } from '../step-form.js';
import { ReturnCheck } from './return-check.js';
import type { ReturnInfo } from './return-words.js';
import {
  returnAnewMutation,
  sendBackReturnMutation,
  signReturnMutation,
  withdrawReturnMutation,
} from './returns.queries.js';

interface StepsProps {
  readonly found: ReturnInfo;
  readonly reload: () => Promise<unknown>;
}

/** What the viewer can do with a return of the own organisation now, or who it waits for. */
export function ReturnSteps({ found, reload }: StepsProps) {
  const { edit, sign, sendBack, returnAnew, withdraw } = found.may;
  return (
    <>
      {edit ? <ReturnCheck found={found} reload={reload} /> : null}
      {withdraw ? (
        <Details summary="Withdraw this version">
          <WithdrawForm found={found} reload={reload} />
        </Details>
      ) : null}
      {sign ? <SignForm found={found} reload={reload} /> : null}
      {sendBack && !sign ? <Waits found={found} /> : null}
      {sendBack ? (
        <Details summary={sign ? 'Send it back instead' : 'Take it back to change it'}>
          <SendBackForm found={found} reload={reload} />
        </Details>
      ) : null}
      {returnAnew ? <AnewForm found={found} /> : null}
    </>
  );
}

function Waits({ found: { signatories } }: { readonly found: ReturnInfo }) {
  return (
    <Inset>
      {signatories.length > 0
        ? `It waits for the signature of somebody who may sign and did not hand it over. May sign: ${signatories.join('; ')}.`
        : 'Nobody may sign returns for your organisation today. Ask an administrator to appoint somebody under “Who signs returns”.'}
    </Inset>
  );
}

function SignForm({ found, reload }: StepsProps) {
  const [send] = useMutation(signReturnMutation);
  const { refusal, busy, settle } = useSettle();
  const [read, setRead] = useState<readonly string[]>([]);
  const undo = useUndo();
  async function submit() {
    const isDone = await settle(async () => {
      const input = { returnId: found.id, expectedVersion: found.version, hasRead: read.includes('read') };
      const { data } = await send({ variables: { input } });
      return data?.signReturn;
    });
    if (!isDone) return;
    undo.say('The return is signed');
    await reload();
  }
  return (
    <Section heading="Sign this return">
      <p>
        {found.may.signsAlone
          ? 'You handed it over yourself. You are the only manager of your organisation, so you can sign it too; the return says that one person did both. '
          : null}
        Once signed it is never changed. If a register is corrected later, the month can be returned anew beside it.
        Commissioners read your post, not your name.
      </p>
      <StepForm refusal={refusal} busy={busy} button="Sign the return" onSubmit={submit}>
        <Checkboxes
          name="return-read"
          label="Before you sign"
          options={[
            { value: 'read', label: 'I have read this return and it is what my organisation has to say of the month' },
          ]}
          values={read}
          onChange={setRead}
        />
      </StepForm>
    </Section>
  );
}

function SendBackForm({ found, reload }: StepsProps) {
  const [send] = useMutation(sendBackReturnMutation);
  return (
    <ReasonForm
      name="return-reason"
      label="Why it comes back"
      button={found.may.sign ? 'Send the return back' : 'Take the return back'}
      done="The return can be changed again"
      onSend={async (reason) => {
        const input = { returnId: found.id, expectedVersion: found.version, reason };
        return (await send({ variables: { input } })).data?.sendBackReturn;
      }}
      reload={reload}
    />
  );
}

function WithdrawForm({ found, reload }: StepsProps) {
  const [send] = useMutation(withdrawReturnMutation);
  return (
    <ReasonForm
      name="return-withdraw-reason"
      label="Why it is withdrawn"
      button="Withdraw it"
      done="Withdrawn. The version before it stands"
      onSend={async (reason) => {
        const input = { returnId: found.id, expectedVersion: found.version, reason };
        return (await send({ variables: { input } })).data?.withdrawReturn;
      }}
      reload={reload}
    >
      <p>
        For a version that was opened by mistake. It stays on record with your reason, and the signed version stands.
        The month can be returned anew later.
      </p>
    </ReasonForm>
  );
}

interface ReasonFormProps extends Pick<StepsProps, 'reload'> {
  readonly name: string;
  readonly label: string;
  readonly button: string;
  /** Said once it is done. */
  readonly done: string;
  readonly onSend: (reason: string) => ReturnType<Parameters<ReturnType<typeof useSettle>['settle']>[0]>;
  readonly children?: ReactNode;
}

/** A step that asks for nothing but a reason. */
function ReasonForm({ name, label, button, done, onSend, reload, children }: ReasonFormProps) {
  const { refusal, busy, settle } = useSettle();
  const [reason, setReason] = useState('');
  const undo = useUndo();
  async function submit() {
    if (!(await settle(() => onSend(reason)))) return;
    undo.say(done);
    await reload();
  }
  return (
    <StepForm refusal={refusal} busy={busy} button={button} onSubmit={submit}>
      {children}
      <TextArea
        name={name}
        label={label}
        hint="Managers of your organisation read this."
        value={reason}
        onChange={setReason}
        limit={2000}
      />
    </StepForm>
  );
}

function AnewForm({ found }: { readonly found: ReturnInfo }) {
  const [send] = useMutation(returnAnewMutation);
  const { refusal, busy, settle } = useSettle();
  const navigate = useNavigate();
  // After those that were withdrawn too.
  const nextNo = Math.max(...found.versions.map(({ versionNo }) => versionNo)) + 1;
  async function submit() {
    let made = '';
    const isDone = await settle(async () => {
      const { data } = await send({ variables: { input: { returnId: found.id } } });
      if (data?.returnAnew.__typename === 'ReturnChanged') made = data.returnAnew.returnId;
      return data?.returnAnew;
    });
    if (isDone) navigate(`/returns/${made}`);
  }
  return (
    <Section heading="Return this month anew">
      {refusal ? <RefusalPanel refusal={refusal} /> : null}
      <p>
        The registers say something else now. You can open version {nextNo} with the figures of today; the signed
        version stays beside it.
      </p>
      <ButtonGroup>
        <Button onClick={() => void submit()} busy={busy}>
          Open version {nextNo}
        </Button>
      </ButtonGroup>
    </Section>
  );
}
