import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';

/** A real server on loopback, without persistence: a restart forgets everything. */
export interface RedisProcess {
  readonly port: number;
  readonly url: string;
  /** One command, over a connection of its own. */
  command(...args: string[]): Promise<unknown>;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again at the same port, empty. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws Error that says what is missing, and how to name it. */
function findRedisServer(): string {
  const named = process.env.FRESHKEY_REDIS_SERVER;
  for (const program of named === undefined ? ['redis-server', 'valkey-server'] : [named]) {
    if (spawnSync(program, ['--version']).status === 0) return program;
  }
  throw new Error(
    `These tests need a real Redis: ${named ?? 'neither redis-server nor valkey-server'} could not be run. Install one, or name the program in FRESHKEY_REDIS_SERVER.`,
  );
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export async function startRedis(...options: string[]): Promise<RedisProcess> {
  const program = findRedisServer();
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'freshkey-redis-'));
  let child: ChildProcess | undefined;

  async function command(...args: string[]): Promise<unknown> {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await client.sendCommand(args);
    } finally {
      client.destroy();
    }
  }

  async function start(): Promise<void> {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder, ...options];
    child = spawn(program, args, { stdio: 'ignore' });
    for (let attempt = 0; ; attempt++) {
      try {
        await command('PING');
        return;
      } catch (error) {
        if (attempt > 200) throw error;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }

  async function kill(): Promise<void> {
    const ended = child;
    child = undefined;
    if (!ended || ended.exitCode !== null) return;
    const gone = new Promise((resolve) => ended.once('exit', resolve));
    ended.kill('SIGKILL');
    await gone;
  }

  await start();
  return {
    port,
    url,
    command,
    kill,
    start,
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
