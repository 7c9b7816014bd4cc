// How the weeks of "workloads" reach the registers: clerks' habits, gaps, and what was asked for in writing.
import { REASONS } from './habits.mjs';
import { reaches } from './policies.mjs';
import { isIn } from './troubles.mjs';

const TRUE_REASON = {
  indifferent: '',
  diary_clash: 'diary_clash',
  outage: 'other',
  clinical_workload: 'clinical_workload',
  refused: 'clinical_workload',
  unsaid: '',
};

/** The register's row of what became of a seat. */
export function registered(draws, row) {
  const { series, provider, day } = row;
  const notice = Math.max(1, Math.round(series.notice * draws.between(0.6, 1.4)));
  const facts = { row, invitedOn: day - notice };
  if (draws.chance(series.gaps) || (isIn(provider.gap, day) && draws.chance(0.6)))
    return { ...facts, status: 'not_recorded', minutes: 0, reason: '' };
  const minutes = (share) => Math.round(series.minutes * (series.keepsMinutes ? share : share > 0.35 ? 1 : share));
  if (row.took > 0) {
    const status = row.cause === 'late' || (row.cause === 'short' && draws.chance(0.3)) ? 'attended_late' : 'attended';
    return { ...facts, status, minutes: minutes(row.cause === 'late' ? 0.85 : row.took), reason: '' };
  }
  if (row.deputy) return { ...facts, status: 'deputy', minutes: minutes(row.deputy), reason: '' };
  const reason = reasonOf(draws, row);
  const isAbsent =
    row.isAbsent ??
    (!row.isLate && row.cause !== 'annual_leave' && row.held === undefined && draws.chance(provider.silent));
  if (isAbsent)
    return {
      ...facts,
      status: 'dna',
      minutes: 0,
      reason: reason === 'not_released' && draws.chance(0.5) ? '' : row.cause === 'sickness' ? reason : '',
    };
  return { ...facts, status: row.isLate ? 'late_cancel' : 'apologies', minutes: 0, reason };
}

function reasonOf(draws, row) {
  const { provider, cause } = row;
  if (cause === 'annual_leave' || cause === 'sickness') return cause;
  if (row.held !== undefined && cause === 'as_said') return row.said;
  if (draws.chance(provider.codes * (cause === 'refused' ? 2 : 1))) return 'not_released';
  if (draws.chance(provider.favours)) return provider.favourite;
  return draws.chance(0.25) ? draws.pick(REASONS.slice(0, 5)) : (TRUE_REASON[cause] ?? '');
}

/** The release request behind a row, null where nobody asked. */
export function requested(draws, { row, invitedOn }) {
  const { provider, seat, day, team } = row;
  const isHeld = reaches(provider.policy, row);
  if (!seat.isCross || !draws.chance(Math.min(0.95, provider.asks * (isHeld ? provider.policy.asking : 1))))
    return null;
  const minutes = Math.round(seat.hours * 60);
  const asked = invitedOn + draws.int(0, 4);
  const decision = decisionOf(draws, row, team);
  const decided = asked + Math.round(-Math.log(1 - draws.next()) * provider.decides);
  if (decision === 'none' || decided >= day) return { asked, minutes, decision: 'none', decided: null, granted: 0 };
  return {
    asked,
    minutes,
    decision,
    decided,
    granted: decision === 'approved' ? minutes : decision === 'partial' ? Math.round(minutes / 2) : 0,
  };
}

function decisionOf(draws, row) {
  const { provider } = row;
  if (row.held !== undefined) return draws.weighted(provider.policy.decides);
  if (row.cause === 'refused')
    return draws.weighted([
      ['declined', 4],
      ['none', 2],
      ['approved', 1],
    ]);
  if (draws.chance(provider.refusesOnPaper)) return 'declined';
  if (draws.chance(provider.forgetful)) return 'none';
  return draws.weighted([
    ['approved', 12],
    ['partial', 1],
  ]);
}
