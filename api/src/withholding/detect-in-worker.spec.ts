import { describe, expect, it } from '@jest/globals';
import { buildFrame, type Economy, evaluate } from '@quorate/libs/withholding';
import { detectInWorker } from './detect-in-worker.js';

const MONTHS = 12;
const PEOPLE = 60;
const PROVIDERS = 6;

/** A year of six providers that host a weekly meeting each, to which everybody is invited in turn. */
function economyOf(people = PEOPLE): Economy {
  const day = (n: number) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10);
  const providers = Array.from({ length: PROVIDERS }, (_, p) => ({ providerId: `p${p}` }));
  const meetings = providers.flatMap((_, p) =>
    Array.from({ length: 52 }, (_, week) => ({
      meetingId: `m${p}-${week}`,
      seriesId: `s${p}`,
      date: day(7 * week + p),
    })),
  );
  const invitations = meetings.flatMap(({ meetingId, date }, m) =>
    Array.from({ length: people / 3 }, (_, i) => {
      const person = (3 * i + m) % people;
      const isThere = (person * 7 + m * 13) % 10 < 8;
      return {
        invitationId: `${meetingId}:${person}`,
        meetingId,
        professionalId: `x${person}`,
        required: true,
        invitedOn: day(Math.round((Date.parse(date) - Date.UTC(2025, 0, 1)) / 86_400_000) - 14),
        travelMinutes: 10,
        status: isThere ? ('attended' as const) : ('dna' as const),
        minutesPresent: isThere ? 60 : 0,
        absenceReason: '',
      };
    }),
  );
  return {
    start: day(0),
    evaluationDates: Array.from({ length: MONTHS }, (_, m) =>
      new Date(Date.UTC(2025, m + 1, 1)).toISOString().slice(0, 10),
    ),
    providers,
    series: providers.map(({ providerId }, p) => ({
      seriesId: `s${p}`,
      hostProviderId: providerId,
      weekday: p % 5,
      startMinute: 600,
      durationMinutes: 60,
      mode: 'hybrid' as const,
    })),
    professionals: Array.from({ length: people }, (_, i) => ({
      professionalId: `x${i}`,
      employerProviderId: `p${i % PROVIDERS}`,
      baseSiteId: `b${i % PROVIDERS}`,
      role: i % 2 === 0 ? 'doctor' : 'nurse',
      coverDepth: 1,
    })),
    meetings,
    calendar: [],
    invitations,
    releaseRequests: invitations.slice(0, 10).map(({ invitationId }) => ({
      invitationId,
      requestedOn: day(0),
      decision: 'none' as const,
      decidedOn: '',
    })),
  };
}

describe('detecting in a thread of its own', () => {
  it('finds what detecting here does, and says each evaluation as it is done', async () => {
    const economy = economyOf();
    const said: string[] = [];
    const found = await detectInWorker(economy, { onProgress: (done, of) => said.push(`${done}/${of}`) });
    expect(found).toEqual(evaluate(buildFrame(economy)));
    expect(said).toEqual(Array.from({ length: MONTHS - 2 }, (_, i) => `${i + 1}/${MONTHS - 2}`));
  });

  it('lets the event loop turn all the while', async () => {
    const economy = economyOf(300);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 1);
    const began = performance.now();
    try {
      await detectInWorker(economy);
    } finally {
      clearInterval(timer);
    }
    const took = performance.now() - began;
    // On this thread it would be one turn as long as the whole.
    expect(longest).toBeLessThan(took / 4);
  });

  it('passes on what the detector throws', async () => {
    const economy = economyOf();
    const [first] = economy.invitations;
    if (!first) throw new Error('No invitation.');
    const refused = detectInWorker({ ...economy, invitations: [{ ...first, meetingId: 'nowhere' }] });
    await expect(refused).rejects.toThrow('There is no meeting nowhere.');
  });

  it('passes on what throws while rows are read, and what the listener throws', async () => {
    const gone = {
      [Symbol.iterator](): Iterator<never> {
        throw new Error('The rows are gone.');
      },
    };
    await expect(detectInWorker({ ...economyOf(), invitations: gone })).rejects.toThrow('The rows are gone.');
    const listener = () => {
      throw new Error('Nobody listens.');
    };
    await expect(detectInWorker(economyOf(), { onProgress: listener })).rejects.toThrow('Nobody listens.');
  });

  it('ends when it is called off, at once or before it began', async () => {
    const controller = new AbortController();
    const called = detectInWorker(economyOf(), {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('Called off.')),
    });
    await expect(called).rejects.toThrow('Called off.');
    await expect(detectInWorker(economyOf(), { signal: controller.signal })).rejects.toThrow('Called off.');
  });

  it('finds nothing in an economy without rows', async () => {
    await expect(detectInWorker({ ...economyOf(), invitations: [], releaseRequests: [] })).resolves.toEqual([]);
  });
});
