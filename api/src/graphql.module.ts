import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import type { DynamicModule } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { Request } from 'express';
import { type GraphQLContext, guardSchema } from './platform/graphql-guard.js';
import type { Settings } from './platform/settings.js';
import type { Viewer } from './platform/viewer.js';

/** The request with the viewer that the session middleware found. */
export type ViewerRequest = Request & { viewer?: Viewer | null };

/** GraphQL over HTTP. Subscriptions over WebSocket are served by `graphql-socket.ts` with the same schema and limits. */
export function graphqlModule(settings: Settings): DynamicModule {
  return GraphQLModule.forRoot<ApolloDriverConfig>({
    driver: ApolloDriver,
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    playground: false,
    graphiql: false,
    introspection: settings.GRAPHQL_INTROSPECTION === 'on',
    csrfPrevention: true,
    hideSchemaDetailsFromClientErrors: true,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: 2_000 },
    transformSchema: guardSchema,
    plugins: [ApolloServerPluginCacheControlDisabled(), ApolloServerPluginLandingPageDisabled()],
    context: ({ req }: { req: ViewerRequest }): GraphQLContext => ({ viewer: req.viewer ?? null }),
  } as ApolloDriverConfig);
}
