import type { SessionRecord } from '../session-record.ts';
import type { StoreHost } from '../store.ts';
import type { TabsPlatform } from './platform.ts';

/** What the store does when something reaches the tab. */
export interface HubHandlers {
  /** Another tab posted this; any script of the origin can. */
  heard(message: Record<string, unknown>): void;
  /** The tab woke up, or is back from the back/forward cache: looks up what it may have missed. */
  woke(): Promise<unknown>;
  /** The page goes into the back/forward cache, or away. */
  left?(): void;
}

/** A tab's connection to the others: the channel, the sessions that listen here, and the moments of waking up. */
export interface Hub {
  post(message: object): void;
  /** Tells the sessions of this tab. */
  tell(record: SessionRecord): void;
  readonly failed: StoreHost['failed'];
  subscribe(listener: (record: SessionRecord) => void, host?: StoreHost): () => void;
}

const wakeEvents = ['visibilitychange', 'pageshow', 'online', 'pagehide'];

export function createHub({ Channel, events, isHidden }: TabsPlatform, name: string, handlers: HubHandlers): Hub {
  const subscribers = new Set<{ listener(record: SessionRecord): void; host: StoreHost | undefined }>();
  let channel: BroadcastChannel | undefined;
  let isOpen = false;
  let isClosed = false;

  const failed: StoreHost['failed'] = (operation, error) => {
    for (const { host } of subscribers) host?.failed(operation, error);
  };

  function onEvent({ type, persisted }: Event & { persisted?: boolean }): void {
    if (type === 'pagehide') handlers.left?.();
    if (type === 'pagehide' || (type === 'pageshow' ? !persisted : type === 'visibilitychange' && isHidden())) return;
    const reading = handlers.woke().catch((error: unknown) => failed('read', error));
    for (const { host } of subscribers) host?.catchUp(reading);
  }

  function open(): void {
    if (isOpen || isClosed) return;
    isOpen = true;
    // In the capture phase of the window: before any listener of the application sends anything.
    for (const type of wakeEvents) events?.addEventListener(type, onEvent, true);
    if (!Channel) return;
    try {
      channel = new Channel(name);
      channel.onmessage = ({ data }) => handlers.heard(Object(data));
      (channel as { unref?(): void }).unref?.();
    } catch (error) {
      queueMicrotask(() => failed('read', error));
    }
  }

  function close(): void {
    isOpen = false;
    isClosed = true;
    for (const type of wakeEvents) events?.removeEventListener(type, onEvent, true);
    channel?.close();
    channel = undefined;
  }

  return {
    failed,
    post(message) {
      open();
      try {
        channel?.postMessage(message);
      } catch (error) {
        failed('write', error);
      }
    },
    tell(record) {
      for (const { listener } of [...subscribers]) listener(record);
    },
    subscribe(listener, host) {
      const subscriber = { listener, host };
      isClosed = false;
      open();
      subscribers.add(subscriber);
      return () => {
        if (subscribers.delete(subscriber) && subscribers.size === 0) close();
      };
    },
  };
}
