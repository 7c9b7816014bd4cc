/** Injects `Settings`, which is an interface and so no token itself. */
export const SETTINGS = Symbol('settings');
