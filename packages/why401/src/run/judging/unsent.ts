import type { Finding } from '@freshkey/diagnose';
import { auditVariables, type CredentialProblem, type EnvFile } from '@freshkey/env';
import type { Row } from '../row.ts';
import type { CallText } from './call-text.ts';

const refused =
  /invalid header value|invalid character in header|invalid (?:authorization|[\w-]{1,40}) header|illegal (?:header|character)/i;
/** Flaws for which a client refuses a header. */
const unsendable = new Set([
  'newline',
  'newline-inside',
  'carriage-return',
  'control-character',
  'invisible',
  'non-ascii',
]);

/**
 * A header that a client refused to send, from the error that ended the program: no request was made, so that only the
 * variables can say which value it was.
 */
export function unsentRow(
  error: unknown,
  env: Readonly<Record<string, string | undefined>>,
  files: readonly EnvFile[],
  callOf: (stack: unknown) => CallText,
): Row | undefined {
  const thrown = [...causesOf(error)].find(isRefusedHeader);
  if (thrown === undefined) return undefined;
  const problem = culpritOf(auditVariables({ env, files }), env, String((thrown as { message?: unknown }).message));
  const call = callOf((thrown as { stack?: unknown }).stack);
  const file = problem === undefined ? undefined : files.find(({ entries }) => entries.has(problem.name));
  const line = file?.entries.get(problem?.name ?? '')?.line;
  const nowMs = Date.now();
  return {
    kind: 'refusal',
    step: {
      startMs: nowMs,
      endMs: nowMs,
      status: 0,
      key: 'unsent',
      origin: '',
      isRefused: false,
      isRefresh: false,
      refreshToken: undefined,
      credential: undefined,
    },
    refusal: {
      method: '',
      url: '',
      status: 0,
      ...(call.package !== undefined && { client: call.package }),
      ...(call.at !== undefined && { at: call.at }),
      sources:
        problem === undefined
          ? []
          : [
              {
                header: 'authorization',
                variable: problem.name,
                ...(file && { file: file.path }),
                ...(line && { line }),
              },
            ],
      diagnosis: {
        schema: 1,
        status: 'no-answer',
        cause: {
          id: problem?.id ?? 'header-not-sendable',
          row: (problem?.row as Finding['row'] | undefined) ?? 'C08',
          title: problem?.title ?? 'A header holds a character that no client sends',
          confidence: problem === undefined ? 'likely' : 'proof',
          evidence: [
            'The client refused to send a header: it holds a line break or another character that HTTP does not allow.',
            ...(problem === undefined ? [] : [problem.title]),
          ],
          fix: problem?.fix ?? 'Take white space and line ends off the credential where it is read: value.trim().',
          reference: 'RFC 9110 §5.5',
        },
        alsoCheck: [],
      },
    },
  };
}

/** The variable with such a flaw whose value the error repeats, else any with such a flaw. */
const culpritOf = (
  problems: readonly CredentialProblem[],
  env: Readonly<Record<string, string | undefined>>,
  message: string,
): CredentialProblem | undefined => {
  const possible = problems.filter(({ id }) => unsendable.has(id));
  const repeated = possible.find(({ name }) => {
    const part = env[name]?.trim().split(/[\r\n]/, 1)[0] ?? '';
    return part.length > 3 && message.includes(part);
  });
  return repeated ?? possible[0];
};

function* causesOf(error: unknown): Generator<unknown> {
  let at: unknown = error;
  for (let depth = 0; depth < 6 && typeof at === 'object' && at !== null; depth += 1) {
    yield at;
    at = (at as { cause?: unknown }).cause;
  }
}

const isRefusedHeader = (error: unknown): boolean => {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return code === 'ERR_INVALID_CHAR' || (typeof message === 'string' && refused.test(message));
};
