import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly until: number;
}

const MOST = 5_000;

/** What the demo's identity provider remembers: sign-ins under way and codes, in memory, gone with the process. */
export function createMemoryAdapter(): (name: string) => Adapter {
  const kept = new Map<string, Kept>();
  const find = (id: string | undefined): AdapterPayload | undefined => {
    const found = id === undefined ? undefined : kept.get(id);
    return found && found.until > Date.now() ? found.payload : undefined;
  };
  return (name) => ({
    async upsert(id, payload, expiresIn) {
      forget(kept);
      kept.set(`${name}:${id}`, { payload, until: Date.now() + (expiresIn || 600) * 1000 });
    },
    find: async (id) => find(`${name}:${id}`),
    findByUid: async (uid) => search(kept, name, (payload) => payload.uid === uid),
    findByUserCode: async () => undefined,
    async consume(id) {
      const payload = find(`${name}:${id}`);
      if (payload) payload.consumed = Math.floor(Date.now() / 1000);
    },
    async destroy(id) {
      kept.delete(`${name}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  });
}

function search(kept: Map<string, Kept>, name: string, fits: (payload: AdapterPayload) => boolean) {
  for (const [key, { payload, until }] of kept) {
    if (key.startsWith(`${name}:`) && until > Date.now() && fits(payload)) return payload;
  }
  return undefined;
}

function forget(kept: Map<string, Kept>): void {
  if (kept.size < MOST) return;
  for (const [key, { until }] of kept) if (until <= Date.now()) kept.delete(key);
  // Still full of live entries: somebody begins sign-ins without end. The oldest go.
  for (const key of kept.keys()) {
    if (kept.size < MOST) return;
    kept.delete(key);
  }
}
