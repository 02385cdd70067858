// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { afterEach, expect, expectTypeOf, test } from 'vitest';
import { createSession, type Session, SessionProvider, useSessionEvent } from './index.ts';

afterEach(cleanup);

const provided = (session: Session, children: ReactNode) => (
  <StrictMode>
    <SessionProvider session={session}>{children}</SessionProvider>
  </StrictMode>
);

function Listener({ hear }: { hear: (fingerprint: string) => void }) {
  useSessionEvent('signed-in', (event) => {
    expectTypeOf(event).toEqualTypeOf<{ readonly fingerprint: string }>();
    hear(event.fingerprint);
  });
  return null;
}

test('calls the handler once for an event, in Strict Mode too', async () => {
  const session = createSession({});
  const heard: string[] = [];
  render(provided(session, <Listener hear={(fingerprint) => heard.push(fingerprint)} />));
  await act(() => session.signIn('mine'));
  expect(heard).toHaveLength(1);
  expect(heard[0]).not.toContain('mine');
});

test('calls the newest handler', async () => {
  const session = createSession({});
  const heard: string[] = [];
  const { rerender } = render(provided(session, <Listener hear={() => heard.push('old')} />));
  rerender(provided(session, <Listener hear={() => heard.push('new')} />));
  await act(() => session.signIn('mine'));
  expect(heard).toEqual(['new']);
});

test('is silent once the component is gone', async () => {
  const session = createSession({});
  const heard: string[] = [];
  const { rerender } = render(provided(session, <Listener hear={() => heard.push('late')} />));
  rerender(provided(session, null));
  await act(() => session.signIn('mine'));
  expect(heard).toEqual([]);
});

test('listens to the session that the provider has now', async () => {
  const [first, second] = [createSession({}), createSession({})];
  const heard: string[] = [];
  const listener = <Listener hear={() => heard.push('heard')} />;
  const { rerender } = render(provided(first, listener));
  rerender(provided(second, listener));
  await act(() => first.signIn('mine'));
  expect(heard).toEqual([]);
  await act(() => second.signIn('mine'));
  expect(heard).toEqual(['heard']);
});
