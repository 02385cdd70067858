import type { IncomingMessage, ServerResponse } from 'node:http';
import { userOf } from './login.ts';
import type { Sessions } from './sessions.ts';

/** For `consumer.apply(SessionMiddleware).forRoutes('*')`: guards, interceptors and handlers run as the user of the request. */
export class SessionMiddleware {
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  use(request: IncomingMessage, _response: ServerResponse, next: () => void): void {
    this.#sessions.context.run(userOf(request.headers), next);
  }
}

/** What a service injects. It is a singleton and keeps nothing of a user: no request scope is needed. */
export class OrdersService {
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  async list(): Promise<unknown> {
    const answer = await this.#sessions.api('/api/orders');
    if (answer.status === 401) throw Object.assign(new Error('Please sign in again.'), { status: 401 });
    return answer.json();
  }
}

/** `app.enableShutdownHooks()` calls it when the server has answered what was under way. */
export class SessionsLifetime {
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    this.#sessions = sessions;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#sessions.pool.close();
  }
}
