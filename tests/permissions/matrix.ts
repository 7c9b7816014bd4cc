import { randomUUID } from 'node:crypto';
import { mayCall, OPERATIONS } from '@quorate/libs/access';
import { type GraphQLSchema, isInterfaceType } from 'graphql';
import { canariesIn } from './canaries.js';
import { allOperations, type Operation } from './documents.js';
import type { FixtureIds } from './economy.js';
import type { Answer, MatrixServer } from './matrix-server.js';
import type { Persona } from './personas.js';
import { TENANT_WIDE, withRecipe } from './recipes.js';
import { type Facts, maySee } from './rights.js';
import { type IdSource, variablesOf } from './variables.js';
import { type Watched, watch } from './watching.js';

/** What went wrong, by kind; every list is to be empty. Sentences name the operation and the persona. */
export interface Findings {
  readonly letIn: string[];
  readonly shutOut: string[];
  readonly leaks: string[];
  readonly writes: string[];
  readonly oracles: string[];
  readonly faults: string[];
}

export interface World {
  readonly schema: GraphQLSchema;
  readonly server: MatrixServer;
  readonly personas: readonly Persona[];
  readonly ids: FixtureIds;
  readonly facts: Facts;
  readonly versions: ReadonlyMap<string, number>;
  /** Ids of organisations, sites, rooms and staff, which everybody of the tenant may know. */
  readonly directory: ReadonlySet<string>;
}

const AT_ONCE = 6;
const OUTER_WALL = /^Your present role may not/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Calls every query and mutation as everybody, and keeps what was found. */
export class Matrix {
  readonly findings: Findings = { letIn: [], shutOut: [], leaks: [], writes: [], oracles: [], faults: [] };
  /** Who succeeded with an operation. */
  readonly successes = new Map<string, string[]>();
  readonly operations: readonly Operation[];
  private readonly refusals: ReadonlySet<string>;
  private readonly ids: IdSource;

  constructor(private readonly world: World) {
    this.operations = allOperations(world.schema);
    const refusal = world.schema.getType('Refusal');
    this.refusals = new Set(
      isInterfaceType(refusal) ? world.schema.getPossibleTypes(refusal).map((type) => type.name) : [],
    );
    this.ids = {
      idOf: (entity) => {
        const lower = entity.charAt(0).toLowerCase() + entity.slice(1);
        const ending = Object.keys(world.ids)
          .filter((key) => lower === key || entity.endsWith(key.charAt(0).toUpperCase() + key.slice(1)))
          .sort((one, other) => other.length - one.length)[0];
        if (!ending) throw new Error(`Tell tests/permissions/economy.ts which row "${entity}Id" names.`);
        return String(world.ids[ending]);
      },
      versionOf: (id) => world.versions.get(id) ?? null,
    };
  }

  /** Reads, by everybody, with little and with everything asked. */
  async askEverything(): Promise<void> {
    for (const operation of this.operations.filter(({ kind }) => kind === 'query')) {
      for (const variables of this.variantsOf(operation)) {
        await atOnce(this.world.personas, (persona) => this.call(operation, persona, variables));
      }
    }
  }

  /** Writes by those who may not: after each operation, no row of the tenant is another one. */
  async writeAsOutsiders(): Promise<void> {
    const before = await this.world.server.rows();
    for (const operation of this.operations.filter(({ kind }) => kind === 'mutation')) {
      const outsiders = this.world.personas.filter(
        (persona) => persona.tenantId !== this.world.facts.ids.tenant || !isInside(operation, persona),
      );
      for (const variables of this.variantsOf(operation)) {
        await atOnce(outsiders, (persona) => this.call(operation, persona, variables));
      }
      if (differs(before, await this.world.server.rows())) {
        this.findings.writes.push(`${operation.name}: somebody who may not has changed a row`);
        await this.world.server.reset();
      }
    }
  }

