import { type Driver, reopened } from '../driver.ts';

/** What we use of a client or cluster of ioredis 5 or 6, or of iovalkey. */
export interface IoredisLike {
  // biome-ignore lint/suspicious/noExplicitAny: the commands of ioredis are overloaded beyond what can be named here
  evalsha(...args: any[]): Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  eval(...args: any[]): Promise<unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  duplicate(...args: any[]): unknown;
  readonly isCluster?: boolean;
}

interface Subscriber {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  subscribe(channel: string): Promise<unknown>;
  disconnect(): void;
  readonly status?: string;
  readonly stream?: { unref?(): void } | undefined;
}

/** The notice connection waits for as long as it takes, whatever the application's own client does. */
const overrides = { lazyConnect: false, enableOfflineQueue: true, autoResubscribe: false, maxRetriesPerRequest: null };

export function ioredisDriver(client: IoredisLike): Driver {
  return {
    evalSha: (sha, keys, args) => client.evalsha(sha, keys.length, ...keys, ...args),
    eval: (script, keys, args) => client.eval(script, keys.length, ...keys, ...args),
    listen(channel, listener) {
      return reopened((over) => {
        const subscriber = (
          client.isCluster ? client.duplicate([], overrides) : client.duplicate(overrides)
        ) as Subscriber;
        let isClosed = false;
        const tell = (what: () => void) => {
          if (!isClosed) what();
        };
        // Without a listener an error of the connection would be printed; it reconnects by itself.
        subscriber.on('error', () => undefined);
        subscriber.on('close', () => tell(listener.down));
        subscriber.on('end', () => tell(over));
        subscriber.on('message', (from, message) => from === channel && listener.message(String(message)));
        subscriber.on('ready', () => {
          // An application that closes its client and forgets the session can end all the same.
          subscriber.stream?.unref?.();
          subscriber.subscribe(channel).then(
            () => tell(listener.up),
            () => subscriber.status === 'ready' && tell(listener.deaf),
          );
        });
        return () => {
          isClosed = true;
          subscriber.disconnect();
        };
      });
    },
  };
}
