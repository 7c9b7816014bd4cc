import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { Live } from '../../api/src/platform/live.js';
import { type Fixture, startFixture } from './economy.js';
import { Matrix } from './matrix.js';
import { MatrixServer } from './matrix-server.js';
import { signInEveryone } from './personas.js';
import { WITHOUT_SUCCESS } from './recipes.js';
import { readWorld } from './world.js';

/**
 * Every root field of the schema as every role in every standing, signed out too, over HTTP. Nothing here names an
 * operation but the recipes: a new one is called the day it is in the schema.
 */
describe('the permission matrix', () => {
  let fixture: Fixture;
  let server: MatrixServer;
  let matrix: Matrix;

  beforeAll(async () => {
    fixture = await startFixture();
    const personas = await signInEveryone(fixture);
    server = new MatrixServer(fixture);
    await server.start();
    const { schema } = fixture.t.app.get(GraphQLSchemaHost);
    matrix = new Matrix(await readWorld(fixture, server, personas, schema));
    await fixture.t.app.get(Live).start();
    await matrix.watchEverything();
    await fixture.t.app.get(Live).stop();
    await matrix.askEverything();
    await matrix.writeAsOutsiders();
    await matrix.writeAsInsiders();
    process.stderr.write(
      `Permission matrix: ${matrix.operations.length} operations, ${personas.length} personas, ${server.requests} requests\n`,
    );
  }, 900_000);
  afterAll(async () => {
    await fixture.t.stop();
    await server.dropSnapshot();
  });

  it('lets nobody in whose role is outside the declared policy', () => {
    expect(matrix.findings.letIn).toEqual([]);
  });

  it('shuts nobody out at the outer wall whose role is inside it', () => {
    expect(matrix.findings.shutOut).toEqual([]);
  });

  it('shows nobody what they have no right to, and another tenant nothing at all', () => {
    expect([...new Set(matrix.findings.leaks)]).toEqual([]);
  });

  it('changes nothing of others, whoever asks', () => {
    expect(matrix.findings.writes).toEqual([]);
  });

  it('answers a stranger alike for what is there and what never was', () => {
    expect([...new Set(matrix.findings.oracles)]).toEqual([]);
  });

  it('meets no fault of the server and no arguments that it cannot read', () => {
    expect([...new Set(matrix.findings.faults)]).toEqual([]);
  });

  it('lets somebody succeed with at least 95 in 100 operations, the others named with a reason', () => {
    const called = matrix.operations.map(({ name }) => name);
    const without = called.filter((name) => !matrix.successes.has(name));
    expect(without.sort()).toEqual(Object.keys(WITHOUT_SUCCESS).sort());
    expect(without.length / called.length).toBeLessThanOrEqual(0.05);
  });
});
