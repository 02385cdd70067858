import { Readable, Writable } from 'node:stream';
import { run } from '../cli.ts';
import type { RequestReport } from '../request/request-report.ts';

export interface CliResult {
  code: number;
  stdout: string;
  stderr: string;
  /** Standard output as JSON, taken for the shape that the mode promises. */
  json<Shape = RequestReport>(): Shape;
}

export interface CliOptions {
  stdin?: string | Buffer;
  env?: Record<string, string>;
  nowMs?: number;
  isTTY?: boolean;
}

/** Runs the command in this process, with streams of its own. */
export async function runCli(
  argv: string[],
  { stdin = '', env = {}, nowMs, isTTY = false }: CliOptions = {},
): Promise<CliResult> {
  const stdout = collector(isTTY);
  const stderr = collector(isTTY);
  const code = await run(argv, {
    stdin: Readable.from(stdin.length > 0 ? [Buffer.from(stdin)] : []),
    stdout: stdout.stream,
    stderr: stderr.stream,
    env,
    ...(nowMs !== undefined && { now: () => nowMs }),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text(), json: () => JSON.parse(stdout.text()) };
}

const collector = (isTTY: boolean) => {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY }), text: () => Buffer.concat(chunks).toString('utf8') };
};
