/** One way to do the same work. */
export interface Contender {
  readonly name: string;
  run(): Promise<unknown>;
}

export interface Comparison {
  readonly name: string;
  /** Median microseconds of processor time of one run. */
  readonly us: number;
  /** Median over all rounds of: this contender's time ÷ the first contender's time in the same round. */
  readonly ratio: number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The time that this process was given, and not what its neighbours took: the machine is seldom idle. */
async function timeUs(contender: Contender, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let index = 0; index < times; index++) await contender.run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}

/**
 * Interleaved rounds in one process, in another order each time, so that warm-up, collection and neighbours strike all
 * alike; the ratios are taken within a round.
 */
export async function compare(contenders: readonly Contender[], rounds: number, times: number): Promise<Comparison[]> {
  const measured = contenders.map(() => [] as number[]);
  for (let round = -2; round < rounds; round++) {
    const order = contenders.map((_, index) => (index + round + contenders.length * 2) % contenders.length);
    if (round % 2) order.reverse();
    for (const index of order) {
      const us = await timeUs(contenders[index] as Contender, times);
      if (round >= 0) measured[index]?.push(us);
    }
  }
  const base = measured[0] ?? [];
  return contenders.map(({ name }, index) => {
    const own = measured[index] ?? [];
    return { name, us: median(own), ratio: median(own.map((us, round) => us / (base[round] ?? Number.NaN))) };
  });
}
