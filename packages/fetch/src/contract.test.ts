import { adapterContract } from '@freshkey/testing';
import { serversOnLoopback } from '@freshkey/testing/server';
import { describe, test } from 'vitest';
import { subject } from './test-support/subject.ts';

describe.each(['url', 'request'] as const)('fetch, called with a %s', (form) => {
  const bodies = ['text', 'binary', 'form-data', 'url-search-params', 'blob', 'stream'] as const;
  for (const { name, run } of adapterContract(subject(form, serversOnLoopback, bodies))) test(name, run);
});
