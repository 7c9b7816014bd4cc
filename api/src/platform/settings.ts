import { resolve } from 'node:path';
import { z } from 'zod';

const integer = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);

const schema = z.object({
  PORT: integer(4000, 0, 65535),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url().optional(),
  QUORATE_DATA_DIR: z.string().min(1).default('.quorate'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  GRAPHQL_DOCUMENTS: z.enum(['trusted', 'open']).optional(),
  GRAPHQL_INTROSPECTION: z.enum(['on', 'off']).default('off'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).default('Quorate <no-reply@quorate.invalid>'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  SESSION_HOURS: integer(12, 1, 24),
  IDLE_LOCK_MINUTES: integer(15, 1, 60),
  DEMO_SEED: integer(2026, 0, 2 ** 31),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  QUORATE_DEMO: z.enum(['yes', 'no']).default('no'),
  METRICS_TOKEN: z.string().min(16).optional(),
  TRUST_PROXY: z.string().min(1).optional(),
  WEB_DIST_DIR: z.string().min(1).optional(),
});

/** What the process runs with; read once at start. */
export interface Settings extends z.infer<typeof schema> {
  /** Absolute. */
  readonly dataDirectory: string;
  /** True where DATABASE_URL is not set: PostgreSQL is started from the data directory. */
  readonly isEmbedded: boolean;
  readonly graphqlDocuments: 'trusted' | 'open';
  /** True where the demo's identity provider with its persona picker is the way in. Never with OIDC_ISSUER. */
  readonly isDemoSignIn: boolean;
}

/** Every setting that is wrong, at once, in words an operator can act on. */
export class SettingsError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `These settings are wrong:\n${problems.map((p) => `  - ${p}`).join('\n')}\nEvery setting is described in .env.example.`,
    );
  }
}

/** Reads and checks the environment. Throws SettingsError with the whole list. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (given.DATABASE_URL && !given.DATABASE_OWNER_URL) {
    problems.push(
      'DATABASE_OWNER_URL: needed with DATABASE_URL, for migrations; a role of its own that owns the tables',
    );
  }
  if (given.DATABASE_URL && given.DATABASE_URL === given.DATABASE_OWNER_URL) {
    problems.push(
      "DATABASE_OWNER_URL: has to be another role than DATABASE_URL's; the application may not own its tables",
    );
  }
  if (given.OIDC_ISSUER && !given.OIDC_CLIENT_ID) problems.push('OIDC_CLIENT_ID: needed with OIDC_ISSUER');
  if (given.DATABASE_URL && !given.OIDC_ISSUER && given.QUORATE_DEMO !== 'yes') {
    problems.push(
      'OIDC_ISSUER: needed with DATABASE_URL (or QUORATE_DEMO=yes to use the demo sign-in on a server of your own)',
    );
  }
  if (!parsed.success || problems.length > 0) throw new SettingsError(problems);
  const isEmbedded = !parsed.data.DATABASE_URL;
  return {
    ...parsed.data,
    dataDirectory: resolve(parsed.data.QUORATE_DATA_DIR),
    isEmbedded,
    graphqlDocuments: parsed.data.GRAPHQL_DOCUMENTS ?? (isEmbedded ? 'open' : 'trusted'),
    isDemoSignIn: !parsed.data.OIDC_ISSUER && (isEmbedded || parsed.data.QUORATE_DEMO === 'yes'),
  };
}
