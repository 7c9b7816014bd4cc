import type pg from 'pg';

/** A table of the product as PostgreSQL's catalogue describes it. */
export interface TableInfo {
  readonly name: string;
  /** Columns that an insert names; generated ones are left out. In their order. */
  readonly columns: readonly string[];
  /** ORDER BY terms of the primary key; texts are compared by their bytes, so that the order is the same on every server. */
  readonly order: readonly string[];
  /** Under row-level security: read and written tenant by tenant, never with the wall down. */
  readonly isWalled: boolean;
}

/** Every table of schema public in the order of its name. Throws for one that a backup could not hold whole. */
export async function readTables(client: pg.Client): Promise<TableInfo[]> {
  const { rows } = await client.query<TableInfo & { hasTenant: boolean }>(`
    select c.relname::text as name, c.relrowsecurity as "isWalled",
      exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as "hasTenant",
      array(select a.attname::text from pg_attribute a
            where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select format(case when a.attcollation = 0 then '%I' else '%I collate "C"' end, a.attname)
            from pg_index i cross join unnest(i.indkey) with ordinality k(attnum, place)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
            where i.indrelid = c.oid and i.indisprimary order by k.place) as "order"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname`);
  for (const { name, order, isWalled, hasTenant } of rows) {
    if (order.length === 0)
      throw new Error(`The table ${name} has no primary key, so its rows have no order to check.`);
    if (isWalled && !hasTenant) throw new Error(`The table ${name} has row security but no tenant_id to read it by.`);
  }
  return rows.map(({ name, columns, order, isWalled }) => ({ name, columns, order, isWalled }));
}

/** A foreign key: `child` names a row of `parent`. */
export interface ForeignKey {
  readonly name: string;
  readonly child: string;
  readonly parent: string;
}

export async function readForeignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    select o.conname::text as name, c.relname::text as child, p.relname::text as parent
    from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_class p on p.oid = o.confrelid
    where o.contype = 'f' and o.connamespace = 'public'::regnamespace and not o.condeferrable
    order by 2, 1`);
  return rows;
}

/** Puts tables so that what is named comes before what names it, as far as rings of names allow. */
export function loadOrder(tables: readonly string[], keys: readonly ForeignKey[]): string[] {
  const order: string[] = [];
  const waiting = new Set(tables);
  while (waiting.size > 0) {
    const isFree = (table: string) =>
      !keys.some((key) => key.child === table && key.parent !== table && waiting.has(key.parent));
    const next = [...waiting].find(isFree) ?? [...waiting][0] ?? '';
    waiting.delete(next);
    order.push(next);
  }
  return order;
}

/** The foreign keys that loading in this order cannot satisfy row by row: of a table to itself, or to a later one. */
export function lateKeys(order: readonly string[], keys: readonly ForeignKey[]): ForeignKey[] {
  const place = (table: string) => order.indexOf(table);
  return keys.filter(({ parent, child }) => place(parent) >= place(child));
}
