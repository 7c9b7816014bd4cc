import { useMutation, useQuery } from '@apollo/client/react';
import { checkWords, LICENCE_STATUSES, type RegimeWords } from '@quorate/libs/signals';
import { useState } from 'react';
import { FaultPanel } from '../app/query-state.js';
import { useCommand } from '../patients/use-command.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { Radios } from '../ui/choice-fields.js';
import { DateField } from '../ui/date-field.js';
import { formatDate } from '../ui/dates.js';
import { ErrorSummary, type FieldErrors, useFieldErrors } from '../ui/error-summary.js';
import { Section } from '../ui/page.js';
import { Inset, RefusalPanel } from '../ui/states.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { DryRun } from './dry-run.js';
import { type Prepared, type Texts, textChanges, typedTexts } from './rule-texts.js';
import { RuleTextFields } from './rule-texts-form.js';
import { type RuleValue, type RuleVersion, ruleWords, typedOf, valueOfTyped, valueWords } from './rule-words.js';
import { issueRulesMutation, preparedRulesQuery } from './rules.queries.js';
import { RulesPreview } from './rules-preview.js';

interface Given {
  readonly code: string;
  readonly value: number;
}

const AS_THEY_ARE = 'newest';

/** Other values and words for rules: tried on the last year first, looked at beside those before, then issued as a version. */
export function RulesForm({
  newest,
  onDone,
}: {
  readonly newest: RuleVersion;
  readonly onDone: (version: number) => void;
}) {
  const [issue] = useMutation(issueRulesMutation);
  const others = useQuery(preparedRulesQuery).data?.preparedRules.filter(({ code }) => code !== newest.code) ?? [];
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const before = typedTexts(newest.words);
  const [texts, setTexts] = useState<Texts>(before);
  const [inForceFrom, setInForceFrom] = useState('');
  const [reason, setReason] = useState('');
  const errors = useFieldErrors<string>();
  const command = useCommand(errors, fieldOf);
  const thresholds = changedOf(newest.thresholds, typed);
  const times = changedOf(newest.times, typed);
  const changes = textChanges(before, texts);

  function startFrom(code: string) {
    const chosen = others.find((other) => other.code === code) ?? null;
    setPrepared(chosen);
    setTexts(typedTexts(chosen?.words ?? newest.words));
    errors.clear();
  }

  async function submit() {
    const isRight = errors.report({
      ...problemsOf([...newest.thresholds, ...newest.times], typed),
      ...problemsOfTexts(texts),
      inForceFrom: inForceFrom ? undefined : 'Enter the date from which the rules are in force.',
      reason: reason.trim() ? undefined : 'Say why the rules change.',
    });
    if (!isRight) return;
    const words = changes.length > 0 || prepared ? { words: texts, preparedCode: prepared?.code ?? null } : {};
    const input = { thresholds, times, ...words, inForceFrom, reason, expectedVersion: newest.version };
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
      {others.length > 0 ? (
        <Radios
          name="startFrom"
          label="Begin with the words of"
          hint="Choosing again puts the texts below back to that beginning."
          value={prepared?.code ?? AS_THEY_ARE}
          onChange={startFrom}
          options={[
            { value: AS_THEY_ARE, label: `Version ${newest.version}: ${newest.words.name}` },
            ...others.map(({ code, words }) => ({ value: code, label: `Prepared: ${words.name}` })),
          ]}
        />
      ) : null}
      {prepared ? (
        <Inset>
          Applies from {formatDate(prepared.appliesFrom)}. {prepared.about}
        </Inset>
      ) : null}
      <RuleFields heading="Thresholds" rules={newest.thresholds} {...fields} />
      <DryRun thresholds={thresholds} />
      <RuleFields heading="Times, in working days" rules={newest.times} {...fields} />
      <RuleTextFields
        texts={texts}
        needed={new Set(newest.words.tests.filter(({ isNeeded }) => isNeeded).map(({ code }) => code))}
        errors={errors}
        onChange={setTexts}
      />
      <RulesPreview newest={newest} values={[...thresholds, ...times]} texts={texts} changes={changes} />
      <DateField
        name="inForceFrom"
        label="In force from"
        hint="Today or later. Signals that are open keep the version that they were opened under."
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

/** The same check that the server makes, so that nobody sends a long form to learn of an empty field. */
function problemsOfTexts({ routes, ...texts }: Texts): Record<string, string> {
  const byStatus = Object.fromEntries(
    LICENCE_STATUSES.map((status) => {
      const { addressee = '', wording = '' } = routes.find(({ licenceStatus }) => licenceStatus === status) ?? {};
      return [status, { addressee, wording, isLicence: false }];
    }),
  ) as RegimeWords['routes'];
  // What is new has no code yet, and two of those are not the same.
  const coded = <Item extends { readonly code: string }>(items: readonly Item[]) =>
    items.map((item, at) => ({ ...item, code: item.code || `new-${at}` }));
  const words = { ...texts, routes: byStatus, tests: coded(texts.tests), bodies: coded(texts.bodies) };
  return Object.fromEntries(checkWords(words).map(({ code, message }) => [fieldOf(code), message]));
}

/** The field of a path; a list as a whole has none. */
function fieldOf(path: string): string {
  if (path === 'tests' || path === 'bodies') return '';
  return /^(tests|routes|bodies)\./.test(path) ? path : (path.split('.')[0] ?? '');
}
