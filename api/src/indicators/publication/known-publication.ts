import type { ScreenQuery } from '../../platform/reads.js';

/** A publication, and what was frozen with it. */
export interface KnownPublication {
  readonly number: number;
  readonly publishedAt: Date;
  /** First day of the last quarter that it holds. */
  readonly throughQuarter: string;
  readonly ruleVersion: number;
  readonly dataCut: string | null;
  readonly isNewest: boolean;
}

/** The publications of the tenant, oldest first: a few a year. */
export function publicationsStatement(tenantId: string): ScreenQuery {
  return {
    name: 'engagement-publications',
    text: `
      select publication_no as number, published_at as "publishedAt", to_char(through_quarter, 'YYYY-MM-DD') as "throughQuarter",
             rule_version as "ruleVersion", data_cut::text as "dataCut",
             publication_no = max(publication_no) over () as "isNewest"
      from engagement_publication where tenant_id = $1 order by publication_no`,
    values: [tenantId],
  };
}

/** The last month of a quarter, YYYY-MM. */
export function lastMonthOf(quarter: string): string {
  return `${quarter.slice(0, 5)}${String(Number(quarter.slice(5, 7)) + 2).padStart(2, '0')}`;
}
