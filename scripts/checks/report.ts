import { fileURLToPath } from 'node:url';

/** The repository's folder, without a slash at the end. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Prints what is wrong, one line each, and what to do about it, and ends the process with exit code 1. */
export function fail(subject: string, complaints: readonly string[], advice?: string): never {
  console.error(`${subject}: ${complaints.length} ${complaints.length === 1 ? 'complaint' : 'complaints'}`);
  for (const complaint of complaints) console.error(`  ✗ ${complaint}`);
  if (advice) console.error(`  ${advice}`);
  process.exit(1);
}
