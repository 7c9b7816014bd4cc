import { readableName } from '@quorate/libs/names';
import type { Transaction } from '../platform/commands.js';
import { newId } from '../platform/ids.js';
import type { Dated, Seen } from './dated-chain.js';
import {
  Directory,
  type DirectoryOrganisation,
  type DirectorySite,
  type MembershipKind,
  noMemberships,
  type SiteIdentity,
} from './directory.js';
import type { OrganisationKind } from './organisation-kind.js';

/** What an import did to the rows it is about; each organisation and site is counted once. */
export interface DirectoryChanges {
  readonly added: number;
  readonly updated: number;
  readonly closed: number;
  readonly unchanged: number;
}

/** The directory of the open tenant, and what it looked like when it was loaded. */
export interface LoadedDirectory {
  readonly directory: Directory;
  readonly organisationsBefore: ReadonlyMap<string, DirectoryOrganisation>;
  readonly sitesBefore: ReadonlyMap<string, DirectorySite>;
  /** How the names of organisations and sites are shown, by their codes: the rule may have changed since. */
  readonly shownBefore: ReadonlyMap<string, string>;
}

interface OrganisationRow extends Omit<DirectoryOrganisation['facts'], 'kind'> {
  readonly id: string;
  readonly shown: string;
  readonly kind: OrganisationKind;
  readonly isFictional: boolean;
}

interface DatedRow extends Seen {
  readonly code: string;
  readonly kind: MembershipKind;
}

const DURING = `lower(during)::text as "from", upper(during)::text as "to"`;
const SEEN = `${DURING}, t.first_seen::text as "firstSeen"`;
/** The name as an extract prints it. */
const PUBLISHED = (row: string) => `coalesce(${row}.published_name, ${row}.name)`;
const PLACE = 'address, postcode, latitude, longitude';
const LISTED = `is_open as "isOpen", opened_on::text as "openedOn", closed_on::text as "closedOn", source, source_on::text as "sourceOn"`;

/** Reads the whole directory of the tenant in a fixed number of statements, however many organisations. */
export async function loadDirectory(tx: Transaction): Promise<LoadedDirectory> {
  const directory = new Directory();
  const shownBefore = new Map<string, string>();
  for (const { id, isFictional, shown, ...facts } of await tx.query<OrganisationRow>(
    `select organisation_id as id, is_fictional as "isFictional", ods_code as code, o.name as shown, ${PUBLISHED('o')} as name, kind, ${PLACE}, ${LISTED}, telephone,
       prescribing_setting as "prescribingSetting", cqc_location_id as "cqcLocationId"
     from organisation o where tenant_id = $1`,
    [tx.tenantId],
  )) {
    const empty = { names: [], memberships: noMemberships(), licence: [], assurance: [], successors: [], changes: [] };
    directory.organisations.set(facts.code, { id, isFictional, facts, ...empty });
    shownBefore.set(facts.code, shown);
  }
  await loadHistory(tx, directory);
  for (const { id, shown, ...facts } of await tx.query<DirectorySite['facts'] & { id: string; shown: string }>(
    `select s.site_id as id, s.ods_code as code, s.name as shown, ${PUBLISHED('s')} as name, o.ods_code as "organisationCode", s.address, s.postcode, s.latitude, s.longitude,
       s.is_open as "isOpen", s.opened_on::text as "openedOn", s.closed_on::text as "closedOn", s.source, s.source_on::text as "sourceOn"
     from site s join organisation o using (tenant_id, organisation_id) where s.tenant_id = $1`,
    [tx.tenantId],
  )) {
    directory.sites.set(facts.code, { id, facts, periods: [] });
    shownBefore.set(facts.code, shown);
  }
  await loadSitePeriods(tx, directory);
  return {
    directory,
    organisationsBefore: new Map([...directory.organisations].map(([code, o]) => [code, snapshot(o)])),
    sitesBefore: new Map([...directory.sites].map(([code, site]) => [code, { ...site }])),
    shownBefore,
  };
}

