import type { Exchange } from '../exchange.ts';
import {
  answer,
  browser,
  type CorpusCase,
  clients,
  explained,
  get,
  post,
  send,
  serverNowMs,
  serverNowSec,
  unanswered,
} from './case.ts';
import { auth0Token, basic, expired, key, keycloakToken } from './tokens.ts';

const unauthorized = { message: 'Unauthorized' };
const orders = 'https://api.acme.example/orders';
const cycle = (agoMs: number): Exchange[] => [
  {
    request: get(orders, { ...clients.axios, Authorization: `Bearer ${auth0Token({ jti: String(agoMs) })}` }),
    response: answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, unauthorized),
    sentAtMs: serverNowMs - agoMs,
  },
  {
    request: post('https://acme.eu.auth0.com/oauth/token', clients.axios, {
      grant_type: 'refresh_token',
      refresh_token: `rt${agoMs}`,
    }),
    response: answer(200, {}, { access_token: auth0Token({ jti: String(agoMs - 1) }), expires_in: 300 }),
    sentAtMs: serverNowMs - agoMs + 100,
  },
];

/** How the client's code was written: family H. */
export const clientCode: readonly CorpusCase[] = [
  explained(
    'axios.post got the headers as its body',
    'H01',
    post(orders, clients.axios, { headers: { Authorization: `Bearer ${auth0Token()}` } }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
  ),
  explained(
    'every request repeats the token of the start, though a newer one was issued',
    ['H02', 'D01'],
    get(orders, { ...clients.axios, Authorization: `Bearer ${auth0Token(expired(30))}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, unauthorized),
    {
      sentAtMs: serverNowMs,
      history: [
        {
          request: get(orders, { ...clients.axios, Authorization: `Bearer ${auth0Token(expired(30))}` }),
          response: answer(401, {}, unauthorized),
          sentAtMs: serverNowMs - 20_000,
        },
        {
          request: post('https://acme.eu.auth0.com/oauth/token', clients.axios, {
            grant_type: 'refresh_token',
            refresh_token: 'rt-1',
          }),
          response: answer(200, {}, { access_token: auth0Token({ iat: serverNowSec - 19 }), expires_in: 86_400 }),
          sentAtMs: serverNowMs - 19_000,
        },
      ],
    },
  ),
  explained(
    'axios’s auth option took the place of the bearer header',
    ['H04', 'C05'],
    get(orders, { ...clients.axios, Authorization: basic('api', 'correct-horse') }),
    answer(401, { 'WWW-Authenticate': 'Bearer' }, unauthorized),
    { client: 'axios/1.21.0', sources: { authorization: { from: 'code' } } },
  ),
  explained(
    'the replay after the refresh went out without its body',
    'H05',
    send(
      'POST',
      orders,
      {
        ...clients.axios,
        'Content-Type': 'application/json',
        'Content-Length': '57',
        Authorization: `Bearer ${auth0Token()}`,
      },
      '',
    ),
    answer(400, {}, { error: 'Unexpected end of JSON input' }),
    {
      client: 'axios/1.21.0',
      history: [
        {
          request: post(
            orders,
            { ...clients.axios, 'Content-Length': '57', Authorization: `Bearer ${auth0Token(expired(5))}` },
            { sku: 'A1', amount: 3, note: 'please ring twice, thanks' },
          ),
          response: answer(401, {}, unauthorized),
          sentAtMs: serverNowMs - 900,
        },
      ],
      sentAtMs: serverNowMs,
    },
  ),
  explained(
    'the refresh goes round and round and every new token is refused',
    'H07',
    get(orders, { ...clients.axios, Authorization: `Bearer ${auth0Token({ jti: 'last' })}` }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, unauthorized),
    { sentAtMs: serverNowMs, history: [...cycle(3000), ...cycle(2000), ...cycle(1000)] },
  ),
  explained(
    'a promise was put into the header',
    ['H09', 'C01'],
    get(orders, { ...clients.node, authorization: 'Bearer [object Promise]' }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, unauthorized),
  ),
  unanswered(
    'no-cors took the Authorization header off',
    ['H10', null],
    get(orders, browser('https://app.acme.example')),
    new TypeError('Failed to fetch'),
    { runtime: 'browser', fetchOptions: { mode: 'no-cors' }, sources: { authorization: { from: 'code' } } },
  ),
  explained(
    'Next gives the refusal of yesterday out of its fetch cache',
    ['H11', 'B14'],
    get(orders, { ...clients.node, authorization: `Bearer ${keycloakToken({ aud: undefined })}` }),
    answer(401, { 'x-nextjs-cache': 'HIT', 'cache-control': 's-maxage=31536000' }, unauthorized),
    { framework: 'next', runtime: 'server' },
  ),
  explained(
    'the token of one API is sent to the absolute URL of another',
    ['H12', 'D07'],
    get('https://files.partner.example/upload/7', {
      ...clients.axios,
      Authorization: `Bearer ${auth0Token({ aud: 'https://api.acme.example' })}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, { error: 'unknown token' }),
    { client: 'axios/1.21.0', baseUrl: 'https://api.acme.example/' },
  ),
  explained(
    'the CSRF cookie is there and its header is not',
    'H13',
    post(
      'https://api.bookings.example/api/profile',
      {
        ...browser('https://bookings.example', 'same-site'),
        Cookie: `XSRF-TOKEN=${key(['x'], 40)}; laravel_session=${key(['l'], 40)}`,
      },
      { name: 'Ada' },
    ),
    answer(
      419,
      { 'Access-Control-Allow-Origin': 'https://bookings.example', 'Access-Control-Allow-Credentials': 'true' },
      { message: 'CSRF token mismatch.' },
    ),
    { runtime: 'browser' },
  ),
  explained(
    'an upload as a stream met an expired token',
    ['D01', 'H14'],
    send('PUT', 'https://api.acme.example/files/7', {
      ...clients.node,
      'content-type': 'application/octet-stream',
      'transfer-encoding': 'chunked',
      authorization: `Bearer ${auth0Token(expired(10))}`,
    }),
    answer(401, { 'WWW-Authenticate': 'Bearer error="invalid_token"' }, unauthorized),
    { bodyIsStream: true },
  ),
];
