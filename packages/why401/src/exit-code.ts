import type { DiagnosisStatus } from '@freshkey/diagnose';

/** What the command's exit tells a program. */
export const exitCode = {
  /** Not refused; in the other modes: nothing to mend. */
  fine: 0,
  /** Refused and explained; in the other modes: something to mend was found. */
  explained: 1,
  /** The command was used in a way that it cannot serve. */
  usage: 2,
  /** Refused, and no cause is sure enough. */
  unexplained: 3,
  noAnswer: 4,
} as const;

export function exitCodeOf(status: DiagnosisStatus): number {
  return {
    'not-refused': exitCode.fine,
    explained: exitCode.explained,
    unexplained: exitCode.unexplained,
    'no-answer': exitCode.noAnswer,
  }[status];
}
