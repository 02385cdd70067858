import { expect, test } from 'vitest';
import { safeHeaders } from './safe-exchange.ts';

const secret = 'aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vY0zA';

test('leaves names of cookies, harmless headers and ids of requests readable', () => {
  const headers: [string, string][] = [
    ['Cookie', `__Host-session=${secret}; connect.sid=${secret}; _ga=1`],
    ['X-Request-Id', '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
    ['traceparent', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'],
    ['Notion-Version', '2022-06-28'],
    ['X-Client-Name', 'billing worker'],
  ];
  expect(safeHeaders(headers)).toEqual([
    ['Cookie', '__Host-session=[hidden]; connect.sid=[hidden]; _ga=[hidden]'],
    ...headers.slice(1),
  ]);
  const answer: [string, string][] = [
    ['X-Amz-Id-2', `${secret}/${secret}=`],
    ['X-Backend', 'pod-7f9c (eu-west-1)'],
    ['Set-Cookie', `sid=${secret}; Path=/; HttpOnly; SameSite=Lax; ${secret}`],
  ];
  expect(safeHeaders(answer, 'response')).toEqual([
    answer[0],
    answer[1],
    ['Set-Cookie', 'sid=[hidden]; Path=/; HttpOnly; SameSite=Lax'],
  ]);
});

test.each([
  ['Authorization', `Bearer ${secret}`],
  ['X-Tenant-Auth-Token', secret],
  ['X-Mine', secret],
  ['X-Mine', 'hunter2!'],
  ['Cookie', secret],
])('cuts the credential of a request in %s', (name, value) => {
  expect(JSON.stringify(safeHeaders([[name, value]]))).not.toContain(value.replace('Bearer ', ''));
});

test('cuts a credential that an answer carries under a name of its own', () => {
  expect(JSON.stringify(safeHeaders([['X-Echo', `you sent Bearer ${secret}`]], 'response'))).not.toContain(secret);
});
