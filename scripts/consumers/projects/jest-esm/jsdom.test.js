/** @jest-environment jsdom */
import { createSession } from '@freshkey/axios';

test('refreshes where jsdom stands in for the browser', async () => {
  const session = createSession({ tokens: { accessToken: 'first', refreshToken: 'again' }, refresh: () => 'second' });
  await session.refresh();
  expect(await session.getAccessToken()).toBe('second');
});
