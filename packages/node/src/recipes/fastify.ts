import fastify from 'fastify';
import { exchangeCode, userOf } from './login.ts';
import type { Sessions } from './sessions.ts';

export function createFastifyApp({ pool, context, api }: Sessions) {
  const app = fastify();

  // A hook with a callback, not an async one: the rest of the request runs inside of done().
  app.addHook('onRequest', (request, _reply, done) => context.run(userOf(request.headers), done));

  app.post<{ Params: { userId: string } }>('/callback/:userId', async (request, reply) => {
    const { userId } = request.params;
    await pool.session(userId).signIn(await exchangeCode(userId));
    return reply.code(204).send();
  });

  app.get('/orders', async (_request, reply) => {
    const answer = await api('/api/orders');
    if (answer.status === 401) return reply.code(401).send({ error: 'Please sign in again.' });
    return answer.json();
  });

  app.post('/sign-out', async (_request, reply) => {
    await context.session()?.signOut();
    return reply.code(204).send();
  });
  return app;
}
