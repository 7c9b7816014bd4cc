import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRandom } from '@quorate/libs/random';
import { BadInput } from './command.js';
import { detect } from './detect.command.js';

const PROVIDERS = ['P1', 'P2', 'P3', 'P4'];
const ONSET = '2025-07-01';
const META = {
  start: '2025-01-01',
  evaluation_dates: Array.from({ length: 12 }, (_, m) => new Date(Date.UTC(2025, 1 + m, 1)).toISOString().slice(0, 10)),
};

/** Four providers with six people each and a weekly meeting each; the staff of P2 stay away elsewhere from a date. */
function files(): Record<string, string> {
  const random = createRandom(11);
  const people = PROVIDERS.flatMap((provider) =>
    [0, 1, 2, 3, 4, 5].map((k) => ({ id: `${provider}-${k}`, provider, k })),
  );
  const meetings: string[] = [];
  const invitations: string[] = [];
  const requests: string[] = [];
  for (let week = 0; week < 52; week += 1) {
    PROVIDERS.forEach((host, s) => {
      const date = new Date(Date.UTC(2025, 0, 1 + 7 * week + s)).toISOString().slice(0, 10);
      meetings.push(`${host}-${week},S-${host},${date},0`);
      for (const { id, provider, k } of people) {
        const isHeldBack = provider === 'P2' && host !== 'P2' && date >= ONSET && random.chance(0.7);
        const isAway = random.chance(0.2) || isHeldBack;
        const answer = isHeldBack ? 'declined' : 'approved';
        const invitation = `${host}-${week}-${id}`;
        const register = isAway
          ? `${random.chance(0.5) ? 'late_cancel' : 'apologies'},,0,not_released`
          : 'attended,in_person,60,';
        invitations.push(`${invitation},${host}-${week},${id},1,2024-12-20,20,none,${register},`);
        if (provider !== host && k < 3)
          requests.push(`R-${invitation},${invitation},2024-12-20,60,${answer},2024-12-21,0`);
      }
    });
  }
  return {
    'meta.json': JSON.stringify(META),
    'providers.csv': csv(
      'provider_id,provider_type,licensed,base_site_id',
      PROVIDERS.map((id) => `${id},hospice,0,${id}-1`),
    ),
    'series.csv': csv(
      'series_id,host_provider_id,site_id,cadence_days,weekday,start_time,duration_min,mode,required_roles',
      PROVIDERS.map((id, s) => `S-${id},${id},${id}-1,7,${(2 + s) % 5},09:30,60,in_person,nurse`),
    ),
    'professionals.csv': csv(
      'professional_id,employer_provider_id,base_site_id,role,cover_depth,wte',
      people.map(({ id, provider, k }) => `${id},${provider},${provider}-1,${k % 2 ? 'nurse' : 'doctor'},1,1.0`),
    ),
    'meetings.csv': csv('meeting_id,series_id,date,cancelled', meetings),
    'calendar.csv': csv('date,kind,roles', ['2025-12-25,bank_holiday,', '2025-02-05,strike,doctor;nurse']),
    'invitations.csv': csv(
      'invitation_id,meeting_id,professional_id,required,invited_on,travel_min,rsvp,status,attendance_mode,minutes_present,absence_reason,absence_notified_on',
      invitations,
    ),
    'release_requests.csv': csv(
      'request_id,invitation_id,requested_on,minutes_requested,decision,decided_on,minutes_granted',
      requests,
    ),
  };
}

function csv(header: string, rows: readonly string[]): string {
  return `${[header, ...rows].join('\n')}\n`;
}

