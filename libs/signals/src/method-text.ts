/** Of the rules, what the method is told with. */
export interface MethodRules {
  readonly leastLostRows: number;
  readonly leastLostMonths: number;
  readonly leastLostPeople: number;
  /** Working days. */
  readonly providerFirst: number;
  /** Working days. */
  readonly reply: number;
}

export interface MethodText {
  /** In order; `lead` is the first words of the step. */
  readonly arises: readonly { readonly lead: string; readonly text: string }[];
  readonly cannotSay: readonly string[];
}

/** How a signal arises and what it cannot say, in a reader's words: the same on the page and in an evidence pack. */
export function methodText(rules: MethodRules): MethodText {
  return {
    arises: [
      {
        lead: 'Who was expected, and who came.',
        text: 'Leave, sickness, strikes, vacancies, short notice and registers that were not kept count for nobody and against nobody. Who is absent on a recorded strike day of their role is set aside too; who attends counts.',
      },
      {
        lead: 'What is usual',
        text: 'is learned from all providers here: same roles, same hosts, same meetings, same notice. A hard meeting or an early hour is expected to cost what it costs everybody. How far away a meeting is stands beside a signal, as far as it is known, and is not counted here.',
      },
      {
        lead: 'A fall at other sites and not at home.',
        text: 'If a provider’s own meetings fall too, the whole provider may be in trouble, and that is no signal.',
      },
      {
        lead: 'More than one of everything.',
        text: `At least ${many(rules.leastLostRows, 'lost seat')}, in ${many(rules.leastLostMonths, 'month')}, by ${many(rules.leastLostPeople, 'person', 'people')}; and it has to hold without any one person or MDT.`,
      },
      {
        lead: 'The provider first.',
        text: `It sees a new signal, and what each month says of it, ${many(rules.providerFirst, 'working day')} before commissioners; a lower level or an end both see at once. It has ${many(rules.reply, 'working day')} to reply, and what it puts right is counted again.`,
      },
    ],
    cannotSay: [
      'That anybody was held back, or why. Only people can say that.',
      'Anything about one person. Nobody is judged, ranked or named.',
      'That a provider without a signal is well. With few meetings, even a large fall is not seen.',
      'Anything where registers are not kept: then there is a list to put right in its place.',
      'Who is better than whom. There is no league table.',
      'Whether a licence was broken. That is for others to decide, after hearing the provider.',
    ],
  };
}

function many(n: number, one: string, more = `${one}s`): string {
  return `${n} ${n === 1 ? one : more}`;
}
