import type { OpenStore } from '../../../../scripts/fleet/worker.ts';
import type { PostgresOptions } from '../options.ts';
import { postgres } from '../postgres.ts';
import { type ClientFamily, clients } from './clients.ts';

interface Setup extends PostgresOptions {
  readonly family: ClientFamily;
  readonly url: string;
}

/** The store of one process of a fleet. */
export async function openStore({ family, url, ...options }: Setup): Promise<OpenStore> {
  const { client, close } = clients[family](url);
  return { store: postgres(client, options), close };
}
