/** The storms of one process: Node, Bun and Deno run this file as it is. */
import process from 'node:process';
import { clients } from './shared/clients.js';
import { runJobs } from './shared/jobs.js';

console.log(JSON.stringify(await runJobs(JSON.parse(process.env.JOBS), clients)));
