import { isMainThread, Worker } from 'node:worker_threads';

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  worker.on('exit', (code) => console.log('worker ended', code));
} else {
  const response = await fetch(`${process.env.API_URL}/expired`, {
    headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
  });
  console.log(response.status);
  process.exit(5);
}
