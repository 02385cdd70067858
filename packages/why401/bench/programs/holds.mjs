// Leaves a thousand refusals in flight, all of their bodies read, and prints the memory that it holds, in megabytes.
import { Agent, get } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 2_000 });
let bytes = 0;
const responses = [];
for (let at = 0; at < 1_000; at += 1) {
  get(`${process.env.API_URL}/held`, { agent }, (response) => {
    responses.push(response);
    response.on('data', (chunk) => {
      bytes += chunk.length;
    });
  });
}
while (bytes < 1_000 * 100_000) await new Promise((resolve) => setTimeout(resolve, 50));
globalThis.gc();
await new Promise((resolve) => setTimeout(resolve, 200));
globalThis.gc();
const { heapUsed, external, arrayBuffers } = process.memoryUsage();
process.stdout.write(String((heapUsed + Math.max(external, arrayBuffers)) / 1e6));
process.exit();
