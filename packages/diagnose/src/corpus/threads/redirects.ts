import type { CorpusCase } from '../case.ts';
import { bearer, html, json, thread } from './thread.ts';

const step = (from: string, to: string, status: number, more = {}) => ({ from, to, status, ...more });

/** Threads about redirects and login pages. */
export const threadsOfRedirects: readonly CorpusCase[] = [
  thread('alexjustesen/speedtest-tracker#2326', 'A08', {
    ask: 'GET http://192.168.1.50:6875/api/v1/results',
    send: [bearer('~48'), 'Accept: */*'],
    status: 302,
    headers: ['Location: http://192.168.1.50:6875/admin/login', html],
    answer:
      '<!DOCTYPE html><html><head><title>Redirecting to http://192.168.1.50:6875/admin/login</title></head></html>',
  }),
  thread(
    'pycontribs/jenkinsapi#385',
    'A08',
    {
      ask: 'GET https://ci.tern.example/jenkins/api/python',
      send: ['Authorization: Basic ~b64(ada:433941aabb)'],
      status: 200,
      headers: [html],
      answer: '<!DOCTYPE html><html><head><title>OpenAM</title></head><body><div>Loading...</div></body></html>',
    },
    {
      redirects: [
        step('https://ci.tern.example/jenkins/api/python', 'https://sso.tern.example/openam/XUI/#login/', 302),
      ],
    },
  ),
  thread('greenpau/caddy-authorize#60', ['A08', 'A07'], {
    ask: 'POST https://app.tern.example/api/items',
    send: [json],
    body: '{"a":1}',
    status: 302,
    headers: [
      'Location: https://auth.tern.example/auth?redirect_url=https%3A%2F%2Fapp.tern.example%2Fapi%2Fitems',
      'Server: Caddy',
    ],
  }),
  thread(
    'aaronpk/indielogin.com#78',
    ['A07', 'A04'],
    {
      ask: 'POST http://auth.tern.example/auth',
      send: ['Content-Type: application/x-www-form-urlencoded'],
      body: 'code=~32&client_id=https%3A%2F%2Findielogin.example%2F&redirect_uri=https%3A%2F%2Findielogin.example%2Fcb',
      status: 400,
      answer: { error: 'invalid_request', error_description: 'Missing client_id parameter' },
    },
    { redirects: [step('http://auth.tern.example/auth', 'https://auth.tern.example/auth', 301, { method: 'GET' })] },
  ),
  thread(
    'reactiveui/refit#1620',
    ['A07', 'A04'],
    {
      ask: 'POST http://service2.tern.example/api/jobs',
      send: [json, bearer('~jwt')],
      body: '{"a":1}',
      status: 401,
      headers: ['WWW-Authenticate: Bearer'],
    },
    {
      redirects: [
        step('http://service2.tern.example/api/jobs', 'https://service2.tern.example/api/jobs', 301, { method: 'GET' }),
      ],
    },
  ),
  thread(
    'encode/httpx#1850',
    'A04',
    {
      ask: 'GET http://api.tern.example/v1/me',
      send: [bearer('~40'), 'User-Agent: python-httpx/0.19.0'],
      status: 401,
      answer: { message: 'Missing credentials' },
    },
    { redirects: [step('http://api.tern.example/v1/me', 'https://api.tern.example/v1/me', 301)] },
  ),
  thread(
    'letta-ai/letta#3189',
    ['A06', 'A03', 'A04'],
    {
      ask: 'POST https://letta.tern.example/v1/conversations?agent_id=agent-1',
      send: [bearer('~40')],
      status: 401,
      headers: ['Server: cloudflare'],
      answer: { detail: 'Unauthorized' },
    },
    {
      redirects: [
        step(
          'https://letta.tern.example/v1/conversations?agent_id=agent-1',
          'http://letta.tern.example/v1/conversations/?agent_id=agent-1',
          307,
          {
            headersDropped: ['authorization'],
          },
        ),
      ],
    },
  ),
  thread(
    'Kaoruha/GinkGO#5389',
    ['A06', 'A03'],
    {
      ask: 'GET http://localhost:8000/api/v1/portfolios',
      send: [bearer('~jwt')],
      status: 401,
      headers: ['server: uvicorn', 'WWW-Authenticate: Bearer'],
      answer: { detail: 'Not authenticated' },
    },
    {
      redirects: [
        step('http://localhost:8000/api/v1/portfolios', 'http://localhost:8000/api/v1/portfolios/', 307, {
          headersDropped: ['authorization'],
        }),
      ],
    },
  ),
];
