import { attach, createSession } from '@freshkey/axios';
import axios from 'axios';

test('twenty requests meet one refresh', async () => {
  const { SERVER_URL: url, TOKENS } = process.env;
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
  const answers = await Promise.all(Array.from({ length: 20 }, (_, id) => api.get('/api/storm', { params: { id } })));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
});
