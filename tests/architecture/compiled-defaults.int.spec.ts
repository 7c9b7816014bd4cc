import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionsService } from '../../api/src/identity/sessions.service.js';
import { startTestApp, type TestApp } from '../../api/src/testkit/test-app.js';

describe('a query that has been asked often enough to be compiled', () => {
  let t: TestApp;
  let ask: () => Promise<unknown>;

  beforeAll(async () => {
    t = await startTestApp();
    await t.app.listen(0, '127.0.0.1');
    const { port } = t.app.getHttpServer().address() as { port: number };
    const { tenantId, accountId } = t.economy.viewer('clinician');
    const session = await t.app.get(SessionsService).open({ tenantId, accountId, kind: 'bearer', hours: 1 });
    ask = async () => {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${session?.token}` },
        body: JSON.stringify({
          query: 'query People($input: PeopleInput!) { people(input: $input) { people { id } hasMore } }',
          variables: { input: {} },
        }),
      });
      return response.json();
    };
  });
  afterAll(() => t.stop());

  it('still fills in what has a default inside an input', async () => {
    const answers: unknown[] = [];
    for (let time = 0; time < 6; time += 1) answers.push(await ask());
    expect(answers).toEqual(Array.from({ length: 6 }, () => ({ data: { people: { people: [], hasMore: false } } })));
  });
});
