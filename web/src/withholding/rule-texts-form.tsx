import type { ReactNode } from 'react';
import { Button } from '../ui/button.js';
import type { FieldErrors } from '../ui/error-summary.js';
import { Details, Section } from '../ui/page.js';
import { TextArea, TextField } from '../ui/text-field.js';
import { type Body, licenceWords, TEXT_WORDS, type Test, type Texts } from './rule-texts.js';

interface Props {
  readonly texts: Texts;
  /** Codes of tests that every version has. */
  readonly needed: ReadonlySet<string>;
  readonly errors: FieldErrors<string>;
  readonly onChange: (texts: Texts) => void;
}

const NEW_TEST: Test = { code: '', title: '', question: '', source: '', help: '' };
const NEW_BODY: Body = { code: '', name: '', remit: '', reach: '' };

/** The words of the next version: names and texts, tests, who a concern goes to, and bodies. */
export function RuleTextFields({ texts, needed, errors, onChange }: Props) {
  const field = (name: keyof typeof TEXT_WORDS) => ({
    name,
    label: TEXT_WORDS[name],
    value: texts[name],
    error: errors.of(name),
    onChange: (text: string) => onChange({ ...texts, [name]: text }),
  });
  return (
    <>
      <Section heading="Names and texts" level={3}>
        <TextField {...field('name')} />
        <TextField {...field('source')} hint="The guidance or licence, with its date" />
        <TextArea {...field('caveat')} limit={600} />
        <TextArea {...field('replyHelp')} optional limit={1000} />
        <TextArea {...field('concernHelp')} optional limit={1000} />
      </Section>
      <Section heading="Tests before a concern" level={3}>
        <p>A commissioner answers each of them before anything is escalated. The seven of the guidance stay.</p>
        {texts.tests.map((test, at) => (
          <TestFields
            key={test.code || `new-${at}`}
            test={test}
            at={at}
            errors={errors}
            onChange={(changed) => onChange({ ...texts, tests: texts.tests.with(at, changed) })}
            leaveOut={needed.has(test.code) ? null : () => onChange({ ...texts, tests: texts.tests.toSpliced(at, 1) })}
          />
        ))}
        <Button onClick={() => onChange({ ...texts, tests: [...texts.tests, NEW_TEST] })}>Add a test</Button>
      </Section>
      <Section heading="Who a concern goes to" level={3}>
        <p>By the licence that the provider held on the day when the pattern began.</p>
        {texts.routes.map((route, at) => (
          <Fields
            key={route.licenceStatus}
            summary={`${licenceWords(route.licenceStatus)}: ${route.addressee || 'nobody yet'}`}
            prefix={`routes.${route.licenceStatus}.`}
            errors={errors}
          >
            {(['addressee', 'wording'] as const).map((name) => (
              <TextField
                key={name}
                name={`routes.${route.licenceStatus}.${name}`}
                label={name === 'addressee' ? 'Goes to' : 'Kind of concern'}
                value={route[name]}
                error={errors.of(`routes.${route.licenceStatus}.${name}`)}
                onChange={(text) => onChange({ ...texts, routes: texts.routes.with(at, { ...route, [name]: text }) })}
              />
            ))}
          </Fields>
        ))}
      </Section>
      <Section heading="Bodies to refer to" level={3}>
        {texts.bodies.map((body, at) => (
          <BodyFields
            key={body.code || `new-${at}`}
            body={body}
            at={at}
            errors={errors}
            onChange={(changed) => onChange({ ...texts, bodies: texts.bodies.with(at, changed) })}
            leaveOut={() => onChange({ ...texts, bodies: texts.bodies.toSpliced(at, 1) })}
          />
        ))}
        <Button onClick={() => onChange({ ...texts, bodies: [...texts.bodies, NEW_BODY] })}>Add a body</Button>
      </Section>
    </>
  );
}

interface ItemProps<Item> {
  readonly at: number;
  readonly errors: FieldErrors<string>;
  readonly onChange: (item: Item) => void;
  /** Null for what cannot be left out. */
  readonly leaveOut: (() => void) | null;
}

function TestFields({ test, at, errors, onChange, leaveOut }: ItemProps<Test> & { readonly test: Test }) {
  const field = (name: Exclude<keyof Test, 'code'>, label: string) => ({
    name: `tests.${at}.${name}`,
    label,
    value: test[name],
    error: errors.of(`tests.${at}.${name}`),
    onChange: (text: string) => onChange({ ...test, [name]: text }),
  });
  return (
    <Fields summary={test.title || 'New test'} prefix={`tests.${at}.`} isNew={test.code === ''} errors={errors}>
      <TextField {...field('title', 'What the test is called')} />
      <TextArea {...field('question', 'Question')} limit={500} />
      <TextField {...field('source', 'Where it comes from')} hint="The section of the guidance or licence" />
      <TextArea {...field('help', 'Help for the answer')} optional limit={1000} />
      <LeaveOut what={test.title || 'this test'} leaveOut={leaveOut} />
    </Fields>
  );
}

function BodyFields({ body, at, errors, onChange, leaveOut }: ItemProps<Body> & { readonly body: Body }) {
  const field = (name: Exclude<keyof Body, 'code'>, label: string) => ({
    name: `bodies.${at}.${name}`,
    label,
    value: body[name],
    error: errors.of(`bodies.${at}.${name}`),
    onChange: (text: string) => onChange({ ...body, [name]: text }),
  });
  return (
    <Fields summary={body.name || 'New body'} prefix={`bodies.${at}.`} isNew={body.code === ''} errors={errors}>
      <TextField {...field('name', 'What the body is called')} />
      <TextField {...field('remit', 'What it is for')} />
      <TextArea {...field('reach', 'How to reach it')} optional limit={500} hint="An address that is not a person’s" />
      <LeaveOut what={body.name || 'this body'} leaveOut={leaveOut} />
    </Fields>
  );
}

/** Fields that open on demand, and by themselves where one of them is wrong: nothing in closed ones can take the focus. */
function Fields({
  summary,
  prefix,
  isNew,
  errors,
  children,
}: {
  readonly summary: string;
  readonly prefix: string;
  readonly isNew?: boolean;
  readonly errors: FieldErrors<string>;
  readonly children: ReactNode;
}) {
  const isWrong = errors.list.some(({ field }) => field.startsWith(prefix));
  return (
    <Details summary={summary} open={isNew || isWrong || undefined}>
      {children}
    </Details>
  );
}

function LeaveOut({ what, leaveOut }: { readonly what: string; readonly leaveOut: (() => void) | null }) {
  return leaveOut ? (
    <Button small about={what} onClick={leaveOut}>
      Leave out
    </Button>
  ) : null;
}
