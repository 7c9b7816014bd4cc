// What an evaluation costs: economies of a given number of invitations, made by repeating one, and 20 evaluations each.

const DAY_MS = 86_400_000;
const EVALUATIONS = 20;
/** A size that took longer is the last: the next would say nothing new. */
const LONGEST_SECONDS = 240;

/** Prints seconds of processor and memory by size, with how each grew from the one before. */
export function measureSpeed({ detector, economy, sizes, progress }) {
  console.log('invitations   people  series  frame s  evaluate s CPU  us a row and evaluation  memory MB');
  for (const size of sizes) {
    progress(`Evaluating ${size} invitations`);
    const made = repeated(economy, size, EVALUATIONS + detector.FIRST_EVALUATION);
    const began = cpuSeconds();
    const frame = detector.buildFrame(made);
    const framed = cpuSeconds();
    detector.scoreMonths(detector.evaluate(frame));
    const seconds = cpuSeconds() - framed;
    console.log(
      [
        String(frame.rows).padStart(11),
        String(frame.persons).padStart(8),
        String(frame.seriesCount).padStart(7),
        (framed - began).toFixed(2).padStart(8),
        seconds.toFixed(1).padStart(15),
        ((seconds / frame.rows / EVALUATIONS) * 1e6).toFixed(1).padStart(24),
        (process.resourceUsage().maxRSS / 1024).toFixed(0).padStart(10),
      ].join(' '),
    );
    if (seconds > LONGEST_SECONDS) return;
  }
}

/** As many copies of an economy as make up the rows, the last one by whole series, evaluated at evenly spaced days. */
function repeated(economy, rows, evaluations) {
  const seriesOfMeeting = new Map(economy.meetings.map((meeting) => [meeting.meetingId, meeting.seriesId]));
  const perSeries = new Map();
  for (const { meetingId } of economy.invitations) {
    const series = seriesOfMeeting.get(meetingId);
    perSeries.set(series, (perSeries.get(series) ?? 0) + 1);
  }
  const made = { providers: [], series: [], professionals: [], meetings: [], invitations: [], releaseRequests: [] };
  for (let copy = 0; made.invitations.length < rows; copy += 1) {
    let left = rows - made.invitations.length;
    const chosen = new Set();
    for (const { seriesId } of economy.series) {
      if (left <= 0) break;
      chosen.add(seriesId);
      left -= perSeries.get(seriesId) ?? 0;
    }
    addCopy(made, economy, `${copy}:`, chosen, seriesOfMeeting);
  }
  return { ...economy, ...made, evaluationDates: evenly(economy, evaluations) };
}

function addCopy(made, economy, prefix, chosen, seriesOfMeeting) {
  const own = (row, ...ids) => ({ ...row, ...Object.fromEntries(ids.map((id) => [id, prefix + row[id]])) });
  const invitations = economy.invitations.filter(({ meetingId }) => chosen.has(seriesOfMeeting.get(meetingId)));
  const people = new Set(invitations.map(({ professionalId }) => professionalId));
  const invited = new Set(invitations.map(({ invitationId }) => invitationId));
  append(
    made.providers,
    economy.providers.map((row) => own(row, 'providerId')),
  );
  append(
    made.series,
    pick(economy.series, chosen, 'seriesId').map((row) => own(row, 'seriesId', 'hostProviderId')),
  );
  append(
    made.professionals,
    pick(economy.professionals, people, 'professionalId').map((row) =>
      own(row, 'professionalId', 'employerProviderId', 'baseSiteId'),
    ),
  );
  append(
    made.meetings,
    pick(economy.meetings, chosen, 'seriesId').map((row) => own(row, 'meetingId', 'seriesId')),
  );
  append(
    made.invitations,
    invitations.map((row) => own(row, 'invitationId', 'meetingId', 'professionalId')),
  );
  append(
    made.releaseRequests,
    pick(economy.releaseRequests, invited, 'invitationId').map((row) => own(row, 'invitationId')),
  );
}

function pick(rows, chosen, id) {
  return rows.filter((row) => chosen.has(row[id]));
}

function append(list, rows) {
  for (const row of rows) list.push(row);
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
