import { addDays, toLondon } from '@quorate/libs/time';
import type { Transaction } from '../platform/commands.js';
import { draftAdvice } from './demo-advice.js';
import { WITHHOLDER } from './demo-behaviour.js';
import { draftCases } from './demo-cases.js';
import { type DemoOrganisation, FELLSIDE_ORGANISATIONS, HOSTS, ORGANISATIONS } from './demo-directory.js';
import { draftDispute } from './demo-dispute.js';
import { DemoDraft, type DemoMdt, type DemoPerson, type DemoStaff } from './demo-draft.js';
import { type DemoLogin, FELLSIDE_LOGINS, TAMEWATER_LOGINS } from './demo-logins.js';
import { draftMdts, draftSeries } from './demo-meetings.js';
import { draftNowMeeting } from './demo-now-meeting.js';
import { draftAccounts, draftOrganisations, draftPeople, draftStaff } from './demo-parties.js';
import { draftRegisters } from './demo-registers.js';
import { demoStrike, draftStrike } from './demo-strike.js';

/** One made-up integrated care system. */
export interface DemoTenant {
  readonly key: string;
  readonly name: string;
  readonly organisations: readonly DemoOrganisation[];
  readonly logins: readonly DemoLogin[];
  readonly hosts: readonly (readonly [string, number])[];
  readonly peoplePerMdt: number;
  /** Logins of persons and of their carers, in the order of the people they are or care for. */
  readonly named: readonly { readonly name: string; readonly logins: readonly string[] }[];
}

export const DEMO_TENANTS: readonly DemoTenant[] = [
  {
    key: 'tamewater',
    name: 'Tamewater Integrated Care System (demo)',
    organisations: ORGANISATIONS,
    logins: TAMEWATER_LOGINS,
    hosts: HOSTS,
    peoplePerMdt: 5,
    named: [
      { name: 'Joan Linley', logins: ['joan.linley', 'karen.linley'] },
      { name: 'Albert Thackray', logins: ['albert.thackray', 'samuel.thackray'] },
    ],
  },
  {
    key: 'fellside',
    name: 'Fellside Integrated Care System (demo)',
    organisations: FELLSIDE_ORGANISATIONS,
    logins: FELLSIDE_LOGINS,
    hosts: [['fellsideCommunity', 4]],
    peoplePerMdt: 3,
    named: [{ name: 'Edward Lockwood', logins: ['edward.lockwood'] }],
  },
];

/** Every row of one demo tenant. The same seed and the same instant give the same rows, ids included. */
export function draftDemoTenant(tenant: DemoTenant, seed: number, now: Date): DemoDraft {
  const draft = new DemoDraft(tenant.key, seed);
  const instant = now.toISOString();
  const anchor = toLondon(instant).date;
  draftOrganisations(draft, tenant.organisations);
  const staff = draftStaff(draft, tenant.organisations, tenant.logins);
  const coordinators = accountsByEmployer(draft, tenant, 'careCoordinator');
  const mdts = draftMdts(draft, { hosts: tenant.hosts, coordinators }, staff, addDays(anchor, -380));
  const people = draftPeople(
    draft,
    mdts.map((mdt) => mdt.key),
    tenant.peoplePerMdt,
    tenant.named.map((named) => named.name),
    anchor,
  );
  draftAccounts(draft, tenant.logins, staff, patientsByLogin(tenant, people), `${addDays(anchor, -60)}T00:00:00Z`);
  const meetings = draftSeries(draft, mdts, anchor, instant);
  const recorder = accountsByEmployer(draft, tenant, 'administrator').get('icb');
  const strike = recorder ? demoStrike(anchor) : null;
  if (recorder && strike) draftStrike(draft, strike, { account: recorder, commissioner: 'icb' });
  const plan = {
    anchor,
    strike,
    now: instant,
    illPractitioner: longestServingPsychiatrist(mdts),
    managers: accountsByEmployer(draft, tenant, 'providerManager'),
  };
  const filled = draftRegisters(draft, meetings, plan);
  const manager = plan.managers.get(WITHHOLDER);
  const [busiest] = tenant.hosts.find(([host]) => host !== WITHHOLDER) ?? [];
  if (manager && busiest) draftDispute(draft, meetings, { host: busiest, provider: WITHHOLDER, manager, now: instant });
  const asker = plan.managers.get('hollin');
  if (asker) draftAdvice(draft, { account: asker, provider: 'hollin', commissioner: 'icb', anchor });
  draftCases(draft, meetings, people, filled, anchor);
  const [first] = mdts;
  if (first) draftNowMeeting(draft, first, meetings, people, instant);
  return draft;
}

/** Children after parents, so that every foreign key finds its row. */
const ORDER = [
  'organisation',
  'organisation_name',
  'licence_status',
  'site',
  'room',
  'professional_role',
  'practitioner',
  'practitioner_role',
  'patient',
  'account',
  'sign_in_subject',
  'acting_role',
  'mdt',
  'terms_of_reference',
  'mdt_seat',
  'seat_deputy',
  'mdt_series',
  'mdt_series_skip',
  'mdt_meeting',
  'invitation',
  'practitioner_booking',
  'release_request',
  'attendance_record',
  'attendance_dispute',
  'attendance_dispute_words',
  'attendance_count',
  'strike',
  'strike_version',
  'case_list_item',
  'case_relevant_seat',
  'case_presence',
  'case_knows_person',
  'case_action',
  'legitimate_relationship',
  'advice_question',
];

const CHUNK = 4_000;

/** Writes a draft in the caller's transaction, and audits each table. Throws when a table of the draft has no place in the order. */
export async function insertDraft(tx: Transaction, draft: DemoDraft): Promise<void> {
  const unplaced = [...draft.rows.keys()].filter((table) => !ORDER.includes(table));
  if (unplaced.length > 0) throw new Error(`These tables have no place in the order: ${unplaced.join(', ')}`);
  for (const table of ORDER) {
    const rows = draft.rows.get(table) ?? [];
    for (let from = 0; from < rows.length; from += CHUNK) {
      await tx.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
        JSON.stringify(rows.slice(from, from + CHUNK)),
      ]);
    }
    if (rows.length > 0) tx.audit({ entity: table, entityId: 'demo', detail: { rows: rows.length } });
  }
}

function accountsByEmployer(
  draft: DemoDraft,
  tenant: DemoTenant,
  role: DemoLogin['acts'][number]['role'],
): Map<string, string> {
  const accounts = new Map<string, string>();
  for (const login of tenant.logins) {
    for (const act of login.acts)
      if (act.role === role && act.organisation) accounts.set(act.organisation, draft.id('account', login.login));
  }
  return accounts;
}

function patientsByLogin(tenant: DemoTenant, people: readonly DemoPerson[]): Map<string, string> {
  const byLogin = new Map<string, string>();
  tenant.named.forEach((named, i) => {
    const person = people[i];
    if (person) for (const login of named.logins) byLogin.set(login, person.patientId);
  });
  return byLogin;
}

function longestServingPsychiatrist(mdts: readonly DemoMdt[]): string | null {
  const holders = mdts
    .flatMap((mdt) => mdt.seats)
    .map((seat) => seat.holder)
    .filter((holder): holder is DemoStaff => holder?.roleCode === 'psychiatrist');
  return holders[0]?.practitionerId ?? null;
}
