import type { Diagnosis } from '@freshkey/diagnose';
import type { Pattern } from '../patterns/pattern.ts';

/** Refusals with one and the same reason. */
export interface HarGroup {
  count: number;
  first: { index: number; method: string; url: string };
  diagnosis: Diagnosis;
}

/** What a recording came to. */
export interface HarFindings {
  refused: number;
  /** The recording was exported without credentials. */
  sanitized: boolean;
  groups: HarGroup[];
  patterns: Pattern[];
  /** How many refusals were taken for like another one without being looked at: recordings with thousands of them. */
  assumed: number;
  /** How many requests have no answer in the recording, by what the browser said of it. */
  unanswered: Record<string, number>;
}

/** What is printed of a recording. Fields may be added within a schema version. */
export interface HarPrinted extends HarFindings {
  schema: 1;
  entries: number;
  notes: string[];
}

/** How far a recording was read. */
export interface HarRead {
  entries: number;
  /** Entries that were passed over: broken, or without a request. */
  skipped: number;
  /** False when the recording ended or broke before its end. */
  isComplete: boolean;
}

/** The findings as they are printed, with what the reader should know of them. */
export function harPrinted(report: { findings(): HarFindings }, read: HarRead): HarPrinted {
  const findings = report.findings();
  const notes: string[] = [];
  if (!read.isComplete) notes.push('The file ends or breaks before its end; what could be read was read.');
  if (read.skipped > 0) notes.push(`${read.skipped} of the entries could not be read and were passed over.`);
  if (findings.assumed > 0)
    notes.push(`${findings.assumed} of the refusals were counted by their looks, and not examined one by one.`);
  const silent = Object.entries(findings.unanswered);
  if (silent.length > 0)
    notes.push(
      `No answer is in the recording for ${silent.map(([why, count]) => `${count} of the requests (${why})`).join(', ')}: blocked, broken off, or hidden from the page by CORS.`,
    );
  return { schema: 1, entries: read.entries, ...findings, notes };
}
