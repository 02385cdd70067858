import { within } from './assertions.ts';

/**
 * One promise of a contract: plain data, so that any runner can run it.
 *
 * @example for (const { name, run } of adapterContract(subject)) test(name, run);
 */
export interface ContractCase {
  /** One sentence of behaviour. */
  readonly name: string;
  /** Rejects with what is broken. Builds what it needs and takes it down again. */
  run(): Promise<void>;
}

/** How long a case may take in all; a case that hangs has failed. */
const caseTimeoutMs = 15_000;

/** A case with a stage of its own, which is taken down whatever happens. */
export function caseOn<Stage extends { close(): Promise<void> }>(
  name: string,
  open: () => Promise<Stage>,
  body: (stage: Stage) => Promise<void>,
): ContractCase {
  return {
    name,
    async run() {
      const stage = await within(caseTimeoutMs, open(), 'the stage of the case was set');
      try {
        await within(caseTimeoutMs, body(stage), 'the case was through');
      } finally {
        await within(caseTimeoutMs, stage.close(), 'the stage was taken down');
      }
    },
  };
}

/** A name that no other case has, also of another run on the same database. */
export function ownName(): string {
  return `contract-${Math.random().toString(36).slice(2)}${Date.now().toString(36)}`;
}
