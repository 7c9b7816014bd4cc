// How the days of "exchanges" are written down, and what was asked for in writing.
import { isIn } from './troubles.mjs';

const TRUE_REASON = { needed: 'clinical_workload', clinic: 'diary_clash', held: 'clinical_workload' };
const LATE = { needed: 0.35, sickness: 0.5, held: 0.15 };

/** The register's row of what became of a seat. */
export function writtenDown(draws, row) {
  const { series, provider, day } = row;
  const record = { row, invitedOn: day - Math.max(1, Math.round(series.notice * draws.between(0.6, 1.4))), reason: '' };
  if (draws.chance(series.gaps)) return { ...record, status: 'not_recorded', minutes: 0 };
  const minutes = (share) => Math.round(series.minutes * (series.keepsMinutes ? share : share > 0.35 ? 1 : share));
  if (row.took > 0)
    return { ...record, status: draws.chance(0.06) ? 'attended_late' : 'attended', minutes: minutes(row.took) };
  if (row.deputy) return { ...record, status: 'deputy', minutes: minutes(row.deputy) };
  const isOwnMatter = row.cause === 'sickness' || row.cause === 'annual_leave';
  if (row.held === undefined && !isOwnMatter && row.seat.person.cover > 0 && draws.chance(provider.stands))
    return { ...record, status: 'deputy', minutes: minutes(draws.chance(0.12) ? 0.4 : 1) };
  if (row.held === 'withdrawn' || (row.held === undefined && draws.chance(LATE[row.cause] ?? 0.08)))
    return { ...record, status: 'late_cancel', minutes: 0, reason: reasonOf(draws, row) };
  if (row.held === 'nowhere' || row.cause === 'gone' || (row.held === undefined && draws.chance(provider.silent)))
    return { ...record, status: isOwnMatter ? 'apologies' : 'dna', minutes: 0, reason: isOwnMatter ? row.cause : '' };
  return { ...record, status: 'apologies', minutes: 0, reason: reasonOf(draws, row) };
}

function reasonOf(draws, { provider, cause, held, said }) {
  if (cause === 'sickness' || cause === 'annual_leave') return draws.chance(0.9) ? cause : '';
  if (held === 'said') return said;
  if (draws.chance(provider.writesNotReleased)) return 'not_released';
  return draws.chance(provider.says) ? (TRUE_REASON[cause] ?? '') : provider.favourite;
}

/** The release request behind a row, null where nobody asked. */
export function requestOf(draws, { row, invitedOn }) {
  const { provider, seat, day, held, series } = row;
  const isRuled = provider.policy && day >= provider.policy.from && day < provider.policy.to;
  const asks = Math.min(0.95, provider.asks * (isRuled ? provider.policy.asking : 1));
  if (!seat.isCross || !draws.chance(asks)) return null;
  const minutes = series.minutes + (series.mode === 'remote' ? 0 : 2 * seat.travel);
  const asked = invitedOn + draws.int(0, 4);
  const decision = answerTo(draws, row, held !== undefined);
  const decided = asked + Math.round(-Math.log(1 - draws.next()) * provider.answers);
  if (decision === 'none' || decided >= day) return { asked, minutes, decision: 'none', decided: null, granted: 0 };
  const share = { approved: 1, partial: 0.5, declined: 0 }[decision];
  return { asked, minutes, decision, decided, granted: Math.round(minutes * share) };
}

function answerTo(draws, { provider, cause, day }, isHeld) {
  if (isHeld) return draws.weighted(provider.policy.decides);
  if (provider.refuses && isIn(provider.surge, day) && draws.chance(cause === 'needed' ? 0.9 : provider.refuses))
    return 'declined';
  if (cause === 'needed' && draws.chance(0.5)) return draws.chance(0.6) ? 'declined' : 'none';
  if (draws.chance(provider.forgets)) return 'none';
  return draws.chance(0.94) ? 'approved' : 'partial';
}
