import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { QueryState } from '../app/query-state.js';
import { useActsAs } from '../app/viewer.js';
import { Button, ButtonGroup } from '../ui/button.js';
import { DataTable } from '../ui/data-table.js';
import { formatDate, formatShortDate } from '../ui/dates.js';
import { Page, Section } from '../ui/page.js';
import { SelectField } from '../ui/select-field.js';
import { SuccessPanel } from '../ui/states.js';
import { DryRun } from './dry-run.js';
import { textChanges, typedTexts } from './rule-texts.js';
import { RuleTexts, TextChanges } from './rule-texts-view.js';
import { type RuleValue, type RuleVersion, ruleWords, valueWords } from './rule-words.js';
import { ruleVersionsQuery } from './rules.queries.js';
import { RulesForm } from './rules-form.js';

/** The rules by which signals open, change and end: those in force, trying others on last year, and issuing a version. */
export function RulesPage() {
  const query = useQuery(ruleVersionsQuery);
  return (
    <Page
      title="Rules of signals"
      back={{ to: '/engagement/runs', label: 'Months judged' }}
      lead={
        <p>
          Thresholds, times, tests, addressees and texts. A change is a new version with a reason and a day. Months and
          signals keep the version that they were judged by.
        </p>
      }
    >
      <QueryState query={query} lines={8}>
        {({ ruleVersions }) => <Versions versions={ruleVersions} onIssued={() => void query.refetch()} />}
      </QueryState>
    </Page>
  );
}

function Versions({
  versions,
  onIssued,
}: {
  readonly versions: readonly RuleVersion[];
  readonly onIssued: () => void;
}) {
  const mayIssue = useActsAs('ADMINISTRATOR');
  const [issued, setIssued] = useState<number | null>(null);
  const [isChanging, setIsChanging] = useState(false);
  const [newest] = versions;
  const inForce = versions.find((version) => version.isInForce) ?? newest;
  if (!newest || !inForce) return null;
  return (
    <>
      {issued === null ? null : <SuccessPanel heading={`Version ${issued} was issued`} />}
      <Section heading={`In force: version ${inForce.version}`}>
        <p>
          {inForce.words.name}, since {formatDate(inForce.inForceFrom)}. Source: {inForce.words.source}.
        </p>
        {isChanging ? null : (
          <>
            <RuleTable caption="Thresholds" rules={inForce.thresholds} />
            <RuleTable caption="Times" rules={inForce.times} />
            <RuleTexts texts={typedTexts(inForce.words)} />
          </>
        )}
      </Section>
      {mayIssue ? (
        <Section heading="Other rules">
          {isChanging ? (
            <RulesForm
              newest={newest}
              onDone={(version) => {
                setIssued(version);
                setIsChanging(false);
                onIssued();
              }}
            />
          ) : (
            <>
              <DryRun thresholds={[]} />
              <ButtonGroup>
                <Button onClick={() => setIsChanging(true)}>Try or issue other rules</Button>
              </ButtonGroup>
            </>
          )}
        </Section>
      ) : null}
      <Section heading="Versions, newest first">
        <DataTable
          caption="Versions, newest first"
          captionHidden
          rows={versions}
          rowKey={({ id }) => id}
          stack
          empty={null}
          columns={[
            { key: 'version', header: 'Version', rowHeader: true, cell: ({ version }) => String(version) },
            { key: 'name', header: 'Rules', cell: ({ words }) => words.name },
            { key: 'from', header: 'In force from', cell: ({ inForceFrom }) => formatShortDate(inForceFrom) },
            { key: 'reason', header: 'Why', cell: ({ reason }) => reason },
            { key: 'changes', header: 'What changed', cell: (version) => changeWords(version, versions) },
            { key: 'at', header: 'Issued', cell: ({ issuedAt }) => formatShortDate(issuedAt) },
          ]}
        />
        <InFull versions={versions} />
      </Section>
    </>
  );
}

/** Everything that one version says, with the texts that it changed. */
function InFull({ versions }: { readonly versions: readonly RuleVersion[] }) {
  const [chosen, setChosen] = useState('');
  const version = versions.find(({ id }) => id === chosen);
  const before = versions.find((other) => other.version === (version?.version ?? 0) - 1);
  const changes = version && before ? textChanges(typedTexts(before.words), typedTexts(version.words)) : [];
  return (
    <>
      <SelectField
        name="inFull"
        label="Read a version in full"
        placeholder="Choose a version"
        value={chosen}
        onChange={setChosen}
        options={versions.map(({ id, version: no, words }) => ({ value: id, label: `Version ${no}: ${words.name}` }))}
      />
      {version ? (
        <Section heading={`Version ${version.version} in full`} level={3}>
          {changes.length > 0 ? (
            <TextChanges caption={`Texts that differ from version ${version.version - 1}`} changes={changes} />
          ) : null}
          <RuleTable caption="Thresholds" rules={version.thresholds} />
          <RuleTable caption="Times" rules={version.times} />
          <RuleTexts texts={typedTexts(version.words)} />
        </Section>
      ) : null}
    </>
  );
}

function RuleTable({ caption, rules }: { readonly caption: string; readonly rules: readonly RuleValue[] }) {
  return (
    <DataTable
      caption={caption}
      rows={rules}
      rowKey={({ code }) => code}
      empty={null}
      columns={[
        { key: 'rule', header: 'Rule', rowHeader: true, cell: ruleWords },
        { key: 'value', header: 'Value', numeric: true, cell: valueWords },
      ]}
    />
  );
}

function changeWords(version: RuleVersion, versions: readonly RuleVersion[]): string {
  const before = versions.find((other) => other.version === version.version - 1);
  if (!before) return 'The first version';
  const old = [...before.thresholds, ...before.times];
  const changed = [...version.thresholds, ...version.times].flatMap((rule) => {
    const was = old.find(({ code }) => code === rule.code);
    return was && was.value !== rule.value ? [`${ruleWords(rule)}: ${valueWords(was)} to ${valueWords(rule)}`] : [];
  });
  const texts = textChanges(typedTexts(before.words), typedTexts(version.words)).length;
  const told = texts === 0 ? changed : [...changed, texts === 1 ? '1 text' : `${texts} texts`];
  return told.length === 0 ? 'Nothing' : told.join('; ');
}
