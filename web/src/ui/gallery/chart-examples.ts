import type { FunnelProps } from '../charts/funnel-layout.js';
import type { MonthlyProps } from '../charts/monthly-layout.js';

const overall = 0.76;

/** Normal approximation, good enough for a picture; real limits come from the server. */
const limits = Array.from({ length: 60 }, (_, index) => {
  const total = 5 + index * 5;
  const deviation = Math.sqrt((overall * (1 - overall)) / total);
  const at = (z: number) => Math.min(1, Math.max(0, overall + z * deviation));
  return { total, lower95: at(-1.96), upper95: at(1.96), lower998: at(-3.09), upper998: at(3.09) };
});

const counts: readonly (readonly [string, number, number])[] = [
  ['Riverside Community', 210, 231],
  ['Northgate Acute Trust', 96, 214],
  ['Elm Park Surgery', 31, 36],
  ['Hillview Mental Health', 128, 160],
  ['Borough Social Care', 150, 188],
  ['Harbour Hospice', 22, 24],
  ['Ambulance Service', 18, 31],
  ['Meadow Lane PCN', 74, 88],
  ['Castle Pharmacy', 14, 17],
  ['Westfield Acute Trust', 100, 176],
];

export const funnelExample: FunnelProps = {
  title: 'Northgate Acute Trust attends fewer MDTs than chance would explain',
  subtitle: 'Invitations to core roles with 10 or more days of notice, December 2025 to November 2026',
  overall,
  limits,
  words: { unit: ['provider', 'providers'], event: 'attended', total: 'invitations' },
  units: [
    ...counts.map(([name, events, total]) => ({
      id: name.toLowerCase().replaceAll(' ', '-'),
      name,
      events,
      total,
      rate: events / total,
      shown: true,
    })),
    { id: 'village-optician', name: 'Village Optician', events: null, total: 3, rate: null, shown: false },
  ],
};

const shares = [78, 74, 80, 71, 77, 75, 79, 73, null, 70, 78, 74, 69, 60, 55, 48, null, 50, 42, 45, 38, 47, 41];

export const monthlyExample: MonthlyProps = {
  title: 'Attendance has fallen since December 2025',
  subtitle: 'Northgate Acute Trust, invitations to core roles, January 2025 to November 2026',
  mean: 0.75,
  lower: 0.61,
  upper: 0.89,
  points: shares.map((share, index) => ({
    month: `${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
    value: share === null ? null : share / 100,
    events: share === null ? null : Math.round(share / 2),
    total: share === null ? null : 50,
    signal: share !== null && share < 61 ? 'below the lower limit' : null,
  })),
};
