/** The comparator: a hand-written client around the maintained Redis mutex, which reads the token again once it has it. */
import { Redis } from 'ioredis';
import { Mutex } from 'redis-semaphore';

const { store, apiUrl, tokens } = JSON.parse(process.argv[2] ?? '{}');
const client = new Redis(store.url);
await client.set('bench-mutex', JSON.stringify(tokens), 'NX');
let held = JSON.parse((await client.get('bench-mutex')) ?? '{}');
let refreshing: Promise<void> | undefined;

async function renew(refused: string): Promise<void> {
  const mutex = new Mutex(client, 'bench-mutex-lock', { lockTimeout: 5000 });
  await mutex.acquire();
  try {
    held = JSON.parse((await client.get('bench-mutex')) ?? '{}');
    if (held.access_token !== refused) return;
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: held.refresh_token });
    held = await (await fetch(`${apiUrl}/oauth/token`, { method: 'POST', body })).json();
    await client.set('bench-mutex', JSON.stringify(held));
  } finally {
    await mutex.release();
  }
}

async function request(id: string): Promise<string[]> {
  const sent = held.access_token;
  const once = () =>
    fetch(`${apiUrl}/api/work?id=${id}`, { headers: { authorization: `Bearer ${held.access_token}` } });
  let response = await once();
  await response.text();
  if (response.status === 401) {
    if (held.access_token === sent) {
      refreshing ??= renew(sent).finally(() => {
        refreshing = undefined;
      });
      await refreshing;
    }
    response = await once();
    await response.text();
  }
  return response.status === 200 ? [] : [`${id}: ${response.status}`];
}

process.on('message', async ({ number, name, ids = [] }: { number: number; name: string; ids?: string[] }) => {
  if (name === 'end') {
    client.disconnect();
    return process.disconnect();
  }
  process.send?.({ number, value: (await Promise.all(ids.map(request))).flat() });
});
process.send?.({ event: 'ready' });
