/** SQL of a seat at a meeting: the London date, the code of its role, the provider on that day. */
export interface SeatOnDay {
  readonly day: string;
  readonly role: string;
  readonly provider: string;
}

/** Whether a version `k` of a strike called the seat's role out, at its provider, on that day: the one place that says so. */
export function strikeCovers({ day, role, provider }: SeatOnDay): string {
  return `${day} between k.first_day and k.last_day and ${role} = any(k.role_codes)
      and (k.provider_ids is null or ${provider} = any(k.provider_ids))`;
}
