import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { InvitationsService } from '../meetings/invitations/invitations.service.js';
import { SeatsService } from '../meetings/mdts/seats.service.js';
import { MeetingsService } from '../meetings/meetings.service.js';
import { newSecret } from '../platform/ids.js';
import { HttpBrowser, listen } from '../testkit/http-browser.js';
import { planTestMdt, type TestMdt } from '../testkit/plan-mdt.js';
import { startTestApp, TEST_NOW, type TestApp } from '../testkit/test-app.js';

jest.setTimeout(120_000);

describe('the reply link', () => {
  let t: TestApp;
  let browser: HttpBrowser;
  let mdt: TestMdt;
  let path: string;

  beforeAll(async () => {
    t = await startTestApp();
    browser = new HttpBrowser(await listen(t.app));
  });
  afterAll(() => t.stop());
  beforeEach(async () => {
    t.clock.setNow(TEST_NOW);
    await t.db.sql(t.economy.tenantId, 'delete from practitioner_booking');
    await t.db.sql(t.economy.tenantId, 'update mdt_meeting set room_id = null');
    await t.db.sql(t.economy.tenantId, 'update outbox_message set sent_at = created_at');
    mdt = await planTestMdt(t, { series: { weeksAhead: 3 } });
    await send({ meetingId: mdt.meetingIds[0] });
    path = await linkOf('gp@example.invalid');
  });

  const send = (input: object) =>
    t.app.get(InvitationsService).sendInvitations(t.economy.viewer('careCoordinator'), input);
  const linkOf = async (to: string) => {
    const [mail] = await t.db.sql<{ body_text: string }>(
      t.economy.tenantId,
      'select body_text from outbox_message where sent_at is null and recipient_email = $1 order by message_id desc limit 1',
      [to],
    );
    const found = /http:\/\/localhost:\d+(\/reply\/[\w.-]+)\?answer=accept/.exec(mail?.body_text ?? '')?.[1];
    if (!found) throw new Error('no link in the mail');
    return found;
  };
  const everything = async () =>
    t.db.sql(
      t.economy.tenantId,
      `select (select json_agg(i order by i.invitation_id) from invitation i) as invitations, (select json_agg(b order by b.practitioner_id, b.meeting_id) from practitioner_booking b) as bookings,
         (select json_agg(m order by m.meeting_id) from mdt_meeting m) as meetings, (select max(seq) from audit_event) as audit, (select count(*) from outbox_message) as mails`,
    );
  const gpReplies = () =>
    t.db.sql<{ response: string; source: string; reason: string | null }>(
      t.economy.tenantId,
      `select i.response, i.response_source as source, i.decline_reason as reason from invitation i join mdt_meeting m using (tenant_id, meeting_id)
       where m.mdt_id = $1 and i.practitioner_id = $2 order by m.starts_at`,
      [mdt.mdtId, t.economy.practitioners.gp],
    );
  const fieldsOf = (html: string, name: string) =>
    [...html.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');
  const submit = async (answer: string, over: Record<string, string> = {}) => {
    const page = await (await browser.get(path)).text();
    return browser.submit(path, {
      invitation: fieldsOf(page, 'invitation')[0] ?? '',
      answer,
      declineReason: '',
      ...over,
    });
  };

  it('changes nothing on HEAD nor on GET, with or without an answer in the address; one POST records it', async () => {
    const before = await everything();
    expect((await fetch(`${browser.origin}${path}?answer=accept`, { method: 'HEAD' })).status).toBe(200);
    for (const query of ['', '?answer=accept', '?answer=decline', '?answer=accept'])
      expect((await browser.get(`${path}${query}`)).status).toBe(200);
    expect(await everything()).toEqual(before);
    const answer = await submit('accept');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${path}?saved=yes`]);
    expect((await gpReplies())[0]).toEqual({ response: 'accepted', source: 'link', reason: null });
  });

  it('shows the answer of the address chosen, one button, and nobody but the invited person', async () => {
    const html = await (await browser.get(`${path}?answer=decline`)).text();
    expect(html).toContain('id="answer-decline" name="answer" value="decline" checked');
    expect(html.match(/<button/g)).toHaveLength(1);
    expect(html).toContain('Dr Amara Osei');
    expect(html).toContain('Tuesday 1 December 2026, 13:00 to 14:00');
    expect(html).toContain('I was not released');
    for (const other of ['Sian Roberts', 'Jo Begum', 'Tom Keane', 'example.invalid']) expect(html).not.toContain(other);
    expect(html).not.toMatch(/<script|<style|style=|onclick/);
  });

  it('is not kept, tells no other site where it was opened, and runs nothing inline', async () => {
    const { headers } = await browser.get(path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
    expect(headers.get('set-cookie')).toBeNull();
  });

  it('declines with "I was not released", confirms, and lets the person change it until the meeting starts', async () => {
    await submit('decline', { declineReason: 'releaseRefused' });
    expect((await gpReplies())[0]).toEqual({ response: 'declined', source: 'link', reason: 'releaseRefused' });
    const confirmed = await (await browser.get(`${path}?saved=yes`)).text();
    expect(confirmed).toContain('Your answer is saved');
    expect(confirmed).toContain('You said that you cannot come');
    await submit('tentative');
    expect((await gpReplies())[0]).toMatchObject({ response: 'tentative' });
    t.clock.setNow('2026-12-01T13:00:00Z');
    expect((await browser.submit(path, { invitation: 'x', answer: 'accept' })).status).toBe(404);
    expect((await gpReplies())[0]).toMatchObject({ response: 'tentative' });
  });

  it('asks for an answer when none was chosen, and does not let a foreign invitation be answered', async () => {
    expect((await submit('')).status).toBe(409);
    const [foreign] = await t.db.sql<{ id: string }>(
      t.economy.tenantId,
      'select invitation_id as id from invitation where meeting_id = $1 and practitioner_id = $2',
      [mdt.meetingIds[0], t.economy.practitioners.matron],
    );
    expect((await browser.submit(path, { invitation: foreign?.id ?? '', answer: 'decline' })).status).toBe(409);
    const [untouched] = await t.db.sql(t.economy.tenantId, 'select response from invitation where invitation_id = $1', [
      foreign?.id,
    ]);
    expect(untouched).toEqual({ response: 'needsAction' });
  });

  it('a link of a series answers the dates that are ticked', async () => {
    await t.db.sql(t.economy.tenantId, 'update outbox_message set sent_at = created_at');
    await send({ seriesId: mdt.seriesId });
    path = await linkOf('gp@example.invalid');
    const html = await (await browser.get(path)).text();
    const ids = fieldsOf(html, 'invitation');
    expect(ids).toHaveLength(3);
    const body = new URLSearchParams([
      ['invitation', ids[0] ?? ''],
      ['invitation', ids[2] ?? ''],
      ['answer', 'accept'],
    ]);
    const response = await fetch(`${browser.origin}${path}`, { method: 'POST', body, redirect: 'manual' });
    expect(response.status).toBe(303);
    expect((await gpReplies()).map((row) => row.response)).toEqual(['accepted', 'needsAction', 'accepted']);
  });

  it('says when the hour has gone to another meeting, without its name', async () => {
    await submit('decline');
    await planTestMdt(t, {
      name: 'Secret MDT',
      seats: ['gp'],
      minimumSeats: 1,
      series: { startTime: '13:30', weeksAhead: 1, room: false },
    });
    const answer = await submit('accept');
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain('Dr Amara Osei is at another meeting');
    expect(html).not.toContain('Secret MDT');
  });

  it('gives one and the same page for links that are unknown, malformed, of another tenant, taken back or over', async () => {
    const dead = async (at: string) => {
      const response = await browser.get(at);
      return `${response.status} ${await response.text()}`;
    };
    const [tenant = '', secret = ''] = path.replace('/reply/', '').split('.');
    const unknown = await dead(`/reply/${tenant}.${newSecret()}`);
    expect(unknown).toMatch(/^404 /);
    expect(await dead('/reply/nonsense')).toBe(unknown);
    expect(await dead(`/reply/${t.economy.otherTenantId}.${secret}`)).toBe(unknown);
    expect(await dead(`/reply/${crypto.randomUUID()}.${secret}`)).toBe(unknown);
    expect((await browser.submit(`/reply/${crypto.randomUUID()}.${secret}`, { answer: 'accept' })).status).toBe(404);
    await t.app.get(SeatsService).setSeatHolder(t.economy.viewer('careCoordinator'), {
      seatId: mdt.seatIds.gp,
      expectedVersion: 1,
      practitionerId: null,
    });
    expect(await dead(path)).toBe(unknown);
    const matron = await linkOf('matron@example.invalid');
    await t.app.get(MeetingsService).cancelMeeting(t.economy.viewer('careCoordinator'), {
      meetingId: mdt.meetingIds[0],
      expectedVersion: 1,
      reason: 'x',
    });
    expect(await dead(matron)).toBe(unknown);
  });

  it('slows down whoever tries many wrong links, and says for how long', async () => {
    let limited: Response | null = null;
    for (let i = 0; i < 80 && limited === null; i += 1) {
      const response = await browser.get(`/reply/wrong-${i}`);
      if (response.status === 429) limited = response;
      else await response.arrayBuffer();
    }
    expect(limited?.status).toBe(429);
    expect(Number(limited?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});
