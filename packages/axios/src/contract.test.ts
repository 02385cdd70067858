import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';
import { adapterContract } from '@freshkey/testing';
import { serversOnLoopback } from '@freshkey/testing/server';
import axios, { type AxiosStatic } from 'axios';
import floor from 'axios-1.7';
import { describe, test } from 'vitest';
import { type BodyOf, subject } from './test-support/subject.ts';

const bodies = ['text', 'binary', 'form-data', 'url-search-params', 'blob', 'stream'] as const;

/** axios on Node streams Node's streams. */
const asNodeStream: BodyOf = (body) => (body instanceof ReadableStream ? Readable.fromWeb(body as never) : body);
const asItIs: BodyOf = (body) => body;

describe.each([
  ['axios, http adapter', axios, 'http'],
  ['axios, fetch adapter', axios, 'fetch'],
  ['axios 1.7.0, http adapter', floor as unknown as AxiosStatic, 'http'],
  ['axios 1.7.0, fetch adapter', floor as unknown as AxiosStatic, 'fetch'],
] as const)('%s', (_name, client, adapter) => {
  const options = {
    client,
    adapter,
    openServers: serversOnLoopback,
    bodies,
    bodyOf: adapter === 'http' ? asNodeStream : asItIs,
  };
  const traits = { bodies, asyncContext: new AsyncLocalStorage<string>() };
  for (const { name, run } of adapterContract({ ...subject(options), traits })) test(name, run);
});
