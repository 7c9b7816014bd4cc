import type { ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { Skeleton } from '../ui/states.js';
import { errorIdOf } from './error-details.js';

/** The parts of Apollo's useQuery answer that matter here. */
export interface QueryLike<Data> {
  readonly data?: Data;
  readonly loading: boolean;
  readonly error?: unknown;
  readonly refetch: () => Promise<unknown>;
}

export interface QueryStateProps<Data> {
  readonly query: QueryLike<Data>;
  readonly children: (data: Data) => ReactNode;
  readonly lines?: number;
}

/** Shows a query's data, or grey lines after 300 ms, or what went wrong with a way to try again. Old data stays while new data fails to come. */
export function QueryState<Data>({ query, children, lines = 4 }: QueryStateProps<Data>) {
  if (query.data !== undefined && query.data !== null)
    return (
      <>
        {query.error ? <FaultPanel error={query.error} onRetry={() => void query.refetch()} stale /> : null}
        {children(query.data)}
      </>
    );
  if (query.error) return <FaultPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <Skeleton lines={lines} />;
}

/** A fault, never a refusal: says what to do and the id to tell the help desk. */
export function FaultPanel({
  error,
  onRetry,
  stale = false,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly stale?: boolean;
}) {
  return (
    <div className="q-notice q-notice--refusal" role="alert">
      <p className="q-notice__heading">
        {stale ? 'This page could not be brought up to date' : 'Something went wrong'}
      </p>
      <p>
        {stale ? 'What you see may be out of date. ' : ''}Try again. If it happens again, tell the help desk this
        number: <strong className="q-nowrap">{errorIdOf(error)}</strong>
      </p>
      {onRetry ? (
        <Button small onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  );
}
