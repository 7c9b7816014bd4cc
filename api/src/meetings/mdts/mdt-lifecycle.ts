import { defineLifecycle } from '@quorate/libs/lifecycle';

/** An MDT meets, pauses, or has ended. Suspending and closing say why; what was closed is begun again as a new MDT. */
export const mdtLifecycle = defineLifecycle<
  'proposed' | 'active' | 'suspended' | 'inactive',
  'activate' | 'suspend' | 'close'
>({
  name: 'MDT',
  initial: 'active',
  labels: { proposed: 'Proposed', active: 'Active', suspended: 'Suspended', inactive: 'Closed' },
  rows: {
    proposed: { on: { activate: 'active', close: { to: 'inactive', needsReason: true } } },
    active: {
      on: { suspend: { to: 'suspended', needsReason: true }, close: { to: 'inactive', needsReason: true } },
    },
    suspended: { on: { activate: 'active', close: { to: 'inactive', needsReason: true } } },
    inactive: { final: true },
  },
});
