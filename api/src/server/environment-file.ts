import { existsSync } from 'node:fs';

/** Takes settings from `.env` in the working directory, where there is one. What the environment has already wins. */
export function readEnvironmentFile(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
