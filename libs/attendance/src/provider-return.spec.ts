import { describe, expect, it } from '@jest/globals';
import { linesOf, RETURN_LINES, type ReturnRow, returnFigures } from './provider-return.js';

const row = (more: Partial<ReturnRow>): ReturnRow => ({
  countClass: 'tookPart',
  status: 'attended',
  reasonCode: null,
  isOwnSite: true,
  roleCode: 'gp',
  ...more,
});

describe('a provider return', () => {
  it.each([
    [row({}), ['expected', 'filled', 'filled.member']],
    [row({ status: 'attendedPart' }), ['expected', 'filled', 'filled.member']],
    [row({ status: 'deputy' }), ['expected', 'filled', 'filled.deputy']],
    [row({ countClass: 'lost', status: 'apologies', reasonCode: 'noCover' }), ['expected', 'lost', 'lost.provider']],
    [row({ countClass: 'lost', status: 'apologies', reasonCode: 'timing' }), ['expected', 'lost', 'lost.host']],
    [row({ countClass: 'lost', status: 'apologies', reasonCode: 'other' }), ['expected', 'lost', 'lost.unclassified']],
    [row({ countClass: 'lost', status: 'absentNoNotice' }), ['expected', 'lost', 'lost.none']],
    // Not for long enough, though a reason of leave stands beside it: it counts as lost, and nobody's reason.
    [row({ countClass: 'lost', status: 'attendedPart', reasonCode: 'sickness' }), ['expected', 'lost', 'lost.none']],
    [row({ countClass: 'excludedLeave', status: 'apologies' }), ['leftOut', 'leftOut.excludedLeave']],
    [row({ countClass: 'excludedNotRecorded', status: 'notRecorded' }), ['leftOut', 'leftOut.excludedNotRecorded']],
    // Short notice leaves out those who came as well.
    [row({ countClass: 'excludedShortNotice' }), ['leftOut', 'leftOut.excludedShortNotice']],
    [row({ countClass: 'excludedCancelled' }), []],
  ])('counts %j in %j', (given, lines) => {
    expect(linesOf(given)).toEqual(lines);
  });

  it('has lines that add up: parts to their whole, own and other sites to all, roles to all', () => {
    const rows = [
      row({}),
      row({ status: 'deputy', isOwnSite: false }),
      row({ countClass: 'lost', reasonCode: 'workload', isOwnSite: false, roleCode: 'nurse' }),
      row({ countClass: 'excludedLeave', roleCode: 'nurse' }),
      row({ countClass: 'excludedNotRecorded', isOwnSite: false }),
    ];
    const { all, ownSites, otherSites, byRole } = returnFigures(rows);
    expect(all).toMatchObject({ expected: 3, filled: 2, lost: 1, leftOut: 2, 'filled.deputy': 1 });
    for (const { code } of RETURN_LINES) {
      expect((ownSites[code] ?? 0) + (otherSites[code] ?? 0)).toBe(all[code]);
      expect(byRole.reduce((sum, { counts }) => sum + (counts[code] ?? 0), 0)).toBe(all[code]);
      const parts = RETURN_LINES.filter(({ of }) => of === code);
      if (parts.length > 0) expect(parts.reduce((sum, part) => sum + (all[part.code] ?? 0), 0)).toBe(all[code]);
    }
  });

  it('of nothing has every line at nought', () => {
    const { all, byRole } = returnFigures([]);
    expect(Object.keys(all)).toEqual(RETURN_LINES.map(({ code }) => code));
    expect(new Set(Object.values(all))).toEqual(new Set([0]));
    expect(byRole).toEqual([]);
  });
});