interface SitePeriodRow extends SiteIdentity, Omit<Seen, 'value'> {
  readonly code: string;
}

async function loadSitePeriods(tx: Transaction, directory: Directory): Promise<void> {
  const rows = await tx.query<SitePeriodRow>(
    `select s.ods_code as code, ${PUBLISHED('t')} as name, t.address, t.postcode, o.ods_code as "organisationCode", ${SEEN}, t.source
     from site_period t join site s using (tenant_id, site_id)
     join organisation o on o.tenant_id = t.tenant_id and o.organisation_id = t.organisation_id
     where t.tenant_id = $1 order by t.site_id, t.during`,
    [tx.tenantId],
  );
  for (const { code, name, address, postcode, organisationCode, ...when } of rows) {
    const site = directory.sites.get(code);
    if (site) site.periods = [...site.periods, { value: { name, address, postcode, organisationCode }, ...when }];
  }
}

async function loadHistory(tx: Transaction, directory: Directory): Promise<void> {
  const ofTenant = async <R extends { code: string }>(
    columns: string,
    table: string,
    order: string,
    apply: (o: DirectoryOrganisation, row: R) => void,
  ) => {
    const rows = await tx.query<R>(
      `select o.ods_code as code, ${columns} from ${table} t join organisation o using (tenant_id, organisation_id) where t.tenant_id = $1 order by ${order}`,
      [tx.tenantId],
    );
    for (const row of rows) {
      const organisation = directory.organisations.get(row.code);
      if (organisation) apply(organisation, row);
    }
  };
  await ofTenant<DatedRow>(
    `${PUBLISHED('t')} as value, ${SEEN}, t.source`,
    'organisation_name',
    'o.ods_code, during',
    (o, row) => {
      o.names = [...o.names, seen(row)];
    },
  );
  await ofTenant<DatedRow>(
    `t.kind, (select p.ods_code from organisation p where p.tenant_id = t.tenant_id and p.organisation_id = t.parent_id) as value, ${SEEN}, t.source`,
    'organisation_membership',
    'o.ods_code, t.kind, during',
    (o, row) => {
      o.memberships = { ...o.memberships, [row.kind]: [...o.memberships[row.kind], seen(row)] };
    },
  );
  await ofTenant<DatedRow>(
    `t.status as value, ${DURING}, t.basis as source`,
    'licence_status',
    'o.ods_code, during',
    (o, row) => {
      o.licence = [...o.licence, dated(row)];
    },
  );
  await ofTenant<DirectoryOrganisation['assurance'][number] & { code: string }>(
    `t.scheme, t.published_on::text as "publishedOn", t.status`,
    'organisation_assurance',
    'o.ods_code, t.scheme, t.published_on',
    (o, { scheme, publishedOn, status }) => {
      o.assurance = [...o.assurance, { scheme, publishedOn, status }];
    },
  );
  await ofTenant<{ code: string; successor: string; onDate: string; source: string }>(
    `(select p.ods_code from organisation p where p.tenant_id = t.tenant_id and p.organisation_id = t.successor_id) as successor, t.on_date::text as "onDate", t.source`,
    'organisation_succession',
    '1, 2',
    (o, { successor, onDate, source }) => {
      o.successors = [...o.successors, { code: successor, onDate, source }];
    },
  );
  await ofTenant<DirectoryOrganisation['changes'][number] & { code: string }>(
    `t.changed_on::text as "changedOn", t.field, t.old_value as "oldValue", t.new_value as "newValue", t.source`,
    'organisation_change',
    'o.ods_code, t.changed_on, t.field, t.source',
    (o, { changedOn, field, oldValue, newValue, source }) => {
      o.changes = [...o.changes, { changedOn, field, oldValue, newValue, source }];
    },
  );
}

function dated(row: DatedRow): Dated {
  return { value: row.value, from: row.from, to: row.to, source: row.source };
}

