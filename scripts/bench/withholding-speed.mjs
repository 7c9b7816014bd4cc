// What an evaluation costs: economies of a given number of invitations, made by repeating one, and so many evaluations each.
// Copies are one economy: every twentieth person goes to the meetings of the copy after their own.

const DAY_MS = 86_400_000;
const WANDERS = 20;
/** A size that took longer is the last. */
const LONGEST_SECONDS = 900;

/** Prints seconds of processor and memory by size, and how time by row compares with the smallest. */
export function measureSpeed({ detector, economy, sizes, evaluations, progress }) {
  console.log('invitations   people  series  columns s  evaluations s  us a row and evaluation   ratio  memory MB');
  let least = null;
  for (const size of sizes) {
    const made = repeated(economy, size, evaluations + detector.FIRST_EVALUATION);
    const began = cpuSeconds();
    const frame = detector.buildFrame(made);
    const framed = cpuSeconds();
    const months = (done, of) => progress(`${frame.rows} invitations: evaluation ${done} of ${of}`);
    detector.scoreMonths(detector.evaluate(frame, months));
    const seconds = cpuSeconds() - framed;
    const each = (seconds / frame.rows / evaluations) * 1e6;
    least ??= each;
    console.log(
      [
        String(frame.rows).padStart(11),
        String(frame.persons).padStart(8),
        String(frame.seriesCount).padStart(7),
        (framed - began).toFixed(2).padStart(10),
        seconds.toFixed(1).padStart(14),
        each.toFixed(1).padStart(24),
        (each / least).toFixed(2).padStart(7),
        (process.resourceUsage().maxRSS / 1024).toFixed(0).padStart(10),
      ].join(' '),
    );
    if (seconds > LONGEST_SECONDS) return;
  }
}

/** As many copies of an economy as make up the rows, the last one by whole series, evaluated at evenly spaced days. */
function repeated(economy, rows, evaluations) {
  const copies = Math.ceil(rows / economy.invitations.length);
  const isThere = withinRows(economy, rows - (copies - 1) * economy.invitations.length);
  const wanders = new Set(economy.professionals.filter((_, i) => i % WANDERS === 0).map((row) => row.professionalId));
  const each = (list, change, is = () => true) => ({
    // Made as they are read: millions of rows are never held.
    *[Symbol.iterator]() {
      for (let copy = 0; copy < copies; copy += 1)
        for (const row of list) if (copy < copies - 1 || is(row)) yield change(row, copy);
    },
  });
  const named =
    (...ids) =>
    (row, copy) => ({ ...row, ...Object.fromEntries(ids.map((id) => [id, `${copy}:${row[id]}`])) });
  const employer = (person, copy) => (wanders.has(person) ? (copy + 1) % copies : copy);
  return {
    ...economy,
    evaluationDates: evenly(economy, evaluations),
    providers: [...each(economy.providers, named('providerId'))],
    series: [...each(economy.series, named('seriesId', 'hostProviderId'))],
    professionals: [...each(economy.professionals, named('professionalId', 'employerProviderId', 'baseSiteId'))],
    meetings: [...each(economy.meetings, named('meetingId', 'seriesId'), isThere.meeting)],
    invitations: each(
      economy.invitations,
      (row, copy) => ({
        ...row,
        invitationId: `${copy}:${row.invitationId}`,
        meetingId: `${copy}:${row.meetingId}`,
        professionalId: `${employer(row.professionalId, copy)}:${row.professionalId}`,
      }),
      isThere.invitation,
    ),
    releaseRequests: each(economy.releaseRequests, named('invitationId'), isThere.request),
  };
}

/** Which meetings, invitations and requests of an economy are of its first series that have so many rows. */
function withinRows(economy, rows) {
  const seriesOf = new Map(economy.meetings.map((meeting) => [meeting.meetingId, meeting.seriesId]));
  const count = new Map();
  for (const { meetingId } of economy.invitations)
    count.set(seriesOf.get(meetingId), (count.get(seriesOf.get(meetingId)) ?? 0) + 1);
  const chosen = new Set();
  let left = rows;
  for (const { seriesId } of economy.series) {
    if (left <= 0) break;
    chosen.add(seriesId);
    left -= count.get(seriesId) ?? 0;
  }
  const meeting = ({ meetingId }) => chosen.has(seriesOf.get(meetingId));
  const held = new Set(economy.invitations.filter(meeting).map(({ invitationId }) => invitationId));
  return { meeting, invitation: meeting, request: ({ invitationId }) => held.has(invitationId) };
}

function evenly(economy, count) {
  const from = Date.parse(economy.start);
  const to = Date.parse(economy.evaluationDates.at(-1));
  return Array.from({ length: count }, (_, i) =>
    new Date(from + Math.round(((to - from) * (i + 1)) / count / DAY_MS) * DAY_MS).toISOString().slice(0, 10),
  );
}

function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
