/** A page that storms and says what came of it: the same for every bundler. */
import { clients } from './clients.js';
import { runJobs } from './jobs.js';

fetch('/jobs')
  .then((response) => response.json())
  .then((jobs) => runJobs(jobs, clients))
  .then((results) => fetch('/results', { method: 'POST', body: JSON.stringify(results) }));
