import { afterEach, expect, test, vi } from 'vitest';
import { abortController } from './abort-controller.ts';
import { createSession } from './session.ts';

afterEach(() => vi.unstubAllGlobals());

/** What a page that is only played puts in the place of Node's. */
class ForeignSignal extends EventTarget {
  aborted = false;
  reason: unknown = undefined;
}
class ForeignController {
  readonly signal = new ForeignSignal();
  abort(reason: unknown): void {
    Object.assign(this.signal, { aborted: true, reason });
    this.signal.dispatchEvent(new Event('abort'));
  }
}

test("takes the platform's own where a page that is only played brings one that its fetch refuses", () => {
  const native = AbortController;
  vi.stubGlobal('document', {});
  vi.stubGlobal('AbortController', ForeignController);
  const controller = abortController();
  expect(controller).toBeInstanceOf(native);
  expect(() => new Request('https://api.test', { signal: controller.signal })).not.toThrow();
});

test("keeps a page's own where its Request takes it", () => {
  vi.stubGlobal('document', {});
  vi.stubGlobal('AbortController', ForeignController);
  vi.stubGlobal('Request', class {});
  expect(abortController()).toBeInstanceOf(ForeignController);
});

test('keeps the global one where there is no page, and where there is no Node', () => {
  vi.stubGlobal('AbortController', ForeignController);
  expect(abortController()).toBeInstanceOf(ForeignController);
  vi.stubGlobal('document', {});
  vi.stubGlobal('process', undefined);
  expect(abortController()).toBeInstanceOf(ForeignController);
});

test('gives refresh and onSignOut signals that fetch takes, in a page that is only played', async () => {
  vi.stubGlobal('document', {});
  vi.stubGlobal('AbortController', ForeignController);
  const taken: string[] = [];
  const take = (name: string, signal: AbortSignal) => {
    new Request('https://api.test', { signal });
    taken.push(name);
  };
  const session = createSession({
    tokens: { accessToken: 'first', refreshToken: 'again' },
    refresh: ({ signal, lost }) => {
      take('signal', signal);
      take('lost', lost);
      return 'second';
    },
    onSignOut: ({ signal }) => take('onSignOut', signal),
  });
  await session.refresh();
  await session.signOut();
  await session.settled();
  expect(taken).toEqual(['signal', 'lost', 'onSignOut']);
});
