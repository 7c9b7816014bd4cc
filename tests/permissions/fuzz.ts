import { randomUUID } from 'node:crypto';
import type { Random } from '@quorate/libs/random';
import {
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';
import { canariesIn } from './canaries.js';
import { allOperations, type Operation } from './documents.js';
import { isInside, type World } from './matrix.js';
import type { Answer } from './matrix-server.js';
import type { Persona } from './personas.js';
import { type Facts, maySee } from './rights.js';

const AT_ONCE = 6;
const AWKWARD = [
  '',
  ' ',
  'x',
  "' or 1=1 --",
  '%',
  '_',
  '\\',
  '\u0000',
  '\u202e',
  '💥',
  'null',
  '0',
  '-1',
  'NaN',
  '2026-02-30',
  '25:00',
  'cnry',
  '{"a":1}',
  'a'.repeat(3_000),
];
const PLAUSIBLE = [
  '2026-11-24',
  '2026-12-08',
  '1938-04-02',
  '2026-11',
  '13:00',
  'communityMatron',
  '9990000018',
  'Joan',
  'https://meet.invalid/x',
];
const NUMBERS = [0, 1, 2, 5, 50, -1, 1_000, 2_147_483_647, -2_147_483_648];
/** A fault of ours; and the one refusal that says we could not answer at all. */
const FAULTS = new Set(['INTERNAL', 'INTERNAL_SERVER_ERROR', 'SERVICE_UNAVAILABLE']);

export interface FuzzFindings {
  readonly leaks: string[];
  readonly faults: string[];
  /** How many answers were a success. */
  answered: number;
}

/** Calls operations with arguments that nobody would send: the ids of everything in every place, and awkward values. */
export class Fuzz {
  readonly findings: FuzzFindings = { leaks: [], faults: [], answered: 0 };
  private readonly operations: readonly Operation[];

  constructor(
    private readonly world: World,
    private readonly random: Random,
    private readonly freshFacts: () => Promise<Facts>,
  ) {
    this.operations = allOperations(world.schema).filter(({ kind }) => kind !== 'subscription');
  }

  /** `count` calls by these people, of operations that `isMeant`. */
  async call(
    count: number,
    personas: readonly Persona[],
    isMeant: (operation: Operation, persona: Persona) => boolean,
  ): Promise<void> {
    const calls = Array.from({ length: count }, () => {
      const operation = this.random.pick(this.operations);
      const meant = personas.filter((persona) => isMeant(operation, persona));
      return meant.length === 0
        ? null
        : { operation, persona: this.random.pick(meant), variables: this.variablesOf(operation) };
    });
    const waiting = calls.filter((call) => call !== null);
    const worker = async () => {
      for (let call = waiting.shift(); call !== undefined; call = waiting.shift()) await this.one(call);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  private async one({
    operation,
    persona,
    variables,
  }: {
    operation: Operation;
    persona: Persona;
    variables: object;
  }): Promise<void> {
    const answer = await this.world.server.ask(persona, operation.text, variables);
    const where = `${operation.name}, ${persona.name}, ${JSON.stringify(variables).slice(0, 300)}`;
    if (answer.errors.length === 0) this.findings.answered += 1;
    this.checkFaults(answer, where);
    const shown = () => canariesIn(answer.text, this.world.server.planted);
    let leaked = shown().filter((canary) => !maySee(persona, canary, this.world.facts, operation.name));
    if (leaked.length === 0) return;
    // Somebody may have been given a right in the meantime: a seat, or a person on a list.
    const facts = await this.freshFacts();
    leaked = leaked.filter((canary) => !maySee(persona, canary, facts, operation.name));
    for (const column of new Set(leaked.map((canary) => canary.column)))
      this.findings.leaks.push(`${where} is shown ${column}`);
  }

  private checkFaults(answer: Answer, where: string): void {
    const fault = answer.errors.find(({ extensions }) => FAULTS.has(extensions?.code ?? ''));
    if (fault) this.findings.faults.push(`${where}: ${fault.message}`);
  }

  private variablesOf(operation: Operation): Record<string, unknown> {
    return Object.fromEntries(
      operation.field.args
        .filter((arg) => isRequiredArgument(arg) || this.random.chance(0.5))
        .map((arg) => [arg.name, this.value(arg.type, arg.name)]),
    );
  }

  private value(type: GraphQLInputType, name: string): unknown {
    if (isNonNullType(type)) return this.value(type.ofType, name);
    if (isListType(type)) return Array.from({ length: this.random.int(0, 3) }, () => this.value(type.ofType, name));
    if (isInputObjectType(type))
      return Object.fromEntries(
        Object.values(type.getFields())
          .filter((field) => isRequiredInputField(field) || this.random.chance(0.5))
          .map((field) => [field.name, this.value(field.type, field.name)]),
      );
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    switch (getNamedType(type).name) {
      case 'ID':
        return this.id(name);
      case 'Int':
      case 'Float':
        return this.random.pick(NUMBERS);
      case 'Boolean':
        return this.random.chance(0.5);
      default:
        return this.random.pick(this.random.chance(0.4) ? AWKWARD : PLAUSIBLE);
    }
  }

  /** Mostly a row of the kind that is meant, else any row, else one that never was, else no id at all. */
  private id(name: string): string {
    const entries = Object.entries(this.world.ids);
    const entity = name.replace(/Ids?$/, '').toLowerCase();
    const fitting = entries.filter(([key]) => key.toLowerCase().endsWith(entity) || entity.endsWith(key.toLowerCase()));
    const kind = this.random.weighted([
      ['fitting', 6],
      ['any', 2],
      ['never', 1],
      ['awkward', 1],
    ] as const);
    if (kind === 'fitting' && fitting.length > 0) return this.random.pick(fitting)[1];
    if (kind === 'never') return randomUUID();
    return kind === 'awkward' ? this.random.pick(AWKWARD) : this.random.pick(entries)[1];
  }
}

/** Whether this call can change nothing of the fixture's tenant: another tenant's people, and roles outside the policy. */
export function isOutsider(world: World): (operation: Operation, persona: Persona) => boolean {
  return (operation, persona) => persona.tenantId !== world.facts.ids.tenant || !isInside(operation, persona);
}
