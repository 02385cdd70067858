#!/usr/bin/env node
import { run } from './cli.ts';

// A reader that goes away (`why401 … | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await run(process.argv.slice(2));
