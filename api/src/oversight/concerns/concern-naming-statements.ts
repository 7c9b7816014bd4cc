import { worksAt } from '../../platform/works-at.js';

/** SQL about what somebody said of concern `c`, as row `n` of concern_naming. */

const NOW = 'quorate_now()';

/** Whether account `one` works together with account `other` anywhere just now. */
const workTogether = (one: string, other: string) => `exists (
  select 1 from ${worksAt(NOW)} a join ${worksAt(NOW)} b on b.tenant_id = a.tenant_id and b.organisation_id = a.organisation_id
  where a.tenant_id = n.tenant_id and a.account_id = ${one} and b.account_id = ${other})`;

const worksForIt = (account: string) => `exists (
  select 1 from ${worksAt(NOW)} a where a.tenant_id = n.tenant_id and a.account_id = ${account} and a.organisation_id = n.organisation_id)`;

/** Two who work together anywhere are one for this: also where each of them acts for another organisation just now. */
const IS_COLLEAGUE = `(n.on_behalf_of = quorate_organisation() or ${workTogether('quorate_account()', 'n.named_by')})`;
const IS_PARTY = worksForIt('quorate_account()');

/** Whether another organisation that commissions, and is not the one that was said, has somebody who may decide. */
const OTHERS_CAN = `exists (
  select 1 from acting_role r join account u using (tenant_id, account_id)
    join organisation k on k.tenant_id = r.tenant_id and k.organisation_id = r.organisation_id
  where r.tenant_id = n.tenant_id and r.role in ('commissioner','informationGovernanceLead') and r.during @> quorate_now()
    and u.active_from <= quorate_now() and (u.left_at is null or u.left_at > quorate_now())
    and k.kind in ('icb','subIcb','localAuthority','region','regulator') and k.organisation_id not in (n.on_behalf_of, n.organisation_id)
    and r.account_id <> n.named_by and not ${worksForIt('r.account_id')})`;

/** How the viewer stands to what was said, as one JSON value. */
export const STANDING = `jsonb_build_object('isColleague', ${IS_COLLEAGUE}, 'isParty', ${IS_PARTY}, 'othersCan', ${OTHERS_CAN},
  'saidIt', n.named_by = quorate_account(), 'looksIntoIt', coalesce(c.handled_by = quorate_account(), false))`;

/** SQL: whether the viewer may decide on it; `whyNotDecide` says the same in code. */
export const MAY_DECIDE = `(not ${IS_PARTY} and (not ${IS_COLLEAGUE} or (n.named_by <> quorate_account()
  and c.handled_by is distinct from quorate_account() and not ${OTHERS_CAN})))`;

export interface NamingStanding {
  readonly isColleague: boolean;
  readonly isParty: boolean;
  readonly othersCan: boolean;
  readonly saidIt: boolean;
  readonly looksIntoIt: boolean;
}

/**
 * Why somebody may not decide which organisation a concern is about; null where they may. Somebody of another organisation
 * decides. Where there is nobody, it is a colleague who neither said it nor looks into the concern.
 */
export function whyNotDecide({
  isColleague,
  isParty,
  othersCan,
  saidIt,
  looksIntoIt,
}: NamingStanding): { readonly code: string; readonly message: string } | null {
  if (isParty)
    return {
      code: 'IS_PARTY',
      message: 'You work for that organisation, so somebody who does not has to do this.',
    };
  if (!isColleague) return null;
  if (othersCan)
    return {
      code: 'SAME_ORGANISATION',
      message:
        'You said it yourself, or work with whoever did. Somebody of another organisation that commissions has to confirm it.',
    };
  if (saidIt || looksIntoIt)
    return {
      code: 'TOOK_PART',
      message: 'You said it or look into the concern, so a colleague who does neither has to confirm it.',
    };
  return null;
}
