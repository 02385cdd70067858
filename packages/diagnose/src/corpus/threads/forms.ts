import type { CorpusCase } from '../case.ts';
import { json, thread, thrown, unansweredThread } from './thread.ts';

/** Threads about the form of a credential. */
export const threadsOfForms: readonly CorpusCase[] = [
  thread('Huachao/vscode-restclient#26', ['C15', 'A01', 'J23', 'C04', 'C05'], {
    ask: 'GET https://lookups.twilio.com/v1/PhoneNumbers/+19999999999?CountryCode=US&Type=carrier',
    status: 401,
    headers: ['www-authenticate: Basic realm="Twilio API"', 'x-shenanigans: none'],
    answer: {
      code: 20003,
      detail: 'Your AccountSid or AuthToken was incorrect.',
      message: 'Authentication Error - No credentials provided',
      more_info: 'https://www.twilio.com/docs/errors/20003',
      status: 401,
    },
  }),
  thread('SciSharp/BotSharp#386', ['C24', 'G11', 'D22', 'C20'], {
    ask: 'POST https://tern.openai.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-02-01',
    send: ['api-key: sk-proj-~60', json],
    body: '{}',
    status: 401,
    answer: {
      error: {
        code: '401',
        message:
          'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
      },
    },
  }),
  thread('raphiniert-com/ra-data-postgrest#51', ['C20', 'J15', 'A13', 'A02'], {
    ask: 'GET https://abcdefghijklmnopqrst.supabase.co/rest/v1/posts',
    send: ['Authorization: ~jwt'],
    claims: { iss: 'supabase', ref: 'abcdefghijklmnopqrst', role: 'anon' },
    status: 401,
    answer: { message: 'No API key found in request', hint: 'No `apikey` request header or url param was found.' },
  }),
  thread('mozilla-services/cliquet#182', 'C01', {
    ask: 'GET https://readinglist.tern.example/v1/articles',
    send: ['Authorization: Bearer None'],
    status: 401,
    headers: ['WWW-Authenticate: Bearer realm="Realm"', 'WWW-Authenticate: Basic realm="Realm"'],
    answer: {
      code: 401,
      errno: 104,
      error: 'Unauthorized',
      message: 'Please authenticate yourself to use this endpoint.',
    },
  }),
  thread('gravitybv/vue-strapi#1', 'C01', {
    ask: 'GET https://strapi.tern.example/pages',
    send: ['Authorization: Bearer null'],
    status: 401,
    answer: { statusCode: 401, error: 'Unauthorized', message: 'Invalid token.' },
  }),
  thread('johnbrett/hapi-auth-bearer-token#147', 'C02', {
    ask: 'GET https://api.tern.example/me',
    send: ['Authorization: Bearer'],
    status: 401,
    headers: ['WWW-Authenticate: Bearer'],
    answer: { statusCode: 401, error: 'Unauthorized', message: 'Bad token' },
  }),
  thread('vippsas/vipps-developers#299', 'C04', {
    ask: 'POST https://api.vipps.example/ecomm/v2/payments',
    send: ['Authorization: ~jwt', 'Ocp-Apim-Subscription-Key: ~hex32', json],
    body: '{}',
    status: 401,
    headers: ['WWW-Authenticate: Bearer'],
    answer: { statusCode: 401, message: 'Unauthorized' },
  }),
  thread('DShield-ISC/dshield#133', ['C07', 'D22'], {
    ask: 'POST https://isc.tern.example/submitapi/',
    send: ["Authorization: Bearer b'~40='", json],
    body: '{}',
    status: 401,
    answer: { error: 'bad auth' },
  }),
  unansweredThread(
    'cloudflare/workers-sdk#13997',
    ['C11', 'C09', 'C07'],
    {
      ask: 'PUT https://api.cloudflare.com/client/v4/accounts/x/workers/scripts/y/secrets',
      send: ['Authorization: Bearer …~12'],
    },
    {
      error: thrown(
        'Cannot convert argument to a ByteString because the character at index 7 has a value of 8230 which is greater than 255.',
      ),
    },
  ),
  unansweredThread(
    'google-gemini/gemini-cli#1851',
    ['C09'],
    {
      ask: 'POST https://generativelanguage.googleapis.com/v1beta/models/x:generateContent',
      send: ['x-goog-api-key: AIza~35∑'],
    },
    {
      error: thrown(
        'Cannot convert argument to a ByteString because the character at index 39 has a value of 8721 which is greater than 255.',
      ),
    },
  ),
  unansweredThread(
    'memochou1993/gpt-ai-assistant#308',
    'C08',
    { ask: 'POST https://api.openai.com/v1/chat/completions', send: ['Authorization: Bearer sk-~48\n', json] },
    { error: thrown('Invalid character in header content ["Authorization"]'), client: 'axios/1.6.2' },
  ),
  unansweredThread(
    'Xzandro/sw-exporter#232',
    'C08',
    { ask: 'POST https://swarfarm.example/data/log/', send: ['Authorization: Token ~hex40\r', json] },
    { error: thrown('Invalid character in header content ["Authorization"]') },
  ),
  unansweredThread(
    'nutechsoftware/alarmdecoder-webapp#63',
    ['C16', 'C08'],
    { ask: 'POST https://hooks.tern.example/notify', send: ['Authorization: Basic ~b64(ada:hunter2hunter2)\n'] },
    { error: thrown("Invalid header value 'Basic Y...w==\\n'", 'ValueError') },
  ),
  unansweredThread(
    'artefactual-labs/agentarchives#45',
    'C08',
    { ask: 'POST http://atom.tern.example/api/digitalobjects', send: ['REST-API-Key: c199575edf58088f\n'] },
    { error: thrown("Invalid header value b'c199575edf58088f\\n'", 'ValueError') },
  ),
  unansweredThread(
    'IIC2513-2020-1/syllabus#177',
    ['C09', 'C08', 'C07'],
    { ask: 'POST https://api.tern.example/games', send: ['Authorization: Bearer “~jwt”'] },
    { error: thrown("Failed to execute 'fetch' on 'Window': Value is not a valid ByteString."), runtime: 'browser' },
  ),
];