  /** Writes by those whose role may: each on the fixture as it was; the uninvolved change no row that was there. */
  async writeAsInsiders(): Promise<void> {
    const before = await this.world.server.rows();
    for (const operation of this.operations.filter(({ kind }) => kind === 'mutation')) {
      const insiders = this.world.personas.filter(
        (persona) => persona.tenantId === this.world.facts.ids.tenant && isInside(operation, persona),
      );
      for (const persona of insiders) {
        const variants = isUninvolved(operation, persona) ? this.variantsOf(operation) : [this.recipeOf(operation)];
        for (const variables of variants) {
          const isSuccess = await this.call(operation, persona, variables);
          if (isUninvolved(operation, persona)) await this.checkUntouched(operation, persona, before);
          if (isSuccess) await this.world.server.reset();
        }
      }
    }
  }

  /** Subscriptions over sockets, by everybody: each is hinted that what was named has changed, and says what it got. */
  async watchEverything(): Promise<void> {
    for (const operation of this.operations.filter(({ kind }) => kind === 'subscription')) {
      const variables = this.recipeOf(operation);
      const never = JSON.parse(JSON.stringify(variables).replaceAll(UUID, randomUUID())) as Record<string, unknown>;
      const open = (persona: Persona, asked: Record<string, unknown>) =>
        watch(this.world.server.socketUrl, persona.token, operation.text, asked);
      const watching = this.world.personas.map((persona) => ({
        persona,
        real: open(persona, variables),
        never: open(persona, never),
      }));
      await this.world.server.hint(JSON.stringify(variables).match(UUID) ?? [], () =>
        watching.every(({ real }) => real.now().kind !== 'silence'),
      );
      for (const { persona, real, never: nothing } of watching) {
        this.checkWatched(operation, persona, real.now(), nothing.now());
        await Promise.all([real.close(), nothing.close()]);
      }
    }
  }

  private checkWatched(operation: Operation, persona: Persona, real: Watched, never: Watched): void {
    const where = `${operation.name}, ${persona.name}`;
    const isStranger = persona.tenantId !== this.world.facts.ids.tenant || isUninvolved(operation, persona);
    if (!isInside(operation, persona)) {
      if (real.kind !== 'refused' || !/NOT_PERMITTED|UNAUTHENTICATED|closed 4403/.test(real.text))
        this.findings.letIn.push(where);
    } else if (isStranger && JSON.stringify(real) !== JSON.stringify(never))
      this.findings.oracles.push(`${where}: ${JSON.stringify([real, never])}`);
    if (real.kind === 'silence') return;
    this.checkCanaries(operation, real.text, persona, where);
    if (real.kind === 'data')
      this.successes.set(operation.name, [...(this.successes.get(operation.name) ?? []), persona.name]);
  }

  private async checkUntouched(operation: Operation, persona: Persona, before: readonly string[]): Promise<void> {
    const now = new Set(await this.world.server.rows());
    const gone = before.filter((row) => !now.has(row));
    if (gone.length > 0)
      this.findings.writes.push(
        `${operation.name}: ${persona.name} changed ${[...new Set(gone.map((row) => row.split(' ')[0]))].join(', ')}`,
      );
  }

  /** Calls once, and once more with ids that never were where the first answer tells a stranger nothing. */
  private async call(operation: Operation, persona: Persona, variables: Record<string, unknown>): Promise<boolean> {
    const answer = await this.world.server.ask(persona, operation.text, variables);
    const where = `${operation.name}, ${persona.name}`;
    this.checkOuterWall(operation, persona, answer, where);
    this.checkFaults(answer, where);
    this.checkCanaries(operation, answer.text, persona, where);
    const isSuccess = this.isSuccess(operation, answer);
    if (isSuccess) this.successes.set(operation.name, [...(this.successes.get(operation.name) ?? []), persona.name]);
    const isStranger = persona.tenantId !== this.world.facts.ids.tenant;
    if (isInside(operation, persona) && (isStranger || (isUninvolved(operation, persona) && !isSuccess)))
      await this.compareWithNever(operation, persona, variables, answer, where);
    return isSuccess;
  }

