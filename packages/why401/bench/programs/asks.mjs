// Asks again and again and prints the processor time of one request, in microseconds.
import { Agent, get } from 'node:http';

const [, , client, path] = process.argv;
const url = `${process.env.API_URL}${path}`;
const headers = { authorization: `Bearer ${process.env.API_TOKEN}` };
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const asks = {
  fetch: async () => {
    const response = await fetch(url, { headers });
    await response.arrayBuffer();
  },
  http: () =>
    new Promise((resolve) => {
      get(url, { agent, headers }, (response) => {
        response.resume();
        response.on('end', resolve);
      });
    }),
};
const ask = asks[client];
for (let warm = 0; warm < 2_000; warm += 1) await ask();
let least = Number.POSITIVE_INFINITY;
for (let batch = 0; batch < 12; batch += 1) {
  const before = process.cpuUsage();
  for (let at = 0; at < 250; at += 1) await ask();
  const { user, system } = process.cpuUsage(before);
  least = Math.min(least, (user + system) / 250);
}
process.stdout.write(String(least));
process.exit();
