// The tables of a made-up economy, as an implementation gets them, and its truth: shared by the simulators of this folder.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dayOf, isoDay } from './world.mjs';

/** A policy that held back less than this share, or reached fewer rows, is none that anybody could be asked about. */
const LEAST_SHARE = 0.12;
const LEAST_ROWS = 15;

export function isFelt({ rows, held }) {
  return rows >= LEAST_ROWS && held >= LEAST_SHARE * rows;
}

/** Everything of an economy: `meta.json` and, by file, a header and rows. `requests` are in the order of `records`. */
export function economyOf({ world, scenario, seed, rows, records, requests }) {
  const start = dayOf(world.start);
  return {
    meta: {
      scenario,
      seed,
      start: world.start,
      end_exclusive: world.evaluationDates.at(-1),
      evaluation_dates: world.evaluationDates,
    },
    tables: {
      ...placesOf(world),
      ...meetingsOf(world, start),
      ...registersOf(records, requests, start),
      truth: truthOf(world, rows),
    },
  };
}

/** Writes an economy into a folder. */
export function writeEconomy(folder, { meta, tables }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'meta.json'), `${JSON.stringify(meta, null, 1)}\n`);
  for (const [name, [header, lines]] of Object.entries(tables))
    writeFileSync(join(folder, `${name}.csv`), `${[header, ...lines.map((cells) => cells.join(','))].join('\n')}\n`);
}

function placesOf({ providers, people }) {
  return {
    providers: [
      'provider_id,provider_type,licensed,base_site_id',
      providers.map(({ id, type, licensed, teams }) => [id, type, licensed, teams[0].site]),
    ],
    sites: [
      'site_id,provider_id,x_km,y_km',
      providers.flatMap(({ id, teams }) => teams.map(({ site, x, y }) => [site, id, x.toFixed(1), y.toFixed(1)])),
    ],
    professionals: [
      'professional_id,employer_provider_id,base_site_id,role,cover_depth,wte',
      people.map((person) => {
        const { id, teams } = providers[person.provider];
        return [person.id, id, teams[person.team].site, person.role, person.cover, person.wte];
      }),
    ],
  };
}

function meetingsOf({ series, meetings, providers }, start) {
  const clock = (minute) =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return {
    series: [
      'series_id,host_provider_id,site_id,cadence_days,weekday,start_time,duration_min,mode,required_roles',
      series.map((one) => {
        const roles = [
          ...new Set(one.seats.filter(({ required }) => required).map(({ person }) => person.role)),
        ].sort();
        return [
          one.id,
          providers[one.host].id,
          one.site.site,
          one.cadence,
          one.weekday,
          clock(one.startMinute),
          one.minutes,
          one.mode,
          roles.join(';'),
        ];
      }),
    ],
    meetings: [
      'meeting_id,series_id,date,cancelled',
      meetings.map(({ id, series: one, day, cancelled }) => [id, one.id, isoDay(start + day), cancelled ? 1 : 0]),
    ],
    calendar: ['date,kind,roles', []],
  };
}

function registersOf(records, requests, start) {
  const id = (letter, i) => `${letter}${String(i + 1).padStart(6, '0')}`;
  return {
    invitations: [
      'invitation_id,meeting_id,professional_id,required,invited_on,travel_min,rsvp,status,attendance_mode,minutes_present,absence_reason,absence_notified_on',
      records.map(({ row, invitedOn, status, minutes, reason }, i) => {
        const { meeting, seat, series, day } = row;
        const travel = seat.travel + (seat.moved && day >= seat.moved.from ? seat.moved.minutes : 0);
        const mode = minutes > 0 ? (series.mode === 'remote' ? 'remote' : 'in_person') : '';
        return [
          id('E', i),
          meeting.id,
          seat.person.id,
          seat.required,
          isoDay(start + invitedOn),
          travel,
          status === 'apologies' ? 'declined' : 'accepted',
          status,
          mode,
          minutes,
          reason,
          '',
        ];
      }),
    ],
    release_requests: [
      'request_id,invitation_id,requested_on,minutes_requested,decision,decided_on,minutes_granted',
      requests.flatMap((request, i) =>
        request
          ? [
              [
                id('A', i),
                id('E', i),
                isoDay(start + request.asked),
                request.minutes,
                request.decision,
                request.decided === null ? '' : isoDay(start + request.decided),
                request.granted,
              ],
            ]
          : [],
      ),
    ],
  };
}

function truthOf({ providers, start }, rows) {
  const first = dayOf(start);
  const cross = new Map();
  for (const { provider, seat } of rows) if (seat.isCross) cross.set(provider, (cross.get(provider) ?? 0) + 1);
  return [
    'provider_id,label,kind,onset_date,end_date,strength,affected_role,affected_host,decoy,trait,n_cross,n_affected',
    providers.map((provider) => {
      const { id, policy, trouble } = provider;
      const n = cross.get(provider) ?? 0;
      if (!policy) return [id, 'innocent', '', '', '', 0, '', '', trouble === 'none' ? '' : trouble, '', n, 0];
      const end = policy.isOpenEnded ? '' : isoDay(first + policy.to);
      const host = policy.host === undefined ? '' : providers[policy.host].id;
      return [
        id,
        'withholding',
        policy.kind,
        isoDay(first + policy.from),
        end,
        (policy.held / policy.rows).toFixed(3),
        policy.role ?? '',
        host,
        '',
        '',
        n,
        policy.rows,
      ];
    }),
  ];
}
