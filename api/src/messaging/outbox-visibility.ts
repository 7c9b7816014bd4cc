/*
 * Who sees which mail, as SQL over `outbox_message m`; $1 is the tenant and $2 the viewer's role.
 *   one's own       addressed to the viewer's own practitioner; what is addressed to no practitioner, to the account that had the
 *                   address first: whoever opens logins could give one of them the address of somebody elsewhere
 *   hosted          a co-ordinator: of a meeting that the acting organisation hosts, or sent on its behalf
 *   the tenant's    an administrator: that it went out, to whom, and whether it arrived; never what it says. Mail about signals
 *                   and the like is left out, but for what the own organisation had sent: that managers of a provider got one says whom
 *                   a signal is about, and that commissioners of all organisations but one did, whom a concern is about
 */

export const IS_OWN = `(m.recipient_practitioner_id = quorate_practitioner()
  or (m.recipient_practitioner_id is null and lower(m.recipient_email) = (select lower(own.email) from account own
    where own.tenant_id = $1 and own.account_id = quorate_account() and not exists (select 1 from account o where o.tenant_id = $1
      and lower(o.email) = lower(own.email) and (o.left_at is null or o.left_at > quorate_now())
      and (o.active_from, o.account_id) < (own.active_from, own.account_id)))))`;

export const IS_HOSTED = `($2 = 'careCoordinator' and quorate_organisation() = coalesce(
  (select g.host_organisation_id from mdt_meeting g where g.tenant_id = m.tenant_id and g.meeting_id = m.meeting_id), m.organisation_id))`;

const HELD_BACK = ['signal', 'concern', 'advice', 'tender', 'return', 'dispute', 'registerCorrection'];

export const IS_TENANTS = `($2 = 'administrator' and (not m.kind ^@ any (array[${HELD_BACK.map((kind) => `'${kind}'`).join(',')}])
  or m.organisation_id = quorate_organisation()))`;

/** A message's state, from when it went out or goes out next. */
export const STATE = `case when m.sent_at is not null then 'sent' when m.next_attempt_at = 'infinity' then 'failed'
  when m.last_error is not null then 'retrying' else 'waiting' end`;
