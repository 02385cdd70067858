import type { OpenStore } from '../../../../scripts/fleet/worker.ts';
import type { RedisOptions } from '../options.ts';
import { redis } from '../redis.ts';
import { clients } from './clients.ts';

interface Setup extends RedisOptions {
  readonly family: string;
  readonly url: string;
}

/** The store of one process of a fleet. */
export async function openStore({ family, url, ...options }: Setup): Promise<OpenStore> {
  const open = clients[family];
  if (!open) throw new Error(`There is no client "${family}".`);
  const { client, close } = await open(url);
  return { store: redis(client, options), close };
}
