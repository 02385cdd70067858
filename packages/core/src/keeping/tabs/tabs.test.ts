import { expect, test } from 'vitest';
import { createSession } from '../../session.ts';
import { tabs } from './tabs.ts';

test('names the option that is wrong', () => {
  expect(() => tabs(undefined as never)).toThrow('"key"');
  expect(() => tabs({ key: '', storage: 'memory' })).toThrow('"key"');
  expect(() => tabs({ key: 'a', storage: 'localStorage' as never })).toThrow(
    '"storage" expects "memory" or "indexedDB"',
  );
  expect(() => tabs({ key: 'a', storage: 'memory', shareTokens: 'no' as never })).toThrow('"shareTokens"');
});

test('on a server the sessions of two users with one key never meet', async () => {
  const session = () => createSession({ store: tabs({ key: 'app', storage: 'memory' }) });
  const [ada, grace] = [session(), session()];
  await ada.signIn('token-of-ada');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(grace.status).toBe('signed-out');
  expect(session().status).toBe('signed-out');
});
