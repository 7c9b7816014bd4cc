import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { type GraphQLContext, requireViewer } from './graphql-guard.js';
import type { Viewer } from './viewer.js';

/** The signed-in viewer as a resolver's argument. */
export const CurrentViewer = createParamDecorator(
  (_: unknown, context: ExecutionContext): Viewer =>
    requireViewer(GqlExecutionContext.create(context).getContext<GraphQLContext>()),
);
