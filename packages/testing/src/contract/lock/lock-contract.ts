import { type ContractCase, caseOn, ownName } from '../contract-case.ts';
import type { Lock } from '../seams.ts';
import { lockCases } from './lock-cases.ts';
import type { LockStage, LockSubject } from './lock-subject.ts';

/**
 * What every `Lock` keeps (design: The seams). Order among those who wait is not asked for.
 *
 * @example
 * for (const { name, run } of lockContract({ createLock: () => memoryLock(), traits: { shared: false } })) test(name, run);
 */
export function lockContract(subject: LockSubject): ContractCase[] {
  const { shared = true, recoveryMs = 5000 } = subject.traits ?? {};
  const open = async (): Promise<LockStage> => {
    const name = ownName();
    const handles: Lock[] = [];
    const create = async (): Promise<Lock> => {
      const lock = await subject.createLock(name);
      handles.push(lock);
      return lock;
    };
    const first = await create();
    return {
      name,
      recoveryMs,
      open: async () => first,
      openOther: async () => (shared ? create() : first),
      async close() {
        for (const handle of handles) await subject.closeLock?.(handle);
      },
    };
  };
  return lockCases
    .filter(({ needs = () => true }) => needs(subject))
    .map(({ name, body }) => caseOn(name, open, (stage) => body(stage, subject)));
}