function seen(row: DatedRow): Seen {
  return { ...dated(row), firstSeen: row.firstSeen };
}

/** Every field of an organisation is replaced and never changed in place, so a shallow copy keeps what it was. */
function snapshot(organisation: DirectoryOrganisation): DirectoryOrganisation {
  return { ...organisation, memberships: { ...organisation.memberships } };
}

/** Writes what the import touched and changed, in a fixed number of statements, and says how much that was. */
export async function saveDirectory(tx: Transaction, loaded: LoadedDirectory): Promise<DirectoryChanges> {
  const { directory, organisationsBefore, sitesBefore, shownBefore } = loaded;
  const isShownOtherwise = (code: string, name: string) => shownBefore.get(code) !== readableName(name);
  const tally = { added: 0, updated: 0, closed: 0, unchanged: 0 };
  const changed: DirectoryOrganisation[] = [];
  for (const code of [...directory.touched].sort()) {
    const now = directory.organisations.get(code);
    if (!now) continue;
    if (count(tally, organisationsBefore.get(code), now) || isShownOtherwise(code, now.facts.name)) changed.push(now);
  }
  const changedSites: DirectorySite[] = [];
  for (const code of [...directory.touchedSites].sort()) {
    const now = directory.sites.get(code);
    if (!now) continue;
    if (count(tally, sitesBefore.get(code), now) || isShownOtherwise(code, now.facts.name)) changedSites.push(now);
  }
  await saveOrganisations(tx, changed);
  await saveHistory(tx, changed);
  await saveSites(tx, changedSites);
  await saveSitePeriods(tx, changedSites);
  return tally;
}

type Tally = { -readonly [K in keyof DirectoryChanges]: number };

function count(
  tally: Tally,
  before: DirectoryOrganisation | DirectorySite | undefined,
  now: DirectoryOrganisation | DirectorySite,
): boolean {
  if (!before) tally.added += 1;
  else if (content(before) === content(now)) {
    tally.unchanged += 1;
    return before.facts.source !== now.facts.source || before.facts.sourceOn !== now.facts.sourceOn;
  } else if (before.facts.isOpen && !now.facts.isOpen) tally.closed += 1;
  else tally.updated += 1;
  return true;
}

/** Both names of a row: the one that is shown, and the one published where it differs. */
function namesOf(published: string): { readonly name: string; readonly publishedName: string | null } {
  const name = readableName(published);
  return { name, publishedName: name === published ? null : published };
}

/** What it says, without where it was read: a newer extract that says the same changes nothing worth telling. */
function content(entry: DirectoryOrganisation | DirectorySite): string {
  return JSON.stringify(canonical({ ...entry, facts: { ...entry.facts, source: null, sourceOn: null } }));
}

