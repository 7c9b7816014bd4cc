import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { useSettle } from '../../app/use-settle.js';
import { Button, ButtonGroup } from '../../ui/button.js';
import { Section } from '../../ui/page.js';
import { SelectField } from '../../ui/select-field.js';
import { Inset, RefusalPanel } from '../../ui/states.js';
import { TextArea } from '../../ui/text-field.js';
import { useUndo } from '../../ui/undo.js';
import { lineName, type ReturnInfo } from './return-words.js';
import { handOverReturnMutation, saveReturnCommentsMutation, takeReturnFiguresMutation } from './returns.queries.js';

interface CheckProps {
  readonly found: ReturnInfo;
  readonly reload: () => Promise<unknown>;
}

/** Checking a return: comments to all of it and to lines, figures counted anew, and handing it over to be signed. */
export function ReturnCheck({ found, reload }: CheckProps) {
  const [overall, setOverall] = useState(found.overall);
  const [lines, setLines] = useState<Readonly<Record<string, string>>>(() => commentsOf(found));
  const steps = useCheckSteps(found, { overall, lines }, reload);
  const left = found.lines.filter(({ code }) => lines[code] === undefined);
  return (
    <Section heading="Check this return">
      {steps.refusal ? <RefusalPanel refusal={steps.refusal} heading="Nothing was changed" /> : null}
      <p>
        Look at the figures below and the rows behind them. Say what readers should know, then hand it over to somebody
        who may sign.
        {found.signatories.length > 0 ? ` May sign: ${found.signatories.join('; ')}.` : ''}
      </p>
      {found.signatories.length === 0 ? (
        <Inset>
          Nobody may sign returns for your organisation yet. Ask an administrator to appoint somebody under “Who signs
          returns”; you can check the return meanwhile.
        </Inset>
      ) : null}
      <TextArea
        name="return-overall"
        label="What your organisation says of the return as a whole"
        optional
        hint="Commissioners read this once it is signed. Name nobody, and give no number of a few people."
        value={overall}
        onChange={setOverall}
        limit={2000}
      />
      {found.lines.map(({ code, ...line }) =>
        lines[code] === undefined ? null : (
          <TextArea
            key={code}
            name={`return-line-${code}`}
            label={`Comment on: ${lineName(found.lines, line)}`}
            hint="Leave it empty to take the comment away."
            value={lines[code]}
            onChange={(words) => setLines({ ...lines, [code]: words })}
            rows={2}
            limit={2000}
          />
        ),
      )}
      {left.length > 0 ? (
        <SelectField
          name="return-line"
          label="Comment on a line"
          optional
          placeholder="Choose a line"
          value=""
          onChange={(code) => (code ? setLines({ ...lines, [code]: '' }) : undefined)}
          options={left.map(({ code, ...line }) => ({ value: code, label: lineName(found.lines, line) }))}
        />
      ) : null}
      <ButtonGroup>
        <Button look="primary" onClick={() => void steps.handOver()} busy={steps.busy}>
          Hand over to be signed
        </Button>
        <Button onClick={() => void steps.save()} busy={steps.busy}>
          Save comments
        </Button>
        {found.hasChangedSince ? (
          <Button onClick={() => void steps.takeFigures()} busy={steps.busy}>
            Take the figures of now
          </Button>
        ) : null}
      </ButtonGroup>
    </Section>
  );
}

interface Comments {
  readonly overall: string;
  readonly lines: Readonly<Record<string, string>>;
}

/** The three things to do while a return is checked. Comments that are not saved yet are saved first. */
function useCheckSteps(found: ReturnInfo, said: Comments, reload: () => Promise<unknown>) {
  const [sendComments] = useMutation(saveReturnCommentsMutation);
  const [sendFigures] = useMutation(takeReturnFiguresMutation);
  const [sendOver] = useMutation(handOverReturnMutation);
  const { refusal, busy, settle } = useSettle();
  const undo = useUndo();
  let version = found.version;

  async function saveIfChanged(): Promise<boolean> {
    if (sameComments(said, found)) return true;
    return settle(async () => {
      const lines = Object.entries(said.lines).map(([line, words]) => ({ line, words }));
      const input = { returnId: found.id, expectedVersion: version, overall: said.overall, lines };
      const { data } = await sendComments({ variables: { input } });
      if (data?.saveReturnComments.__typename === 'ReturnChanged')
        version = data.saveReturnComments.return?.version ?? version;
      return data?.saveReturnComments;
    });
  }
  async function then(send: Parameters<typeof settle>[0]) {
    return (await saveIfChanged()) && (await settle(send));
  }
  return {
    refusal,
    busy,
    save: async () => {
      if (!(await saveIfChanged())) return;
      undo.say('Comments saved');
      await reload();
    },
    takeFigures: async () => {
      const isDone = await then(async () => {
        const { data } = await sendFigures({
          variables: { input: { returnId: found.id, expectedVersion: version } },
        });
        return data?.takeReturnFigures;
      });
      if (!isDone) return;
      undo.say('The figures are those of the registers now');
      await reload();
    },
    handOver: async () => {
      const isDone = await then(async () => {
        const { data } = await sendOver({ variables: { input: { returnId: found.id, expectedVersion: version } } });
        return data?.handOverReturn;
      });
      if (!isDone) return;
      undo.say('Handed over to be signed. Those who may sign it have mail.');
      await reload();
    },
  };
}

function commentsOf({ lines }: ReturnInfo): Record<string, string> {
  return Object.fromEntries(lines.filter(({ comment }) => comment).map(({ code, comment }) => [code, comment]));
}

function sameComments({ overall, lines }: Comments, found: ReturnInfo): boolean {
  return (
    overall.trim() === found.overall && found.lines.every(({ code, comment }) => (lines[code] ?? '').trim() === comment)
  );
}
