import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { createRandom } from '@quorate/libs/random';
import { type Fixture, startFixture } from './economy.js';
import { Fuzz, isOutsider } from './fuzz.js';
import type { World } from './matrix.js';
import { MatrixServer } from './matrix-server.js';
import { type Persona, signInEveryone } from './personas.js';
import { readWorld } from './world.js';

/** Requests for each seed. A short run belongs to every test run; QUORATE_FUZZ_REQUESTS=7000 is the long one. */
const REQUESTS = Number(process.env.QUORATE_FUZZ_REQUESTS ?? 200);

describe('arguments that nobody would send', () => {
  let fixture: Fixture;
  let server: MatrixServer;
  let world: World;
  let personas: readonly Persona[];

  beforeAll(async () => {
    fixture = await startFixture();
    // Somebody signed out is slowed down after some hundred requests, as is right; the matrix has asked as them.
    personas = (await signInEveryone(fixture)).filter(({ token }) => token !== null);
    server = new MatrixServer(fixture);
    await server.start();
    world = await readWorld(fixture, server, personas, fixture.t.app.get(GraphQLSchemaHost).schema);
  }, 120_000);
  afterAll(async () => {
    await fixture.t.stop();
    await server.dropSnapshot();
  });

  it.each([1, 2, 3])(
    'show nobody what is not theirs, change nothing of strangers and break nothing (seed %i)',
    async (seed) => {
      const random = createRandom(`authorisation ${seed}`);
      const facts = async () => (await readWorld(fixture, server, personas, world.schema)).facts;
      const fuzz = new Fuzz(world, random, facts);
      const before = await server.rows();
      await fuzz.call(Math.floor(REQUESTS / 2), personas, isOutsider(world));
      expect(await server.rows()).toEqual(before);
      await fuzz.call(
        Math.ceil(REQUESTS / 2),
        personas,
        (operation, persona) => !isOutsider(world)(operation, persona),
      );
      process.stderr.write(
        `Fuzz, seed ${seed}: ${server.requests} requests so far, ${fuzz.findings.answered} answered\n`,
      );
      expect(fuzz.findings.leaks).toEqual([]);
      expect(fuzz.findings.faults).toEqual([]);
      await server.reset();
    },
    1_200_000,
  );
});
