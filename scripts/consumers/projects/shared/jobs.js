import { storm } from './storm.js';

/** Runs each storm of a list, and says what became of it. */
export async function runJobs(jobs, clients) {
  const results = [];
  for (const { client, scheme, place } of jobs) {
    try {
      results.push({ said: await storm(clients[client], scheme, place) });
    } catch (error) {
      results.push({ error: String(error?.stack ?? error) });
    }
  }
  return results;
}
