import pg from 'pg';

/** A prepared statement with its values. */
export interface NamedStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Runs `statement` behind `settings` on one connection: both go out in one write, and one Sync ends them, so that
 * PostgreSQL holds them in one implicit transaction and answers once. What `settings` sets for its transaction therefore
 * holds for `statement` and for nothing after it, as between BEGIN and COMMIT, at a third of the messages.
 *
 * `settings` must give one row of one column, and its values must be texts. After a failure the connection is to be closed.
 */
export function queryBehind<T extends object>(
  client: pg.ClientBase,
  settings: NamedStatement,
  statement: NamedStatement,
): Promise<T[]> {
  return new Promise((done, fail) => {
    const first = new pg.Query(configOf(settings));
    const query = new pg.Query(configOf(statement), (error: Error | undefined, results: unknown) => {
      if (error) fail(error);
      else done((results as readonly [pg.QueryResult, pg.QueryResult])[1].rows as T[]);
    });
    const submit = query.submit;
    query.submit = (connection) => {
      connection.stream.cork();
      try {
        first.submit(withoutSync(connection));
        return submit.call(query, connection);
      } finally {
        connection.stream.uncork();
      }
    };
    client.query(query);
  });
}

/** The same connection, but what is written by it does not end the implicit transaction. */
function withoutSync(connection: pg.Connection): pg.Connection {
  return Object.create(connection, { sync: { value: () => undefined } }) as pg.Connection;
}

function configOf({ name, text, values }: NamedStatement): pg.QueryConfig {
  return { name, text, values: [...values] };
}
