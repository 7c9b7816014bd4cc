import { occurrences, type SeriesRule } from '@quorate/libs/recurrence';
import { addDays, ENGLAND_BANK_HOLIDAYS, londonStart, toLondon, type Weekday } from '@quorate/libs/time';
import { MDT_KINDS, ORGANISATIONS, PLACES, PROFESSIONAL_ROLES } from './demo-directory.js';
import type { DemoDraft, DemoMdt, DemoMeeting, DemoSeat, DemoStaff } from './demo-draft.js';

/** One hour each of a week, so that nobody is ever asked to be in two places at once. */
const SLOTS = [1, 2, 3, 4, 5].flatMap((weekday) =>
  ['08:00', '09:15', '10:30', '11:45', '13:00', '14:15', '15:30', '16:45'].map((time) => ({
    weekday: weekday as Weekday,
    time,
  })),
);

export interface MdtPlan {
  readonly hosts: readonly (readonly [string, number])[];
  readonly coordinators: ReadonlyMap<string, string>;
}

/** The MDTs with their terms of reference, seats and deputies. Nobody holds two seats at one MDT. */
export function draftMdts(draft: DemoDraft, plan: MdtPlan, staff: readonly DemoStaff[], createdOn: string): DemoMdt[] {
  const random = draft.random('mdts');
  const kinds = Object.keys(MDT_KINDS);
  const titles = random.shuffle(PLACES.flatMap((place) => kinds.map((kind) => ({ place, kind }))));
  // The persona's own frailty MDT is always there.
  const named = [
    { place: 'Meadow Lane', kind: 'frailty' },
    ...titles.filter((t) => !(t.place === 'Meadow Lane' && t.kind === 'frailty')),
  ];
  const mdts: DemoMdt[] = [];
  for (const [host, count] of plan.hosts) {
    for (let i = 0; i < count; i += 1) {
      const title = named[mdts.length] ?? { place: 'Meadow Lane', kind: 'frailty' };
      mdts.push(draftMdt(draft, plan, host, title, mdts.length, staff, createdOn));
    }
  }
  return mdts;
}

function draftMdt(
  draft: DemoDraft,
  plan: MdtPlan,
  host: string,
  title: { place: string; kind: string },
  index: number,
  staff: readonly DemoStaff[],
  createdOn: string,
): DemoMdt {
  const key = `${title.place} ${title.kind}`;
  const random = draft.random('mdt', key);
  const mdtId = draft.id('mdt', key);
  const termsId = draft.id('terms', key);
  const roles = MDT_KINDS[title.kind] ?? [];
  const coordinatorAccount = plan.coordinators.get(host) ?? plan.coordinators.values().next().value ?? '';
  draft.add('mdt', {
    mdt_id: mdtId,
    name: `${key} MDT`,
    host_organisation_id: draft.id('organisation', host),
    status: 'active',
    created_at: `${createdOn}T09:00:00Z`,
    lock_version: 1,
  });
  const minimumSeats = Math.max(3, Math.ceil(roles.length / 2));
  draft.add('terms_of_reference', {
    terms_id: termsId,
    mdt_id: mdtId,
    version: 1,
    purpose: `Agree one plan for each person with ${title.kind === 'frailty' || title.kind === 'dementia' ? title.kind : `${title.kind} needs`} around ${title.place}`,
    population: `Adults registered around ${title.place} with ${title.kind} needs`,
    minimum_seats: minimumSeats,
    required_roles: `{${roles[0]}}`,
    minimum_notice_working_days: 10,
    deputies_allowed: true,
    in_force_from: createdOn,
    review_on: addDays(createdOn, 730),
    created_at: `${createdOn}T09:00:00Z`,
    created_by: coordinatorAccount,
  });
  const used = new Set<string>();
  const seats = roles.map((roleCode, position): DemoSeat => {
    const able = random.shuffle(
      staff.filter((s) => s.roleCode === roleCode && !used.has(s.practitionerId) && s.name !== 'Rosa Fernley'),
    );
    // The personas hold seats at the first MDTs, where a reader starts.
    const holder =
      (index < 3 ? staff.find((s) => PERSONAS.has(s.name) && s.roleCode === roleCode) : undefined) ?? able[0] ?? null;
    if (holder) used.add(holder.practitionerId);
    const deputy =
      able.find(
        (s) => s.practitionerId !== holder?.practitionerId && s.employer === holder?.employer && random.chance(0.7),
      ) ?? null;
    const isVacant = position > 4 && random.chance(0.06);
    const seat: DemoSeat = {
      seatId: draft.id('seat', key, roleCode),
      roleCode,
      provider: holder?.employer ?? host,
      isCore: position < 4,
      countsForQuorum: position < 5,
      holder: isVacant ? null : holder,
      deputy: isVacant ? null : deputy,
    };
    draft.add('mdt_seat', {
      seat_id: seat.seatId,
      mdt_id: mdtId,
      role_code: roleCode,
      provider_organisation_id: draft.id('organisation', seat.provider),
      kind: seat.isCore ? 'core' : 'extended',
      counts_for_quorum: seat.countsForQuorum,
      holder_practitioner_id: seat.holder?.practitionerId ?? null,
      position,
      from_version: 1,
      to_version: null,
      lock_version: 1,
    });
    if (seat.deputy)
      draft.add('seat_deputy', {
        seat_id: seat.seatId,
        practitioner_id: seat.deputy.practitionerId,
        trained_on: createdOn,
      });
    return seat;
  });
  return { key, mdtId, name: `${key} MDT`, host, termsId, minimumNotice: 10, minimumSeats, seats, coordinatorAccount };
}

