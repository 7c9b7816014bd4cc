export * from './operation-policy.js';
export * from './operations.js';
export * from './role-fits.js';
export * from './roles.js';
