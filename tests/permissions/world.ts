import type { GraphQLSchema } from 'graphql';
import type { Fixture } from './economy.js';
import type { World } from './matrix.js';
import type { MatrixServer } from './matrix-server.js';
import type { Persona } from './personas.js';

/** What the matrix has to know of the fixture, read from its rows. */
export async function readWorld(
  { t, ids }: Fixture,
  server: MatrixServer,
  personas: readonly Persona[],
  schema: GraphQLSchema,
): Promise<World> {
  const { tenantId, organisations } = t.economy;
  const read = (text: string) => t.db.sql<Record<string, string>>(tenantId, text, [tenantId]);
  const pairs = async (text: string) =>
    (await read(text)).map(({ key, value }) => [String(key), String(value)] as const);
  const keys = async (text: string) => new Set((await read(text)).map(({ key }) => String(key)));
  const versions = await pairs(
    VERSIONED.map(
      ([table, key]) => `select ${key}::text as key, lock_version::text as value from ${table} where tenant_id = $1`,
    ).join(' union all '),
  );
  return {
    schema,
    server,
    personas,
    ids,
    versions: new Map(versions.map(([key, value]) => [key, Number(value)])),
    directory: await keys(
      DIRECTORY.map(([table, key]) => `select ${key}::text as key from ${table} where tenant_id = $1`).join(
        ' union all ',
      ),
    ),
    facts: {
      ids: { ...ids, tenant: tenantId },
      hostId: organisations.riverside,
      seatProviders: await keys('select provider_organisation_id::text as key from mdt_seat where tenant_id = $1'),
      seatHolders: await keys('select holder_practitioner_id::text as key from mdt_seat where tenant_id = $1'),
      relationships: await keys(
        `select coalesce(practitioner_id, account_id)::text || ':' || patient_id as key from legitimate_relationship where tenant_id = $1`,
      ),
      signalProviders: new Map(
        await pairs(
          'select signal_id::text as key, provider_organisation_id::text as value from signal where tenant_id = $1',
        ),
      ),
      employerOf: new Map(
        await pairs(
          'select practitioner_id::text as key, organisation_id::text as value from practitioner_role where tenant_id = $1',
        ),
      ),
    },
  };
}

const VERSIONED = [
  ['mdt', 'mdt_id'],
  ['mdt_seat', 'seat_id'],
  ['mdt_series', 'series_id'],
  ['mdt_meeting', 'meeting_id'],
  ['invitation', 'invitation_id'],
  ['release_request', 'release_request_id'],
  ['attendance_dispute', 'dispute_id'],
  ['patient', 'patient_id'],
  ['case_list_item', 'case_id'],
  ['case_action', 'action_id'],
  ['signal', 'signal_id'],
  ['register_correction', 'correction_id'],
  ['concern', 'concern_id'],
  ['provider_return', 'return_id'],
  ['advice_question', 'question_id'],
  ['published_advice', 'publication_id'],
  ['tender', 'tender_id'],
  ['strike', 'strike_id'],
] as const;

const DIRECTORY = [
  ['organisation', 'organisation_id'],
  ['site', 'site_id'],
  ['room', 'room_id'],
  ['practitioner', 'practitioner_id'],
] as const;
