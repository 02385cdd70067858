import { fingerprint } from '@freshkey/diagnose/rules';

/** Sixteen hexadecimal digits that tell texts apart and do not lead back to them. Good for grouping, not for proof. */
export function digestOf(text: string): string {
  return fingerprint(text) + fingerprint(`${text.length}:${text}`);
}
