import { addDays } from '@quorate/libs/time';
import type { EvidenceRow } from './evidence-row.js';
import type { DataQualityFinding } from './provider-figures.js';
import type { SignalThresholds } from './regime.js';

/** How far back what is missing still keeps a month from being judged. */
const WINDOW_DAYS = 183;

type Bars = Pick<SignalThresholds, 'mostUnrecorded' | 'mostReasonsMissing' | 'leastLostRows'>;

/**
 * What has to be put right before a provider is judged, from its rows at other organisations' meetings in the half year
 * before `asOf`: nothing when the shares lie below the bars.
 *   shape   registersNotRecorded and minutesMissing: seats of all seats; reasonsMissing: apologies without a reason, of the
 *           apologies that count as lost; oneRecorder: lost seats for which there is one account's word alone, of all lost ones
 *   how     what an employer refused or left unanswered bears out the register, so that it is not one hand's word alone
 *   edges   a few lost seats (below the regime's least) are neither too few reasons nor too few hands
 */
export function dataQualityOf(
  rows: readonly EvidenceRow[],
  providerId: string,
  asOf: string,
  bars: Bars,
): DataQualityFinding[] {
  const from = addDays(asOf, -WINDOW_DAYS);
  const seats = rows.filter(
    (row) =>
      row.providerId === providerId && row.hostId !== providerId && row.meetingDate >= from && row.meetingDate < asOf,
  );
  const notRecorded = seats.filter((row) => row.status === 'notRecorded');
  const lost = seats.filter((row) => row.countClass === 'lost');
  const apologies = lost.filter((row) => row.status === 'apologies' || row.status === 'lateCancel');
  const hands = new Set(lost.map((row) => row.recordedBy));
  const found = [
    ofAll(
      'registersNotRecorded',
      notRecorded.filter((row) => row.recordedBy === null).length,
      seats.length,
      bars.mostUnrecorded,
    ),
    ofAll(
      'minutesMissing',
      notRecorded.filter((row) => row.recordedBy !== null).length,
      seats.length,
      bars.mostUnrecorded,
    ),
  ];
  if (apologies.length >= bars.leastLostRows) {
    const silent = apologies.filter((row) => row.reasonCode === null).length;
    found.push(ofAll('reasonsMissing', silent, apologies.length, bars.mostReasonsMissing));
  }
  const borneOut = lost.filter(({ release }) => release?.decision === 'refused' || release?.decision === 'unanswered');
  if (lost.length >= bars.leastLostRows && hands.size === 1 && borneOut.length < bars.leastLostRows)
    found.push({ kind: 'oneRecorder', count: lost.length - borneOut.length, of: lost.length });
  return found.flatMap((finding) => (finding ? [{ ...finding, providerId }] : []));
}

type Found = Omit<DataQualityFinding, 'providerId'> | null;

function ofAll(kind: DataQualityFinding['kind'], count: number, of: number, most: number): Found {
  return count > 0 && count >= most * of ? { kind, count, of } : null;
}
