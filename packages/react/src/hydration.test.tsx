// @vitest-environment jsdom
import { act } from '@testing-library/react';
import { StrictMode } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, test } from 'vitest';
import { createSession, type Session, SessionGate, SessionProvider, type SessionSnapshot } from './index.ts';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

let root: Root | undefined;

afterEach(() => {
  act(() => root?.unmount());
  document.body.replaceChildren();
});

const page = (session: Session, serverSnapshot?: SessionSnapshot) => (
  <StrictMode>
    <SessionProvider session={session} serverSnapshot={serverSnapshot}>
      <SessionGate starting={<p>One moment</p>} signedOut={<p>Sign in</p>}>
        <p>Dashboard</p>
      </SessionGate>
    </SessionProvider>
  </StrictMode>
);

/** What stood on the page before, right after hydration's own commit, and at the end; and every mismatch. */
async function hydrate(server: Session, browser: Session, snapshot?: SessionSnapshot) {
  const container = document.body.appendChild(document.createElement('div'));
  container.innerHTML = renderToString(page(server, snapshot));
  const before = container.textContent;
  const element = container.firstElementChild;
  const mismatches: unknown[] = [];
  const sent = snapshot && (JSON.parse(JSON.stringify(snapshot)) as SessionSnapshot);
  await act(async () => {
    root = hydrateRoot(container, page(browser, sent), { onRecoverableError: (error) => mismatches.push(error) });
  });
  return { before, after: container.textContent, kept: element === container.firstElementChild, mismatches };
}

test('hydrates what the server rendered as starting, then shows what the browser knows', async () => {
  const outcome = await hydrate(createSession({}), createSession({ tokens: 'known' }));
  expect(outcome).toMatchObject({ before: 'One moment', after: 'Dashboard', mismatches: [] });
});

test("hydrates the server's own state from the snapshot that came with the page", async () => {
  const server = createSession({ tokens: 'known' });
  const outcome = await hydrate(server, createSession({ tokens: 'known' }), server.getSnapshot());
  expect(outcome).toEqual({ before: 'Dashboard', after: 'Dashboard', kept: true, mismatches: [] });
});

test('hydrates without a mismatch where the browser was signed out meanwhile', async () => {
  const server = createSession({ tokens: 'known' });
  const outcome = await hydrate(server, createSession({}), server.getSnapshot());
  expect(outcome).toMatchObject({ before: 'Dashboard', after: 'Sign in', mismatches: [] });
});
