import { Injectable } from '@nestjs/common';

/** The only place that reads the clock. A test sets its own time with `setNow`. */
@Injectable()
export class Clock {
  private fixed: Date | null = null;

  now(): Date {
    return this.fixed ? new Date(this.fixed) : new Date();
  }

  /** Tests only. `null` gives the running clock back. */
  setNow(instant: string | null): void {
    this.fixed = instant === null ? null : new Date(instant);
  }
}
