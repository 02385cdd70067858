import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import type { Driver } from './driver.ts';
import { readScript } from './scripts.ts';
import { createServer } from './server.ts';

/** A Redis that answers as it is told; an error is thrown, a promise waited for. */
function scripted(...answers: unknown[]) {
  const asked: string[] = [];
  const next = async (command: string) => {
    asked.push(command);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const driver: Driver = {
    evalSha: () => next('EVALSHA'),
    eval: () => next('EVAL'),
    listen: () => () => undefined,
  };
  return { asked, server: createServer(driver) };
}

const forever = new Promise<never>(() => undefined);

test('sends the script itself where Redis does not know it', async () => {
  const { server, asked } = scripted(new Error('NOSCRIPT No matching script.'), 'value');
  expect(await server.run(readScript, ['k'], [], 1000)).toBe('value');
  expect(asked).toEqual(['EVALSHA', 'EVAL']);
});

test.each([
  'Socket closed unexpectedly',
  'LOADING Redis is loading',
  "READONLY You can't write",
  'OOM command not allowed',
  'CLUSTERDOWN',
])('tries again after "%s"', async (message) => {
  const { server, asked } = scripted(new Error(message), 'value');
  expect(await server.run(readScript, ['k'], [], 1000)).toBe('value');
  expect(asked).toHaveLength(2);
});

test.each([
  'NOPERM this user has no permissions',
  'WRONGTYPE Operation against a key',
  'ERR unknown command',
  'The client is closed',
  'Connection is closed.',
])('gives up at once after "%s"', async (message) => {
  const { server, asked } = scripted(new Error(message));
  await expect(server.run(readScript, ['k'], [], 1000)).rejects.toMatchObject({
    code: 'store-failed',
    message: `Redis refused: ${message}`,
  });
  expect(asked).toHaveLength(1);
});

test('waits no longer than it may, and hardly at all while Redis is known to be away', async () => {
  const { server } = scripted(forever);
  const beganMs = performance.now();
  await expect(server.run(readScript, ['k'], [], 300)).rejects.toThrow(
    'Redis did not do its part within 300 ms: there was no answer.',
  );
  expect(server.patienceMs(5000)).toBe(250);
  await expect(server.run(readScript, ['k'], [], 5000)).rejects.toThrow(/within 250 ms/);
  expect(performance.now() - beganMs).toBeLessThan(2000);
});

test('has its patience back when Redis is', async () => {
  const { server } = scripted(forever, 'value');
  await expect(server.run(readScript, ['k'], [], 60)).rejects.toThrow();
  await server.run(readScript, ['k'], [], 5000);
  expect(server.patienceMs(5000)).toBe(5000);
});

test('hands on an answer that came too late', async () => {
  let answer: (value: string) => void = () => undefined;
  const { server } = scripted(
    new Promise((resolve) => {
      answer = resolve;
    }),
  );
  const late = vi.fn();
  await expect(server.run(readScript, ['k'], [], 60, late)).rejects.toThrow();
  answer('granted');
  await vi.waitFor(() => expect(late).toHaveBeenCalledWith('granted'));
});

test('keeps what was sent out of its errors', async () => {
  const error = Object.assign(new Error("ERR unknown command 'EVALSHA', with args beginning with: 'sha' 'secret'"), {
    command: { name: 'evalsha', args: ['secret'] },
  });
  const { server } = scripted(error);
  const failure = await server.run(readScript, ['k'], ['secret'], 100).catch((reason: unknown) => reason);
  expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('secret');
  expect(failure).toMatchObject({ message: "Redis refused: ERR unknown command 'EVALSHA'" });
});
