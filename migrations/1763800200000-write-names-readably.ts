import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `name` becomes what a reader is shown; `published_name` keeps the name as an extract prints it, where the two differ.
 * Every list, mail and picker reads `name`, so none of them has to know how capitals are written.
 */
export class WriteNamesReadably1763800200000 implements MigrationInterface {
  name = 'WriteNamesReadably1763800200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table organisation add column published_name text;
      alter table organisation_name add column published_name text;
      alter table site add column published_name text;
    `);
    await eachTenant(queryRunner, async (tenantId) => {
      for (const table of TABLES) {
        const rows: { name: string }[] = await queryRunner.query(
          `select distinct name from ${table} where tenant_id = $1 and name = upper(name) and name <> lower(name)`,
          [tenantId],
        );
        const names = rows.map(({ name }) => ({ name, shown: inReadableCase(name) }));
        await queryRunner.query(
          `update ${table} t set name = r.shown, published_name = t.name
           from json_to_recordset($2) as r(name text, shown text) where t.tenant_id = $1 and t.name = r.name and r.shown <> r.name`,
          [tenantId, JSON.stringify(names)],
        );
      }
      for (const table of ['organisation', 'site']) {
        const rows: { address: string }[] = await queryRunner.query(
          `select distinct address from ${table} where tenant_id = $1 and address = upper(address) and address <> lower(address)`,
          [tenantId],
        );
        const addresses = rows.map(({ address }) => ({ address, shown: inReadableCase(address) }));
        await queryRunner.query(
          `update ${table} t set address = r.shown from json_to_recordset($2) as r(address text, shown text) where t.tenant_id = $1 and t.address = r.address`,
          [tenantId, JSON.stringify(addresses)],
        );
      }
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await eachTenant(queryRunner, async (tenantId) => {
      for (const table of TABLES)
        await queryRunner.query(
          `update ${table} set name = published_name where tenant_id = $1 and published_name is not null`,
          [tenantId],
        );
    });
    for (const table of TABLES) await queryRunner.query(`alter table ${table} drop column published_name`);
  }
}

const TABLES = ['organisation', 'organisation_name', 'site'];

/** The tables' owner stands before the same wall as everybody, so a tenant's rows are reached from inside it. */
async function eachTenant(queryRunner: QueryRunner, work: (tenantId: string) => Promise<void>): Promise<void> {
  const tenants: { tenant_id: string }[] = await queryRunner.query('select tenant_id from tenant order by tenant_id');
  for (const { tenant_id } of tenants) {
    await queryRunner.query(`select set_config('app.tenant', $1, true)`, [tenant_id]);
    await work(tenant_id);
  }
  await queryRunner.query(`select set_config('app.tenant', '', true)`);
}

const SMALL = new Set('and of the for in on at with to by from upon under le de la y'.split(' '));
const KEPT = new Set(
  'NHS GP GPS PCN ICB ICS CCG UK MDT CIC LLP HQ OOH HMP YOI IAPT CAMHS WIC ENT ADHD II III IV'.split(' '),
);
const WORDS = new Set('DR DRS MR MRS MS ST STS LTD PLC RD MT CTR SQ PK HSE BY MY TRY SKY WYE WYRE LYNN'.split(' '));

/** The rule of the day this was written, in short. The next import writes each name by the rule of its own day. */
function inReadableCase(published: string): string {
  return published.replace(/[\p{L}\p{N}'\u2019]+/gu, (word, at: number) => {
    const small = word.toLowerCase();
    const begins = at === 0 || /(?:[(:,/]|\s-)\s*$/.test(published.slice(0, at));
    if (!begins && SMALL.has(small) && published[at + 1] !== '.') return small;
    if (/^\d+(ST|ND|RD|TH|S)$/.test(word)) return small;
    if (KEPT.has(word) || word.length === 1 || /\d/.test(word)) return word;
    if (!WORDS.has(word) && word.length <= 4 && /^[^AEIOUY'\u2019]+$/.test(word)) return word;
    const head = /^(?:[OD]['\u2019](?=...)|MC(?=[A-Z]{3}))/.exec(word)?.[0] ?? '';
    const rest = word.slice(head.length);
    return `${head === 'MC' ? 'Mc' : head}${rest.slice(0, 1)}${rest.slice(1).toLowerCase()}`;
  });
}
