/** A step of a table: the state it leads to, and whether it may only be taken with a reason. */
export type Transition<S extends string> = S | { readonly to: S; readonly needsReason: true };

/** What a state allows; a final state allows nothing and says so. */
export type StateRow<S extends string, E extends string> =
  | { readonly final: true }
  | { readonly on: { readonly [event in E]?: Transition<S> } };

export type LifecycleTable<S extends string, E extends string> = {
  /** What is being moved, for the messages: 'release request'. */
  readonly name: string;
  readonly initial: S;
  /** The words for each state on pages and in messages. */
  readonly labels: Readonly<Record<S, string>>;
  readonly rows: Readonly<Record<S, StateRow<S, E>>>;
};

export type LifecycleRefusalCode = 'unknownState' | 'isFinal' | 'notAllowedNow' | 'reasonNeeded';

export type LifecycleStep<S extends string> =
  | { readonly state: S; readonly refused?: undefined }
  | { readonly state?: undefined; readonly refused: { readonly code: LifecycleRefusalCode; readonly message: string } };

export type Lifecycle<S extends string, E extends string> = {
  readonly initial: S;
  /** In the order of the table. */
  readonly states: readonly S[];
  /** In the order in which the table first names them. */
  readonly events: readonly E[];
  readonly labels: Readonly<Record<S, string>>;
  /** The events a state allows; empty for a final state and for one the table does not know. */
  readonly allows: (state: S) => readonly E[];
  readonly isFinal: (state: S) => boolean;
  /** Whether the step may be taken only with a reason. */
  readonly needsReason: (state: S, event: E) => boolean;
  /** Whether a text is one of the states; narrows what came from outside. */
  readonly isState: (text: string) => text is S;
  /** The state after an event, or the refusal. Never throws. Blank reasons count as none. */
  readonly next: (state: S, event: E, reason?: string | null) => LifecycleStep<S>;
};

/** A state machine from its table: one function for all of them, so that a rule is a row and not a branch. */
export function defineLifecycle<const S extends string, const E extends string>(
  table: LifecycleTable<S, E>,
): Lifecycle<S, E> {
  const isState = (text: string): text is S => Object.hasOwn(table.rows, text);
  const states = Object.keys(table.rows).filter(isState);
  const stepOf = (state: S, event: E): Step<S> | null => findStep(rowOn(table, state), event);
  const allows = (state: S): E[] => (isState(state) ? eventsOf(rowOn(table, state)) : []);
  return {
    initial: table.initial,
    states,
    events: [...new Set(states.flatMap(allows))],
    labels: table.labels,
    allows,
    isFinal: (state) => isState(state) && 'final' in table.rows[state],
    needsReason: (state, event) => stepOf(state, event)?.needsReason === true,
    isState,
    next: (state, event, reason) => {
      if (!isState(state)) return refuse('unknownState', `This ${table.name} is in a state that is not known.`);
      const step = stepOf(state, event);
      if (step === null) return refuseStep(table, state);
      if (step.needsReason && !reason?.trim()) {
        return refuse('reasonNeeded', `Give a reason: without one this ${table.name} cannot change.`);
      }
      return { state: step.to };
    },
  };
}

function rowOn<S extends string, E extends string>(
  table: LifecycleTable<S, E>,
  state: S,
): { readonly [event in E]?: Transition<S> } | null {
  const row: StateRow<S, E> | undefined = table.rows[state];
  return row && 'on' in row ? row.on : null;
}

type Step<S extends string> = { readonly to: S; readonly needsReason: boolean };

function findStep<S extends string, E extends string>(
  row: { readonly [event in E]?: Transition<S> } | null,
  event: E,
): Step<S> | null {
  if (row === null || !Object.hasOwn(row, event)) return null;
  const found: Transition<S> | undefined = row[event];
  if (found === undefined) return null;
  return typeof found === 'object' ? found : { to: found, needsReason: false };
}

function eventsOf<E extends string>(row: { readonly [event in E]?: unknown } | null): E[] {
  const events: E[] = [];
  for (const event in row) events.push(event);
  return events;
}

function refuseStep<S extends string, E extends string>(table: LifecycleTable<S, E>, state: S): LifecycleStep<S> {
  const label = table.labels[state].toLowerCase();
  return 'final' in table.rows[state]
    ? refuse('isFinal', `This ${table.name} is ${label} and can no longer change.`)
    : refuse('notAllowedNow', `This ${table.name} is ${label}, and that step does not follow from there.`);
}

function refuse(
  code: LifecycleRefusalCode,
  message: string,
): { readonly refused: { code: LifecycleRefusalCode; message: string } } {
  return { refused: { code, message } };
}
