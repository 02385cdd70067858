import { driverOf, type RedisClient } from './client.ts';
import type { Driver } from './driver.ts';
import { createNotices, type Notices } from './notices.ts';
import { createServer, type Server } from './server.ts';

/** What all sessions over one client share: so a session of its own costs no connection, subscription or timer. */
export interface Connection {
  readonly server: Server;
  readonly importedKeys: WeakMap<Uint8Array, Promise<CryptoKey>>;
  notices(channel: string): Notices;
}

/** Belongs to the application's client, and to nobody else: sessions meet only where they were given the same one. */
const connections = new WeakMap<object, Connection>();

/** @throws TypeError for what is no client. */
export function connectionOf(client: RedisClient): Connection {
  const known = connections.get(Object(client));
  if (known) return known;
  const made = connect(driverOf(client));
  connections.set(client, made);
  return made;
}

function connect(driver: Driver): Connection {
  const server = createServer(driver);
  const channels = new Map<string, Notices>();
  return {
    server,
    importedKeys: new WeakMap(),
    notices(channel) {
      const known = channels.get(channel);
      if (known) return known;
      const made = createNotices(driver, server, channel);
      channels.set(channel, made);
      return made;
    },
  };
}
