import { fingerprint } from '@freshkey/diagnose/rules';

/** Sixteen hexadecimal digits that tell texts apart and do not lead back to them. Good for grouping, not for proof. */
export const digestOf = (text: string): string => fingerprint(text) + fingerprint(`${text.length}:${text}`);
