import { dayNumber } from '@quorate/libs/time';
import type { EvidenceRow } from '../evidence-row.js';

/**
 * What makes two seats alike, from the widest kind to the narrowest: own or other site, then role, then way and length of
 * travel, then notice.
 */
export function kindsOfSeat(row: EvidenceRow): readonly string[] {
  const site = row.providerId === row.hostId ? 'own' : 'elsewhere';
  const role = `${site} ${row.roleCode}`;
  const travel = `${role} ${travelOf(row)}`;
  return [site, role, travel, `${travel} ${noticeOf(row)}`];
}

function travelOf({ mode, travelMinutes }: EvidenceRow): string {
  if (mode === 'remote') return 'remote';
  if (travelMinutes === null) return `${mode} unknown`;
  return `${mode} ${travelMinutes < 20 ? 'near' : travelMinutes < 45 ? 'middling' : 'far'}`;
}

function noticeOf({ invitedOn, meetingDate }: EvidenceRow): string {
  if (invitedOn === null) return 'unknown';
  const days = dayNumber(meetingDate) - dayNumber(invitedOn);
  return days < 14 ? 'short' : days < 42 ? 'ordinary' : 'long';
}
