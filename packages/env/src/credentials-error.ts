import type { CredentialProblem } from './problem.ts';

/**
 * Everything that is wrong with the credentials of the environment, in one error. The message lists variables and
 * flaws, one a line, and no value.
 */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError';
  readonly code = 'invalid-credentials';
  readonly problems: readonly CredentialProblem[];

  constructor(problems: readonly CredentialProblem[]) {
    const count = new Set(problems.map((problem) => problem.name)).size;
    const lines = problems.map(({ title, fix }) => `  ${title}. ${fix}`);
    super(`${count === 1 ? 'One credential is' : `${count} credentials are`} unusable:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}
