import type { CredentialProblem } from './problem.ts';
import type { Sources } from './sources.ts';
import type { StandardSchema } from './standard-schema.ts';

/** What is known while credentials are read. */
export interface ReadContext {
  readonly sources: Sources;
  /** Which environment all credentials are for, unless one says otherwise itself. */
  readonly mode: 'test' | 'live' | undefined;
  /** Whether definitions that differ are a problem. */
  readonly mustAgree: boolean;
}

export type Reading<Value> = { readonly value: Value } | { readonly problems: readonly CredentialProblem[] };

/** The key under which a kind keeps how it is read; not for callers. */
export const read = Symbol.for('freshkey.env.read');

/**
 * One kind of credential: what {@link bearerToken} and the like return. It is a Standard Schema (v1) of its own, which
 * takes the variable's text and gives the value.
 */
export interface CredentialKind<Value> extends StandardSchema<Value> {
  /** @internal */
  readonly [read]: (name: string, context: ReadContext) => Reading<Value>;
}

export type CredentialSpec = Readonly<Record<string, CredentialKind<unknown>>>;

/** What a spec yields: each name with the value of its kind. */
export type Credentials<Spec extends CredentialSpec> = {
  readonly [Name in keyof Spec]: Spec[Name] extends CredentialKind<infer Value> ? Value : never;
};