describe('quorate detect', () => {
  const root = mkdtempSync(join(tmpdir(), 'quorate-detect-'));
  const good = join(root, 'good');
  const folder = join(root, 'economy');
  const out = join(root, 'flags.csv');

  beforeAll(() => {
    mkdirSync(good);
    for (const [name, text] of Object.entries(files())) writeFileSync(join(good, name), text);
  });
  beforeEach(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(out, { force: true });
    cpSync(good, folder, { recursive: true });
  });
  afterAll(() => rmSync(root, { recursive: true }));

  /** Changes a file of the economy, runs, and gives what was said; nothing may have been written. */
  const refusal = (name: string, change: (text: string) => string | null): string => {
    const path = join(folder, name);
    const changed = change(readFileSync(path, 'utf8'));
    if (changed === null) rmSync(path);
    else writeFileSync(path, changed);
    return refusalOf(() => detect({ in: folder, out }));
  };
  const refusalOf = (run: () => unknown): string => {
    let said: unknown;
    try {
      run();
    } catch (cause) {
      said = cause;
    }
    expect(said).toBeInstanceOf(BadInput);
    expect(existsSync(out)).toBe(false);
    return (said as BadInput).message;
  };

  it('writes one row for each provider and month from the third month on', () => {
    const answer = detect({ in: folder, out });
    expect(answer).toMatchObject({ rows: 40, providers: 4, evaluations: 10, ms: expect.any(Number) });
    const [header, ...rows] = readFileSync(out, 'utf8').trimEnd().split('\n');
    expect(header).toBe('provider_id,period,score,flagged,flagged_at');
    expect(rows).toHaveLength(40);
    for (const row of rows) expect(row).toMatch(/^P[1-4],2025-\d\d,[01]\.\d{6},(0,|1,2025-\d\d-\d\d)$/);
    const periods = [...new Set(rows.map((row) => row.split(',')[1]))];
    expect(periods).toEqual(
      ['03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((month) => `2025-${month}`),
    );
  });

  it('dates a flag on the last day of the month in which it first shows', () => {
    detect({ in: folder, out });
    const rows = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
    const flagged = rows.filter(([, , , isFlagged]) => isFlagged === '1');
    const [first] = flagged;
    expect(new Set(flagged.map(([provider]) => provider))).toEqual(new Set(['P2']));
    expect(first?.[1] !== undefined && first[1] >= ONSET.slice(0, 7)).toBe(true);
    const [year, month] = (first?.[1] ?? '').split('-').map(Number) as [number, number];
    const lastDay = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
    expect(new Set(flagged.map(([, , , , at]) => at))).toEqual(new Set([lastDay]));
  });

  it('writes the same file again', () => {
    detect({ in: folder, out });
    const before = readFileSync(out, 'utf8');
    detect({ in: folder, out });
    expect(readFileSync(out, 'utf8')).toBe(before);
  });

  it('refuses a folder that is not there', () => {
    expect(refusalOf(() => detect({ in: join(root, 'nowhere'), out }))).toContain('meta.json: the file is missing');
  });

  it.each(['providers', 'series', 'professionals', 'meetings', 'calendar', 'invitations', 'release_requests'])(
    'refuses an economy without %s.csv',
    (name) => {
      expect(refusal(`${name}.csv`, () => null)).toMatch(new RegExp(`${name}\\.csv: the file cannot be read`));
    },
  );

  it.each([
    ['series.csv', 'start_time'],
    ['professionals.csv', 'cover_depth'],
    ['meetings.csv', 'date'],
    ['invitations.csv', 'status'],
    ['release_requests.csv', 'decision'],
  ])('refuses %s without the column %s', (name, column) => {
    const said = refusal(name, (text) => text.replace(column, `other_${column}`));
    expect(said).toBe(`${name}, line 1: the column "${column}" is missing`);
  });

  it.each([
    ['invitations.csv', 'attended,in_person', 'was_there,in_person', 'status must be one of'],
    ['invitations.csv', ',20,none', ',far,none', 'travel_min must be a number of 0 or more, not "far"'],
    ['invitations.csv', '2024-12-20', '2024-12-32', 'invited_on must be a date'],
    ['invitations.csv', 'P1-0-P1-0,P1-0,', 'P1-0-P1-0,P9-0,', 'meeting_id P9-0 is in no other file'],
    ['invitations.csv', 'P1-0,P1-0,1', 'P1-0,P1-9,1', 'professional_id P1-9 is in no other file'],
    ['release_requests.csv', ',P1-0-P2-0,', ',P1-0-P9-0,', 'invitation_id P1-0-P9-0 is in no other file'],
    ['release_requests.csv', 'approved', 'perhaps', 'decision must be one of'],
    ['meetings.csv', 'S-P1', 'S-P9', 'series_id S-P9 is in no other file'],
    ['meetings.csv', '2025-01-01', '2024-12-31', 'date 2024-12-31 is before the first day, 2025-01-01 (meta.json)'],
    ['series.csv', 'S-P1,P1', 'S-P1,P9', 'host_provider_id P9 is in no other file'],
    ['series.csv', '09:30', '9.30', 'start_time must be a time such as 09:30, not "9.30"'],
    ['series.csv', ',60,', ',0,', 'duration_min must be at least 1'],
    ['professionals.csv', 'P1-0,P1,', 'P1-0,P9,', 'employer_provider_id P9 is in no other file'],
    ['calendar.csv', 'bank_holiday', 'holiday', 'kind must be one of'],
  ])('names file and line where %s has %s as %s', (name, before, after, problem) => {
    // The one row that is changed is the first that has it, and a blank line above it is counted.
    const said = refusal(name, (text) => {
      const at = text.indexOf(before, text.indexOf('\n'));
      return `${text.slice(0, at)}${after}${text.slice(at + before.length)}`.replace('\n', '\n\n');
    });
    expect(said).toMatch(new RegExp(`^${name.replace('.', '\\.')}, line \\d+: `));
    expect(said).toContain(problem);
    const line = Number(/line (\d+)/.exec(said)?.[1]);
    expect(readFileSync(join(folder, name), 'utf8').split('\n')[line - 1]).toContain(after);
  });

  it.each([
    ['providers.csv', 'P2,hospice', 'P1,hospice', 'line 3: provider_id P1 is there twice'],
    ['meetings.csv', 'P2-0,', 'P1-0,', 'line 3: meeting_id P1-0 is there twice'],
  ])('refuses an id that %s has twice', (name, before, after, problem) => {
    expect(refusal(name, (text) => text.replace(before, after))).toBe(`${name}, ${problem}`);
  });

  it.each([
    ['{', 'the file is not JSON'],
    [JSON.stringify({ ...META, start: '2025-02-30' }), 'start must be a date'],
    [
      JSON.stringify({ ...META, evaluation_dates: undefined }),
      'evaluation_dates must be a list of dates, oldest first',
    ],
    [JSON.stringify({ ...META, evaluation_dates: ['2025-03-01', '2025-02-01'] }), 'oldest first'],
    [JSON.stringify({ ...META, evaluation_dates: ['March'] }), 'oldest first'],
  ])('refuses a meta.json of %s', (text, problem) => {
    const said = refusal('meta.json', () => text);
    expect(said).toMatch(/meta\.json/);
    expect(said).toContain(problem);
  });

  it('refuses a file that cannot be written', () => {
    expect(refusalOf(() => detect({ in: folder, out: join(root, 'nowhere', 'flags.csv') }))).toMatch(
      /flags\.csv cannot be written \(ENOENT\)/,
    );
  });
});
