/** The command was called in a way that it cannot serve. The message is one line for standard error, without a secret. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
