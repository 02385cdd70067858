import type { Facts } from '../../facts.ts';
import { durationText } from '../../plain-words.ts';

/** Server's clock less ours in milliseconds; undefined if it cannot be told. An answer from a cache tells nothing. */
export function clockOffsetMs({ probes, response, exchange, localNowMs }: Facts): number | undefined {
  const probed = [...(probes.clockOffsetsMs ?? [])].sort((one, other) => one - other);
  if (probed.length >= 2) return probed[Math.floor(probed.length / 2)];
  const serverMs = response?.dateMs;
  if (serverMs === undefined || response?.ageSec !== 0 || localNowMs === undefined) return undefined;
  const { sentAtMs, receivedAtMs } = exchange;
  const ourMs =
    sentAtMs !== undefined && receivedAtMs !== undefined && receivedAtMs >= sentAtMs
      ? (sentAtMs + receivedAtMs) / 2
      : localNowMs;
  return serverMs - ourMs;
}

/** The same in words; undefined if it cannot be told. */
export function clockOffsetText(facts: Facts): string | undefined {
  const offsetMs = clockOffsetMs(facts);
  if (offsetMs === undefined) return undefined;
  if (Math.abs(offsetMs) < 2_000) return 'The local clock agrees with the server’s.';
  return `The local clock is ${durationText(offsetMs)} ${offsetMs < 0 ? 'fast' : 'slow'} against the server’s.`;
}
