import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { attach, createSession } from '@freshkey/axios';
import axios from 'axios';
import { baseUrl } from './clients.ts';
import { heapBytes } from './heap.ts';

const requests = 10_000;
const never = new Promise<never>(() => {});

function client(kind: string): (path: string) => Promise<unknown> {
  const instance = axios.create({ baseURL: baseUrl, adapter: () => never });
  if (kind === 'held') {
    const session = createSession({ tokens: { access_token: 'old', refresh_token: 'r' }, refresh: () => never });
    attach(instance, session);
    session.refresh().catch(() => {});
  }
  return (path) => instance.get(path);
}

async function bytesPerRequest(kind: string): Promise<number> {
  const send = client(kind);
  const pending: Promise<unknown>[] = Array.from({ length: 100 }, (_, index) => send(`/warm-up/${index}`));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const before = heapBytes();
  for (let index = 0; index < requests; index++) pending.push(send(`/${index}`));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const bytes = heapBytes() - before;
  return pending.length > requests ? bytes / requests : Number.NaN;
}

/** What a request costs that waits for a refresh, and one that waits for its answer; each in a process of its own. */
export function heldHeap(): { held: number; bare: number } {
  const measure = (kind: string) =>
    Number(execFileSync(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), kind], { encoding: 'utf8' }));
  return { held: measure('held'), bare: measure('bare') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.stdout.write(String(await bytesPerRequest(process.argv[2] ?? 'bare')));
  process.exit();
}
