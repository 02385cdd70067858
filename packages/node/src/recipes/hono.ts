import { Hono } from 'hono';
import { exchangeCode, userOf } from './login.ts';
import type { Sessions } from './sessions.ts';

export function createHonoApp({ pool, context, api }: Sessions) {
  const app = new Hono();

  app.post('/callback/:userId', async (c) => {
    const userId = c.req.param('userId');
    await pool.session(userId).signIn(await exchangeCode(userId));
    return c.body(null, 204);
  });

  app.use((c, next) => context.run(userOf(c.req.raw.headers), next));

  app.get('/orders', async (c) => {
    const answer = await api('/api/orders');
    if (answer.status === 401) return c.json({ error: 'Please sign in again.' }, 401);
    return c.json(await answer.json());
  });

  app.post('/sign-out', async (c) => {
    await context.session()?.signOut();
    return c.body(null, 204);
  });
  return app;
}
