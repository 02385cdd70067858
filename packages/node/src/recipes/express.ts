import express from 'express';
import { exchangeCode, userOf } from './login.ts';
import type { Sessions } from './sessions.ts';

export function createExpressApp({ pool, context, api }: Sessions) {
  const app = express();

  // The provider has sent the user back: his session begins, in every process.
  app.post('/callback/:userId', async (request, response) => {
    const { userId } = request.params;
    await pool.session(userId).signIn(await exchangeCode(userId));
    response.sendStatus(204);
  });

  // From here on every request runs as its user's; one without a login runs as nobody's.
  app.use((request, _response, next) => context.run(userOf(request.headers), next));

  app.get('/orders', async (_request, response) => {
    const answer = await api('/api/orders');
    // Nobody is signed in, or the refresh was refused: the page shows the login.
    if (answer.status === 401) return void response.status(401).json({ error: 'Please sign in again.' });
    response.json(await answer.json());
  });

  app.post('/sign-out', async (_request, response) => {
    await context.session()?.signOut();
    response.sendStatus(204);
  });
  return app;
}
