import type { Role } from './roles.js';

/**
 * Who may call one query, mutation or subscription. Declared for every root field of the schema; the server does not
 * start while one has no declaration, and the permission matrix test is generated from these.
 *
 * `roles` is the outer wall. `rows` says in words which rows the inner wall leaves: it is enforced in SQL by the reads
 * and by the domain's `may...` functions in the commands.
 */
export interface OperationPolicy {
  /** 'public' needs no session (nothing but sign-in help may have it); 'signedIn' is every role. */
  readonly roles: readonly Role[] | 'signedIn' | 'public';
  /** Which rows a permitted role reaches, in a reader's words. */
  readonly rows: string;
  /** True when an answer may hold data about a person cared for: such a read is an audit event, or it fails. */
  readonly personData?: boolean;
}

/** 'Query.meeting', 'Mutation.planSeries', 'Subscription.registerChanged'. */
export type OperationName = `${'Query' | 'Mutation' | 'Subscription'}.${string}`;

export type OperationPolicies = Readonly<Record<OperationName, OperationPolicy>>;

/** Whether the role is inside the outer wall. `null` is somebody who is not signed in. */
export function mayCall(policy: OperationPolicy, role: Role | null): boolean {
  if (policy.roles === 'public') return true;
  if (role === null) return false;
  return policy.roles === 'signedIn' || policy.roles.includes(role);
}