/** The same content gives the same text, whatever order the fields were put in. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, canonical(field)]),
  );
}

const ORGANISATION_COLUMNS = `code text, name text, "publishedName" text, kind text, "isOpen" boolean, "openedOn" date, "closedOn" date, address text, postcode text,
  latitude double precision, longitude double precision, telephone text, "prescribingSetting" text, "cqcLocationId" text, source text, "sourceOn" date`;

async function saveOrganisations(tx: Transaction, changed: readonly DirectoryOrganisation[]): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ id, facts }) => ({ id: id ?? newId(), ...facts, ...namesOf(facts.name) }));
  await tx.query(
    `insert into organisation (tenant_id, organisation_id, ods_code, name, published_name, kind, is_open, opened_on, closed_on, address, postcode,
       latitude, longitude, telephone, prescribing_setting, cqc_location_id, source, source_on)
     select $1, id, code, name, "publishedName", kind, "isOpen", "openedOn", "closedOn", address, postcode,
       latitude, longitude, telephone, "prescribingSetting", "cqcLocationId", source, "sourceOn"
     from json_to_recordset($2) as r(id uuid, ${ORGANISATION_COLUMNS})
     on conflict (tenant_id, ods_code) do update set name = excluded.name, published_name = excluded.published_name, kind = excluded.kind, is_open = excluded.is_open,
       opened_on = excluded.opened_on, closed_on = excluded.closed_on, address = excluded.address, postcode = excluded.postcode,
       latitude = excluded.latitude, longitude = excluded.longitude, telephone = excluded.telephone,
       prescribing_setting = excluded.prescribing_setting, cqc_location_id = excluded.cqc_location_id, source = excluded.source,
       source_on = excluded.source_on, lock_version = organisation.lock_version + 1`,
    [tx.tenantId, JSON.stringify(rows)],
  );
}

async function saveSites(tx: Transaction, changed: readonly DirectorySite[]): Promise<void> {
  if (changed.length === 0) return;
  const rows = changed.map(({ id, facts }) => ({ id: id ?? newId(), ...facts, ...namesOf(facts.name) }));
  await tx.query(
    `insert into site (tenant_id, site_id, organisation_id, ods_code, name, published_name, address, postcode, latitude, longitude, is_open, opened_on, closed_on, source, source_on)
     select $1, r.id, o.organisation_id, r.code, r.name, r."publishedName", r.address, r.postcode, r.latitude, r.longitude, r."isOpen", r."openedOn", r."closedOn", r.source, r."sourceOn"
     from json_to_recordset($2) as r(id uuid, code text, name text, "publishedName" text, "organisationCode" text, address text, postcode text, latitude double precision,
       longitude double precision, "isOpen" boolean, "openedOn" date, "closedOn" date, source text, "sourceOn" date)
     join organisation o on o.tenant_id = $1 and o.ods_code = r."organisationCode"
     on conflict (tenant_id, ods_code) do update set organisation_id = excluded.organisation_id, name = excluded.name,
       published_name = excluded.published_name, address = excluded.address,
       postcode = excluded.postcode, latitude = excluded.latitude, longitude = excluded.longitude, is_open = excluded.is_open,
       opened_on = excluded.opened_on, closed_on = excluded.closed_on, source = excluded.source, source_on = excluded.source_on,
       lock_version = site.lock_version + 1`,
    [tx.tenantId, JSON.stringify(rows)],
  );
}

/** Replaced whole for each changed site, for the reason that `saveHistory` gives. */
async function saveSitePeriods(tx: Transaction, changed: readonly DirectorySite[]): Promise<void> {
  if (changed.length === 0) return;
  await tx.query(
    'delete from site_period t using site s where s.tenant_id = $1 and s.ods_code = any($2) and t.tenant_id = s.tenant_id and t.site_id = s.site_id',
    [tx.tenantId, changed.map(({ facts }) => facts.code)],
  );
  const rows = changed.flatMap(({ facts: { code }, periods }) =>
    periods.map(({ value, ...when }) => ({ code, ...value, ...namesOf(value.name), ...when })),
  );
  await tx.query(
    `insert into site_period (tenant_id, site_id, organisation_id, name, published_name, address, postcode, during, first_seen, source)
     select $1, s.site_id, o.organisation_id, r.name, r."publishedName", r.address, r.postcode, daterange(r."from", r."to"), r."firstSeen", r.source
     from json_to_recordset($2) as r(code text, name text, "publishedName" text, address text, postcode text, "organisationCode" text,
       "from" date, "to" date, "firstSeen" date, source text)
     join site s on s.tenant_id = $1 and s.ods_code = r.code
     join organisation o on o.tenant_id = $1 and o.ods_code = r."organisationCode"`,
    [tx.tenantId, JSON.stringify(rows)],
  );
}

