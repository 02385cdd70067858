// Starts a development server, asks it for a page that asks the API, and ends it as Ctrl-C does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const [, , ...command] = process.argv;
const probe = createServer().listen(0, '127.0.0.1');
await once(probe, 'listening');
const { port } = probe.address();
probe.close();
await once(probe, 'close');
const server = spawn(process.execPath, [...command, '--port', String(port)], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
const ended = once(server, 'exit');
for (let attempt = 0; attempt < 600; attempt += 1) {
  const answer = await fetch(`http://localhost:${port}/api/orders`).catch(() => undefined);
  if (answer) {
    console.log(answer.status, await answer.text());
    break;
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
}
server.kill('SIGINT');
await ended;
