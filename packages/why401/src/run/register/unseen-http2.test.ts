import { expect, test } from 'vitest';
import { tellsOfHttp2 } from './unseen-http2.ts';

test('Node tells of HTTP/2 since 22.17 and 24.2', () => {
  const told = ['22.12.0', '22.16.1', '22.17.0', '23.11.0', '24.1.0', '24.2.0', '26.0.0'].filter(tellsOfHttp2);
  expect(told).toEqual(['22.17.0', '24.2.0', '26.0.0']);
});
