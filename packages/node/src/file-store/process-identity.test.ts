import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { identityOf, isDead, type ProcessFacts, systemFacts } from './process-identity.ts';

const factsOf = (starts: Record<number, string>, world = 'here'): ProcessFacts => ({
  world,
  startOf: (pid) => starts[pid],
});

test('takes a process for dead only where the system says so', () => {
  const identity = identityOf(7, factsOf({ 7: '100' }));
  expect(isDead(identity, factsOf({ 7: '100' }))).toBe(false);
  expect(isDead(identity, factsOf({}))).toBe(true);
});

test('does not take another process with the same id for it', () => {
  expect(isDead(identityOf(7, factsOf({ 7: '100' })), factsOf({ 7: '200' }))).toBe(true);
});

test('says nothing of a process of another machine, container or boot', () => {
  expect(isDead(identityOf(7, factsOf({ 7: '100' }, 'there')), factsOf({}))).toBe(false);
});

test('relies on the id alone where the system tells no start', () => {
  const identity = identityOf(7, factsOf({ 7: '' }, 'my mac'));
  expect(isDead(identity, factsOf({ 7: '' }, 'my mac'))).toBe(false);
  expect(isDead(identity, factsOf({}, 'my mac'))).toBe(true);
});

test.each(['', 'nonsense', '0 1 here', 'x 1 here', '1'])('says nothing of what is no process: %j', (identity) => {
  expect(isDead(identity, factsOf({}))).toBe(false);
});

test('knows real processes, alive and dead', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const facts = systemFacts();
  const identity = identityOf(child.pid as number, facts);
  expect(isDead(identity, facts)).toBe(false);
  expect(isDead(identityOf(process.pid, facts), facts)).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(isDead(identity, facts)).toBe(true);
});
