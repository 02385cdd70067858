import type { Io } from '../../io.ts';
import { ProgramJudge } from '../judging/judge.ts';
import { Recorder } from '../recorder/recorder.ts';
import type { RowSink } from '../row.ts';
import type { SpoolPlace } from '../spool-place.ts';
import { Authority } from './authority.ts';
import { Dialer } from './dial.ts';
import { guarded } from './guarded.ts';
import { javaEnvironment, proxyEnvironment } from './proxy-environment.ts';
import { RecordingProxy } from './recording-proxy.ts';
import { trustedAuthorities } from './trust.ts';

/** A proxy that runs, and the environment of the programs that are to ask through it. */
export interface StartedProxy {
  env: NodeJS.ProcessEnv;
  /** Says what is left to be said, and closes. */
  close(): void;
}

const reasons = {
  'own-authorities': 'its client trusts authorities of its own only and refused the run’s certificate',
  untrusted: 'its certificate is not one that this system trusts',
} as const;

/**
 * Starts a proxy for one run: its authority is made in memory, and goes with it.
 *
 * @param forJava whether Java programs are to be seen, too: that takes a port without a password.
 */
export async function startProxy(
  { env, now }: Pick<Io, 'env' | 'now'>,
  { folder, salt }: SpoolPlace,
  sink: RowSink,
  own: string,
  forJava: boolean,
): Promise<StartedProxy> {
  const authorities = trustedAuthorities(env);
  const authority = new Authority();
  const judge = new ProgramJudge({
    env: () => env,
    cwd: () => process.cwd(),
    execArgv: [],
    own,
    salt,
    startedAtMs: now(),
  });
  const recorder = new Recorder({ sink, now, loadJudge: () => judge });
  const proxy = new RecordingProxy({
    watcher: guarded(recorder),
    authority,
    dialer: new Dialer(env, authorities),
    onUnread: (host, reason) =>
      sink.take({
        kind: 'note',
        text: `what ${host} says cannot be read: ${reasons[reason]}. It passes unread from now on.`,
      }),
  });
  const address = await proxy.listen();
  const certificates = [...authorities, authority.certificate];
  const proxied = proxyEnvironment(env, folder, address, certificates);
  return {
    env: forJava ? javaEnvironment(proxied, folder, await proxy.listenOpen(), certificates) : proxied,
    close: () => {
      recorder.flush();
      proxy.close();
    },
  };
}
