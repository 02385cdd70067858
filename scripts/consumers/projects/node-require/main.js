const assert = require('node:assert/strict');
const axios = require('axios');
const { attach, createSession } = require('@freshkey/axios');

const { SERVER_URL: url, TOKENS } = process.env;

for (const name of ['challenge', 'core', 'core/adapter', 'core/tabs', 'diagnose', 'env', 'fetch', 'ky', 'redis']) {
  assert.equal(typeof require(`@freshkey/${name}`), 'object', name);
}

const session = createSession({
  tokens: JSON.parse(TOKENS),
  refresh: async ({ tokens, signal }) => {
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: tokens.refreshToken,
      client_id: 'app',
    });
    const { data } = await axios.post(`${url}/oauth/token`, body, { signal });
    return data;
  },
});
const api = axios.create({ baseURL: url });
attach(api, session);

Promise.all(Array.from({ length: 20 }, (_, id) => api.get('/api/storm', { params: { id } }))).then((answers) => {
  assert.equal(answers.length, 20);
  console.log(`${answers.length} answered`);
});