/** Periods are replaced whole for each changed organisation: an update in place could overlap its neighbour for a moment. */
async function saveHistory(tx: Transaction, changed: readonly DirectoryOrganisation[]): Promise<void> {
  if (changed.length === 0) return;
  const codes = changed.map(({ facts }) => facts.code);
  for (const table of ['organisation_name', 'organisation_membership', 'licence_status']) {
    await tx.query(
      `delete from ${table} t using organisation o where o.tenant_id = $1 and o.ods_code = any($2) and t.tenant_id = o.tenant_id and t.organisation_id = o.organisation_id`,
      [tx.tenantId, codes],
    );
  }
  const periods = `r(code text, kind text, value text, name text, "publishedName" text, "from" date, "to" date, "firstSeen" date, source text)`;
  const own = 'join organisation o on o.tenant_id = $1 and o.ods_code = r.code';
  const insert = async (text: string, rows: readonly object[], ...more: readonly unknown[]) => {
    if (rows.length > 0) await tx.query(text, [tx.tenantId, JSON.stringify(rows), ...more]);
  };
  await insert(
    `insert into organisation_name (tenant_id, organisation_id, name, published_name, during, first_seen, source)
     select $1, o.organisation_id, r.name, r."publishedName", daterange(r."from", r."to"), r."firstSeen", r.source from json_to_recordset($2) as ${periods} ${own}`,
    changed.flatMap(({ facts: { code }, names }) =>
      names.map((period) => ({ code, ...period, ...namesOf(period.value) })),
    ),
  );
  await insert(
    `insert into organisation_membership (tenant_id, organisation_id, parent_id, kind, during, first_seen, source)
     select $1, o.organisation_id, p.organisation_id, r.kind, daterange(r."from", r."to"), r."firstSeen", r.source from json_to_recordset($2) as ${periods} ${own}
     join organisation p on p.tenant_id = $1 and p.ods_code = r.value`,
    changed.flatMap(({ facts: { code }, memberships }) =>
      Object.entries(memberships).flatMap(([kind, chain]) => chain.map((period) => ({ code, kind, ...period }))),
    ),
  );
  await insert(
    `insert into licence_status (tenant_id, organisation_id, status, during, basis)
     select $1, o.organisation_id, r.value, daterange(r."from", r."to"), r.source from json_to_recordset($2) as ${periods} ${own}`,
    changed.flatMap(({ facts: { code }, licence }) => licence.map((period) => ({ code, ...period }))),
  );
  await insert(
    `insert into organisation_assurance (tenant_id, organisation_id, scheme, published_on, status)
     select $1, o.organisation_id, r.scheme, r."publishedOn", r.status
     from json_to_recordset($2) as r(code text, scheme text, "publishedOn" date, status text) ${own}
     on conflict (tenant_id, organisation_id, scheme, published_on) do update set status = excluded.status`,
    changed.flatMap(({ facts: { code }, assurance }) => assurance.map((a) => ({ code, ...a }))),
  );
  await insert(
    `insert into organisation_succession (tenant_id, organisation_id, successor_id, on_date, source)
     select $1, o.organisation_id, p.organisation_id, r."onDate", r.source
     from json_to_recordset($2) as r(code text, successor text, "onDate" date, source text) ${own}
     join organisation p on p.tenant_id = $1 and p.ods_code = r.successor on conflict do nothing`,
    changed.flatMap(({ facts: { code }, successors }) => successors.map((s) => ({ ...s, code, successor: s.code }))),
  );
  await insert(
    `insert into organisation_change (tenant_id, change_id, organisation_id, changed_on, field, old_value, new_value, source, recorded_at)
     select $1, r.id, o.organisation_id, r."changedOn", r.field, r."oldValue", r."newValue", r.source, $3
     from json_to_recordset($2) as r(id uuid, code text, "changedOn" date, field text, "oldValue" text, "newValue" text, source text) ${own}
     on conflict (tenant_id, organisation_id, changed_on, field, source) do nothing`,
    changed.flatMap(({ facts: { code }, changes }) => changes.map((change) => ({ id: newId(), code, ...change }))),
    tx.now,
  );
}
