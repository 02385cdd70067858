import { apiKey, createSession } from '@freshkey/core';
import axios from 'axios';
import { afterEach, expect, test, vi } from 'vitest';
import { attach } from './attach.ts';

// axios looks for XMLHttpRequest once, when it is loaded.
const { opened } = vi.hoisted(() => {
  const opened: string[] = [];
  class FakeXhr {
    onabort?: () => void;
    open(_method: string, url: string) {
      opened.push(url);
    }
    setRequestHeader() {}
    send() {
      this.onabort?.();
    }
  }
  Object.assign(globalThis, { XMLHttpRequest: FakeXhr });
  return { opened };
});

afterEach(() => {
  opened.length = 0;
});

const keyed = (followRedirects: boolean) =>
  createSession({ tokens: 'key', scheme: apiKey({ header: 'X-Key', followRedirects }) });

test.each([
  ['an adapter of one request', { adapter: 'fetch' }, { adapter: 'xhr' }],
  ['a list of adapters', { adapter: 'fetch' }, { adapter: ['xhr', 'fetch'] }],
  ['an instance whose session is chosen for each request', {}, {}],
])('XMLHttpRequest never carries a key along redirects: %s', async (_name, defaults, config) => {
  const api = axios.create({ baseURL: 'https://api.test', ...defaults });
  const session = keyed(false);
  attach(api, () => session);
  const error = await api.get('/x', config).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TypeError);
  expect(error).toMatchObject({ message: expect.stringMatching(/XMLHttpRequest carries the header x-key/) });
  expect(opened).toEqual([]);
});

test('XMLHttpRequest carries a key where the risk is accepted, and a bearer token always', async () => {
  for (const session of [keyed(true), createSession({ tokens: 'token' })]) {
    const api = axios.create({ baseURL: 'https://api.test' });
    attach(api, () => session);
    await api.get('/x').catch(() => {});
  }
  expect(opened).toEqual(['https://api.test/x', 'https://api.test/x']);
});
