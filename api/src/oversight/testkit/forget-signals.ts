import type { TestApp } from '../../testkit/test-app.js';

/** Empties what runs and people have written about signals, which the application itself never can. */
export async function forgetSignals(t: TestApp): Promise<void> {
  const admin = await t.db.superuser();
  await admin.query('truncate signal, provider_month, detection_run, published_reason, detection_request cascade');
  await admin.end();
}
