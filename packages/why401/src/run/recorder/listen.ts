import { subscribe } from 'node:diagnostics_channel';

/** Listens on a channel of Node's; whatever the listener throws stays here. */
export function listen<Message>(channel: string, listener: (message: Message) => void): void {
  subscribe(channel, (message) => {
    try {
      listener(message as Message);
    } catch {
      // a publisher reports what a subscriber throws as the program's own failure
    }
  });
}
