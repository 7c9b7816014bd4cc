import type { Viewer } from '../../platform/viewer.js';
import { startTestApp, type TestApp } from '../../testkit/test-app.js';
import type { EngagementCell, EngagementFilter } from '../engagement-inputs.graphql.js';
import type { EngagementRows } from '../engagement-rows.graphql.js';
import { IndicatorsReads } from '../indicators.reads.js';
import type { EngagementOverview } from '../overview.graphql.js';
import { type SeededMdt, type SeedSeats, seedCounts, seedMdt } from './seed-counts.js';

const MONTHS = [
  '2025-12',
  '2026-01',
  '2026-02',
  '2026-03',
  '2026-04',
  '2026-05',
  '2026-07',
  '2026-08',
  '2026-09',
  '2026-10',
  '2026-11',
];

/**
 * Three providers at two MDTs over eleven months, with one quarter of small numbers: enough for every rule of what is
 * shown to whom.
 */
export class CountedEconomy {
  private constructor(
    readonly t: TestApp,
    readonly reads: IndicatorsReads,
    readonly frailty: SeededMdt,
    readonly discharge: SeededMdt,
  ) {}

  static async start(): Promise<CountedEconomy> {
    const t = await startTestApp();
    const frailty = await seedMdt(t, 'Frailty MDT', 'riverside');
    const discharge = await seedMdt(t, 'Discharge MDT', 'northgate');
    const { matron, geriatrician, gp } = t.economy.practitioners;
    const each = MONTHS.flatMap((month): SeedSeats[] => [
      { provider: 'riverside', mdt: frailty, month, class: 'tookPart', seats: 18, practitionerId: matron },
      { provider: 'riverside', mdt: frailty, month, class: 'lost', seats: 2, practitionerId: matron },
      { provider: 'riverside', mdt: discharge, month, class: 'tookPart', seats: 8, practitionerId: matron },
      { provider: 'riverside', mdt: discharge, month, class: 'lost', locus: 'patientCare', seats: 2 },
      { provider: 'northgate', mdt: discharge, month, class: 'tookPart', seats: 15, roleCode: 'geriatrician' },
      {
        provider: 'northgate',
        mdt: frailty,
        month,
        class: 'tookPart',
        seats: 4,
        roleCode: 'geriatrician',
        practitionerId: geriatrician,
      },
      {
        provider: 'northgate',
        mdt: frailty,
        month,
        class: 'lost',
        locus: 'provider',
        seats: 6,
        roleCode: 'geriatrician',
        practitionerId: geriatrician,
      },
      { provider: 'elmpark', mdt: frailty, month, class: 'tookPart', seats: 2, roleCode: 'gp', practitionerId: gp },
    ]);
    await seedCounts(t, [
      ...each,
      {
        provider: 'northgate',
        mdt: frailty,
        month: '2026-03',
        class: 'excludedLeave',
        seats: 7,
        roleCode: 'geriatrician',
      },
      {
        provider: 'northgate',
        mdt: frailty,
        month: '2026-03',
        class: 'excludedShortNotice',
        seats: 3,
        roleCode: 'geriatrician',
      },
      {
        provider: 'northgate',
        mdt: frailty,
        month: '2026-04',
        class: 'excludedCancelled',
        seats: 10,
        roleCode: 'geriatrician',
      },
      {
        provider: 'northgate',
        mdt: frailty,
        month: '2026-04',
        class: 'excludedNotRecorded',
        seats: 1,
        roleCode: 'geriatrician',
      },
      {
        provider: 'northgate',
        mdt: discharge,
        month: '2026-02',
        class: 'tookPart',
        seats: 6,
        roleCode: 'dischargeNurse',
        isCore: false,
      },
      // Before the period: counted in nothing below.
      { provider: 'northgate', mdt: frailty, month: '2024-11', class: 'lost', seats: 50, roleCode: 'geriatrician' },
    ]);
    return new CountedEconomy(t, t.app.get(IndicatorsReads), frailty, discharge);
  }

  stop = () => this.t.stop();
  commissioner = () => this.t.economy.viewer('commissioner', 'icb');
  managerOf = (organisation: 'riverside' | 'northgate' | 'elmpark') =>
    this.t.economy.viewer('providerManager', organisation);

  overview = async (viewer: Viewer, filter: EngagementFilter = {}): Promise<EngagementOverview> => {
    const found = await this.reads.overview(viewer, filter);
    if (!found) throw new Error('no overview');
    return found;
  };

  rows = async (viewer: Viewer, cell: EngagementCell, filter: EngagementFilter = {}): Promise<EngagementRows> => {
    const found = await this.reads.rows(viewer, filter, cell, { first: 200, after: null });
    if (!found) throw new Error('no rows');
    return found;
  };
}

/** The one provider of that name. */
export function named(found: EngagementOverview, name: RegExp) {
  const provider = found.providers.find(({ organisationName }) => name.test(organisationName));
  if (!provider) throw new Error(`no provider ${name}`);
  return provider;
}

export const NORTHGATE = /Northgate/;
export const RIVERSIDE = /Riverside/;
export const ELM_PARK = /Elm Park/;