const PERSONAS = new Set(['Sian Robertson', 'Dr Tomasz Keen', 'Dr Amara Oseland', 'Grace Adeyinka']);

const WEEKS_AHEAD = 8;

/** A series for each MDT and its meetings from a year before the anchor to eight weeks after it. */
export function draftSeries(draft: DemoDraft, mdts: readonly DemoMdt[], anchor: string, now: string): DemoMeeting[] {
  const meetings: DemoMeeting[] = [];
  mdts.forEach((mdt, index) => {
    const random = draft.random('series', mdt.key);
    const slot = SLOTS[index % SLOTS.length] ?? SLOTS[0];
    if (!slot) throw new Error('There are no slots.');
    const frequency =
      index % 5 === 0 ? ('weekly' as const) : index % 3 === 0 ? ('monthly' as const) : ('fortnightly' as const);
    const rule: SeriesRule = {
      frequency,
      weekday: slot.weekday,
      startTime: slot.time,
      durationMinutes: 60,
      from: addDays(anchor, -366),
      ...(frequency === 'monthly' ? { weekOfMonth: random.pick([1, 2, 3, 4] as const) } : {}),
    };
    const to = addDays(anchor, WEEKS_AHEAD * 7 + 1);
    const { meetings: dates, skipped } = occurrences(rule, { from: rule.from, to }, ENGLAND_BANK_HOLIDAYS);
    const series_id = draft.id('series', mdt.key);
    const site = siteOf(draft, mdt);
    const join_url = `https://meet.example.invalid/${series_id.slice(0, 8)}`;
    draft.add('mdt_series', {
      series_id,
      mdt_id: mdt.mdtId,
      frequency,
      weekday: rule.weekday,
      week_of_month: rule.weekOfMonth ?? null,
      start_time: rule.startTime,
      duration_minutes: 60,
      from_date: rule.from,
      until_date: null,
      site_id: site.site,
      room_id: site.room,
      join_url,
      follows_series_id: null,
      planned_through: addDays(to, -1),
      weeks_ahead: WEEKS_AHEAD,
      calendar_uid: `${series_id}@quorate`,
      sequence: 0,
      created_at: `${rule.from}T09:00:00Z`,
      lock_version: 1,
    });
    for (const skip of skipped) draft.add('mdt_series_skip', { series_id, skipped_on: skip.date, reason: skip.reason });
    for (const occurrence of dates) {
      meetings.push({
        meetingId: draft.id('meeting', mdt.key, occurrence.date),
        mdt,
        date: occurrence.date,
        startsAt: occurrence.startsAt,
        endsAt: occurrence.endsAt,
        isPast: occurrence.endsAt <= now,
      });
    }
  });
  return meetings;
}

/** The columns of a meeting that do not depend on how it went. */
export function meetingColumns(draft: DemoDraft, meeting: DemoMeeting): Record<string, unknown> {
  const { mdt } = meeting;
  const site = siteOf(draft, mdt);
  return {
    meeting_id: meeting.meetingId,
    mdt_id: mdt.mdtId,
    series_id: draft.id('series', mdt.key),
    terms_id: mdt.termsId,
    host_organisation_id: draft.id('organisation', mdt.host),
    starts_at: meeting.startsAt,
    ends_at: meeting.endsAt,
    meeting_date: meeting.date,
    start_time: toLondon(meeting.startsAt).time,
    duration_minutes: 60,
    series_date: meeting.date,
    site_id: site.site,
    room_id: site.room,
    join_url: `https://meet.example.invalid/${meeting.meetingId.slice(0, 8)}`,
    is_extraordinary: false,
    calendar_uid: `${meeting.meetingId}@quorate`,
    sequence: 0,
    lock_version: 1,
  };
}

function siteOf(draft: DemoDraft, mdt: DemoMdt): { site: string; room: string } {
  const sites = ORGANISATIONS.find((o) => o.key === mdt.host)?.sites.length ?? 1;
  const i = Number.parseInt(mdt.mdtId.slice(0, 4), 16) % sites;
  return { site: draft.id('site', mdt.host, i), room: draft.id('room', mdt.host, i, 'Seminar room') };
}

/** When invitations to a meeting went out: three weeks and more before, except for the few sent late. */
export function sentAt(date: string, isLate: boolean): string {
  return londonStart(addDays(date, isLate ? -6 : -24), '10:00');
}

/** A professional role in words. */
export function roleName(code: string): string {
  return PROFESSIONAL_ROLES[code] ?? code;
}
