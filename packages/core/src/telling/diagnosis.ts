/** One thing that is wrong, with its evidence and its remedy, as `@freshkey/diagnose` finds it. Holds no secret. */
export interface Finding {
  /** Stable, kebab-case: `token-expired`. */
  readonly id: string;
  /** The row of the catalogue of causes: `A01` … `J33`. */
  readonly row: string;
  readonly title: string;
  readonly confidence: 'proof' | 'likely' | 'hint';
  readonly evidence: readonly string[];
  /** What to do. */
  readonly fix: string;
  /** The standard and section, or the vendor's page, that it rests on. */
  readonly reference: string;
}

/** What `diagnose` of `@freshkey/diagnose` returns. */
export interface Diagnosis {
  readonly schema: 1;
  readonly status: 'not-refused' | 'explained' | 'unexplained' | 'no-answer';
  /** The root cause, where one is sure enough. */
  readonly cause: Finding | null;
  /** At most three further findings, the surest first. */
  readonly alsoCheck: readonly Finding[];
}

/** A refused exchange, as the rules of a diagnosis read it. */
export interface RefusedExchange {
  readonly request: { method: string; url: string; headers: [name: string, value: string][]; body?: string };
  readonly response?: { status: number; headers: [name: string, value: string][]; body?: string; url?: string };
  readonly error?: unknown;
  readonly client?: string;
  readonly requiredScopes?: string[];
  /** What became of the session's own attempt to renew the token. */
  readonly renewal?: 'failed' | 'refused';
}

export type Diagnose = (exchange: RefusedExchange, context: { readonly now: number }) => Diagnosis;
