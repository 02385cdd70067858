/** The same in a worker: the jobs come as a request. */
import { clients } from './shared/clients.js';
import { runJobs } from './shared/jobs.js';

const answer = async (request) => Response.json(await runJobs(await request.json(), clients));

export default { fetch: answer };
