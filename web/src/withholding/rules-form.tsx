import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { DateField } from '../ui/date-field.js';
import { ErrorSummary, type FieldErrors, useFieldErrors } from '../ui/error-summary.js';
import { Section } from '../ui/page.js';
import { RefusalPanel } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { DryRun } from './dry-run.js';
import { type RuleValue, type RuleVersion, ruleWords, typedOf, valueOfTyped, valueWords } from './rule-words.js';
import { issueRulesMutation } from './rules.queries.js';

interface Given {
  readonly code: string;
  readonly value: number;
}

/** Other values for rules: tried on the last year first, then issued as a version. */
export function RulesForm({
  newest,
  onDone,
}: {
  readonly newest: RuleVersion;
  readonly onDone: (version: number) => void;
}) {
  const [issue] = useMutation(issueRulesMutation);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [inForceFrom, setInForceFrom] = useState('');
  const [reason, setReason] = useState('');
  const errors = useFieldErrors<string>();
  const command = useCommand(errors);
  const thresholds = changedOf(newest.thresholds, typed);
  const times = changedOf(newest.times, typed);

  async function submit() {
    const isRight = errors.report({
      ...problemsOf([...newest.thresholds, ...newest.times], typed),
      inForceFrom: inForceFrom ? undefined : 'Enter the date from which the rules are in force.',
      reason: reason.trim() ? undefined : 'Say why the rules change.',
    });
    if (!isRight) return;
    const input = { thresholds, times, inForceFrom, reason, expectedVersion: newest.version };
    await command.run(
      async () => (await issue({ variables: { input } })).data?.issueRules,
      (answer) => onDone(answer.version),
    );
  }

  const fields = { typed, errors, onType: (code: string, text: string) => setTyped({ ...typed, [code]: text }) };
  return (
    <>
      <ErrorSummary errors={errors.list} />
      {command.refusal ? <RefusalPanel refusal={command.refusal} /> : null}
      {command.fault ? <FaultPanel error={command.fault} /> : null}
      <RuleFields heading="Thresholds" rules={newest.thresholds} {...fields} />
      <DryRun thresholds={thresholds} />
      <RuleFields heading="Times, in working days" rules={newest.times} {...fields} />
      <DateField
        name="inForceFrom"
        label="In force from"
        value={inForceFrom}
        onChange={setInForceFrom}
        error={errors.of('inForceFrom')}
      />
      <TextArea
        name="reason"
        label="Why the rules change"
        value={reason}
        onChange={setReason}
        limit={1000}
        error={errors.of('reason')}
      />
      <ButtonGroup>
        <Button look="primary" busy={command.busy} onClick={() => void submit()}>
          Issue version {newest.version + 1}
        </Button>
      </ButtonGroup>
    </>
  );
}

interface RuleFieldsProps {
  readonly heading: string;
  readonly rules: readonly RuleValue[];
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FieldErrors<string>;
  readonly onType: (code: string, text: string) => void;
}

function RuleFields({ heading, rules, typed, errors, onType }: RuleFieldsProps) {
  return (
    <Section heading={heading} level={3}>
      {rules.map((rule) => (
        <TextField
          key={rule.code}
          name={rule.code}
          label={`${ruleWords(rule)}${rule.unit === 'SHARE' ? ' (%)' : ''}`}
          hint={`Now ${valueWords(rule)}`}
          width={5}
          inputMode="decimal"
          value={typed[rule.code] ?? typedOf(rule)}
          onChange={(text) => onType(rule.code, text)}
          error={errors.of(rule.code)}
        />
      ))}
    </Section>
  );
}

function changedOf(rules: readonly RuleValue[], typed: Readonly<Record<string, string>>): Given[] {
  return rules.flatMap(({ code, unit, value }) => {
    const text = typed[code];
    const given = text === undefined ? null : valueOfTyped(text, unit);
    return given === null || given === value ? [] : [{ code, value: given }];
  });
}

function problemsOf(rules: readonly RuleValue[], typed: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    rules.flatMap(({ code, unit }) => {
      const text = typed[code];
      return text !== undefined && valueOfTyped(text, unit) === null ? [[code, 'Enter a number.']] : [];
    }),
  );
}