  private checkOuterWall(operation: Operation, persona: Persona, answer: Answer, where: string): void {
    const [error] = answer.errors;
    const refusal = this.valueOf(operation, answer) as { code?: string; message?: string } | null;
    const said = error?.message ?? refusal?.message ?? '';
    const code = error?.extensions?.code ?? refusal?.code ?? '';
    if (persona.role === null && !isInside(operation, persona)) {
      if (code !== 'UNAUTHENTICATED') this.findings.letIn.push(where);
    } else if (!isInside(operation, persona)) {
      if (code !== 'NOT_PERMITTED' || !OUTER_WALL.test(said))
        this.findings.letIn.push(`${where}: ${answer.text.slice(0, 200)}`);
    } else if (OUTER_WALL.test(said)) this.findings.shutOut.push(where);
  }

  /** A fault of ours, or arguments that the schema does not take: then nothing was tested. */
  private checkFaults(answer: Answer, where: string): void {
    const fault = answer.errors.find(
      ({ extensions }) => !['NOT_PERMITTED', 'UNAUTHENTICATED', 'NOT_FOUND'].includes(extensions?.code ?? ''),
    );
    if (fault) this.findings.faults.push(`${where}: ${fault.extensions?.code} ${fault.message}`);
  }

  private checkCanaries({ name }: Operation, text: string, persona: Persona, where: string): void {
    const seen = canariesIn(text, this.world.server.planted).filter(
      (canary) => !maySee(persona, canary, this.world.facts, name),
    );
    for (const column of new Set(seen.map((canary) => canary.column)))
      this.findings.leaks.push(`${where} is shown ${column}`);
  }

  private async compareWithNever(
    operation: Operation,
    persona: Persona,
    variables: Record<string, unknown>,
    answer: Answer,
    where: string,
  ): Promise<void> {
    const text = JSON.stringify(variables);
    const known = persona.standing === 'uninvolved' ? this.world.directory : new Set<string>();
    const swapped = new Map(
      [...new Set(text.match(UUID) ?? [])].filter((id) => !known.has(id)).map((id) => [id, randomUUID()] as const),
    );
    if (swapped.size === 0) return;
    const swap = (from: string) => from.replaceAll(UUID, (id) => swapped.get(id) ?? id);
    const never = await this.world.server.ask(persona, operation.text, JSON.parse(swap(text)) as object);
    if (never.text !== swap(answer.text))
      this.findings.oracles.push(`${where}: ${answer.text.slice(0, 160)} but ${never.text.slice(0, 160)}`);
  }

  /** The arguments that an operation is asked with. */
  variantsOf(operation: Operation): Record<string, unknown>[] {
    const { ids } = this;
    const all = [
      variablesOf(operation, { ids, breadth: 'required' }),
      variablesOf(operation, { ids, breadth: 'full' }),
      this.recipeOf(operation),
    ];
    return [...new Map(all.map((variables) => [JSON.stringify(variables), variables])).values()];
  }

  /** The arguments with which somebody is meant to succeed. */
  private recipeOf(operation: Operation): Record<string, unknown> {
    return withRecipe(variablesOf(operation, { ids: this.ids, breadth: 'required' }), operation.name, this.world.ids);
  }

  private valueOf(operation: Operation, answer: Answer): unknown {
    return (answer.data as Record<string, unknown> | null)?.[operation.field.name] ?? null;
  }

  /** An answer with something in it that is no refusal. */
  private isSuccess(operation: Operation, answer: Answer): boolean {
    const value = this.valueOf(operation, answer);
    if (answer.errors.length > 0 || value === null) return false;
    if (Array.isArray(value)) return value.length > 0;
    return !this.refusals.has((value as { __typename?: string }).__typename ?? '');
  }
}

/** Whether the persona's role is inside the declared policy. */
export function isInside({ name }: Operation, { role }: Persona): boolean {
  const policy = OPERATIONS[name];
  if (!policy) throw new Error(`${name} declares nobody who may call it.`);
  return mayCall(policy, role);
}

/** Whether everything that the arguments name is somebody else's. */
function isUninvolved({ name }: Operation, { standing, role }: Persona): boolean {
  return standing === 'uninvolved' && !(role !== null && TENANT_WIDE[name]?.includes(role));
}

function differs(before: readonly string[], now: readonly string[]): boolean {
  return before.length !== now.length || before.some((row, at) => row !== now[at]);
}

async function atOnce<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const take = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}
