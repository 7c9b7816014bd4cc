import { Link } from 'react-router';
import { type Column, DataTable } from '../../ui/data-table.js';
import { Section } from '../../ui/page.js';
import { formatCount } from '../../ui/stat.js';
import { lineName, type ReturnInfo } from './return-words.js';

type Line = ReturnInfo['lines'][number];
type Role = ReturnInfo['byRole'][number];
type Site = 'own' | 'other';

/** The figures line by line. A provider's numbers open their rows; of a commissioner's only those that are shown are here. */
export function ReturnLines({ found, isOwn }: { readonly found: ReturnInfo; readonly isOwn: boolean }) {
  const rows = found.lines.filter(({ all, comment }) => isOwn || all !== null || comment !== '');
  const hasNumbers = rows.some(({ all }) => all !== null);
  if (rows.length === 0) return null;
  const cell = (of: (line: Line) => number | null, site?: Site) => (line: Line) => (
    <Count found={found} isOwn={isOwn} count={of(line)} address={{ line: line.code, site }} />
  );
  const columns: Column<Line>[] = [
    { key: 'line', header: 'Line', rowHeader: true, roomy: true, cell: (line) => lineName(found.lines, line) },
    { key: 'all', header: 'All sites', numeric: true, cell: cell(({ all }) => all) },
    { key: 'own', header: 'Own sites', numeric: true, cell: cell(({ ownSites }) => ownSites, 'own') },
    { key: 'other', header: 'Other sites', numeric: true, cell: cell(({ otherSites }) => otherSites, 'other') },
  ];
  const now: Column<Line> = { key: 'now', header: 'Now', numeric: true, cell: ({ now }) => <Plain count={now} /> };
  const comment: Column<Line> = { key: 'comment', header: 'Comment', roomy: true, cell: (line) => line.comment };
  return (
    <DataTable
      caption="The return line by line"
      captionHidden
      rows={rows}
      rowKey={({ code }) => code}
      empty="No figures"
      columns={[
        ...(hasNumbers ? columns : columns.slice(0, 1)),
        ...(found.hasChangedSince ? [now] : []),
        ...(rows.some((line) => line.comment) ? [comment] : []),
      ]}
    />
  );
}

/** Seats by role; for the provider. */
export function ReturnRoles({ found }: { readonly found: ReturnInfo }) {
  const cell = (line: 'expected' | 'filled' | 'lost' | 'leftOut') => (role: Role) => (
    <Count found={found} isOwn count={role[line]} address={{ line, role: role.roleCode }} />
  );
  return (
    <Section heading="By role">
      <p>For your organisation alone: commissioners do not see roles.</p>
      <DataTable
        caption="Seats by role"
        captionHidden
        rows={found.byRole}
        rowKey={({ roleCode }) => roleCode}
        empty="No seats"
        columns={[
          { key: 'role', header: 'Role', rowHeader: true, roomy: true, cell: ({ roleName }) => roleName },
          { key: 'expected', header: 'Seats expected', numeric: true, cell: cell('expected') },
          { key: 'filled', header: 'Filled', numeric: true, cell: cell('filled') },
          { key: 'lost', header: 'Lost', numeric: true, cell: cell('lost') },
          { key: 'leftOut', header: 'Left out', numeric: true, cell: cell('leftOut') },
        ]}
      />
    </Section>
  );
}

interface CountProps {
  readonly found: ReturnInfo;
  readonly isOwn: boolean;
  readonly count: number | null;
  readonly address: { readonly line: string; readonly site?: Site | undefined; readonly role?: string };
}

function Count({ found, isOwn, count, address: { line, site, role } }: CountProps) {
  if (!isOwn || count === null || count === 0) return <Plain count={count} />;
  const query = new URLSearchParams({ line, ...(site ? { site } : {}), ...(role ? { role } : {}) });
  return <Link to={`/returns/${found.id}/rows?${query}`}>{formatCount(count)}</Link>;
}

function Plain({ count }: { readonly count: number | null }) {
  return count === null ? 'Not shown' : formatCount(count);
}
