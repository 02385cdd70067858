import type { Session } from '@freshkey/react';
import { SessionGate, useFreshkey } from '@freshkey/react';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import Layout from './next-layout.tsx';
import { cookie } from './next-server.ts';

const seen: Session[] = [];

function Page(): ReactNode {
  seen.push(useFreshkey());
  return <SessionGate signedOut="Sign in">Dashboard</SessionGate>;
}

/** What Next.js does with a request: the layout on the server, then the page's markup. */
const request = (userId?: string) =>
  cookie.run(userId, async () => {
    await Promise.resolve();
    return renderToString(await Layout({ children: <Page /> }));
  });

test('Next.js renders each request with a session of its own, and sends no token', async () => {
  const pages = await Promise.all([request('ada'), request(), request('grace'), request('ada')]);
  expect(pages).toEqual(['Dashboard', 'Sign in', 'Dashboard', 'Dashboard']);
  expect(new Set(seen).size).toBe(4);
});
