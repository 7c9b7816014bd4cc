import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { Request } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import { FaultLog } from './platform/fault-log.js';
import { type GraphQLContext, guardSchema } from './platform/graphql-guard.js';
import type { Settings } from './platform/settings.js';
import type { Viewer } from './platform/viewer.js';
import { compiledQueries } from './server/compiled-queries.js';
import { type ErrorRules, maskError } from './server/graphql-errors.js';
import { LIMITS, limitRules } from './server/graphql-limits.js';
import { readPlainFields } from './server/plain-fields.js';

type ViewerRequest = Request & { viewer?: Viewer | null; isLocked?: boolean };

/**
 * GraphQL over HTTP, behind `server/graphql-door.ts`. Subscriptions over WebSocket are served by
 * `server/graphql-socket.ts` with the same schema, rules and error masking.
 */
export function graphqlModule(settings: Settings): DynamicModule {
  return GraphQLModule.forRootAsync<ApolloDriverConfig>({
    driver: ApolloDriver,
    inject: [FaultLog],
    useFactory: (faults: FaultLog) =>
      options(settings, { faults, showsSchema: settings.GRAPHQL_INTROSPECTION === 'on' }),
  });
}

function options(settings: Settings, rules: ErrorRules): ApolloDriverConfig {
  const introspection = settings.GRAPHQL_INTROSPECTION === 'on';
  return {
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    playground: false,
    graphiql: false,
    introspection,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    includeStacktraceInErrorResponses: false,
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    parseOptions: { maxTokens: LIMITS.tokens },
    validationRules: limitRules({ introspection }),
    transformSchema: (schema) => readPlainFields(guardSchema(schema)),
    formatError: (_formatted: GraphQLFormattedError, error: unknown) => maskError(error, rules, 'graphql'),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      compiledQueries(rules),
      statusOfAbsence,
    ],
    context: ({ req }: { req: ViewerRequest }): GraphQLContext => ({
      viewer: req.viewer ?? null,
      isLocked: req.isLocked ?? false,
    }),
  } as ApolloDriverConfig;
}

/** Tells proxies and clients to come back, where the database was away. */
const statusOfAbsence: ApolloServerPlugin<GraphQLContext> = {
  async requestDidStart() {
    return {
      async willSendResponse({ response }) {
        const errors = response.body.kind === 'single' ? (response.body.singleResult.errors ?? []) : [];
        if (!errors.some(({ extensions }) => extensions?.code === 'SERVICE_UNAVAILABLE')) return;
        response.http.status = 503;
        response.http.headers.set('retry-after', '2');
      },
    };
  },
};
