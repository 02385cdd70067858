import { type Driver, reopened } from '../driver.ts';

/** What we use of a client, cluster or sentinel of node-redis 5 or 6. */
export interface NodeRedisLike {
  // biome-ignore lint/suspicious/noExplicitAny: the commands of node-redis are generic over scripts and type mappings
  evalSha(...args: any[]): Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  eval(...args: any[]): Promise<unknown>;
  duplicate(): unknown;
}

interface Subscriber {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  connect(): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  destroy(): void;
  readonly isOpen?: boolean;
  readonly isReady?: boolean;
  unref?(): void;
}

export function nodeRedisDriver(client: NodeRedisLike): Driver {
  const options = (keys: readonly string[], args: readonly string[]) => ({ keys: [...keys], arguments: [...args] });
  return {
    evalSha: (sha, keys, args) => client.evalSha(sha, options(keys, args)),
    eval: (script, keys, args) => client.eval(script, options(keys, args)),
    listen(channel, listener) {
      return reopened((over) => {
        const subscriber = client.duplicate() as Subscriber;
        let isSubscribed = false;
        let isClosed = false;
        const close = () => {
          isClosed = true;
          try {
            subscriber.destroy();
          } catch {
            // It was closed already.
          }
        };
        // Without a listener an error of the connection would end the process. It reconnects by itself, unless the
        // application's own strategy has given up: then it is no longer open.
        subscriber.on('error', () => {
          if (isClosed) return;
          listener.down();
          if (subscriber.isOpen === false) over();
        });
        // After a reconnection it is ready once it has subscribed again.
        subscriber.on('ready', () => isSubscribed && !isClosed && listener.up());
        const connect = async () => {
          await subscriber.connect();
          // An application that closes its client and forgets the session can end all the same.
          subscriber.unref?.();
          try {
            await subscriber.subscribe(channel, listener.message);
          } catch (error) {
            if (subscriber.isReady && !isClosed) listener.deaf();
            throw error;
          }
          isSubscribed = true;
          if (!isClosed) listener.up();
        };
        connect().catch(() => {
          close();
          over();
        });
        return close;
      });
    },
  };
}
