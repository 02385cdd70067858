import { type AppOptions, install } from './app.ts';

/** What a test asks of a worker; the answer goes to the port that comes with it. */
export interface WorkerOrder {
  readonly open?: AppOptions;
  readonly send?: readonly string[];
}

install();

async function serve({ data, ports }: MessageEvent<WorkerOrder>): Promise<void> {
  if (data.open) await openApp(data.open);
  const answers = data.send && (await app.send(data.send));
  ports[0]?.postMessage({ status: app.session.status, answers });
}

addEventListener('message', (event) => void serve(event as MessageEvent<WorkerOrder>));
addEventListener('connect', (event) => {
  const [port] = (event as MessageEvent).ports;
  if (port) port.onmessage = (message: MessageEvent<WorkerOrder>) => void serve(message);
});
