import type { Route } from '../http/outgoing.ts';
import { proxyFor } from '../http/proxy-settings.ts';
import { UsageError } from '../usage-error.ts';
import type { CurlCommand } from './curl-command.ts';
import type { Variables } from './lexed.ts';
import { readNamedFile } from './read-file.ts';

/** By which way a command's request goes: proxy, certificates, fixed addresses. */
export async function routeOf(command: CurlCommand, url: URL, env: Variables): Promise<Route> {
  const text = async (path: string | undefined, what: string) =>
    path === undefined ? undefined : (await readNamedFile(path, what)).toString('utf8');
  const [certFile, certPass] = splitCertificate(command.certificate);
  const ca = await text(command.caFile, 'The file after --cacert');
  const cert = await text(certFile, 'The file after --cert');
  const key = (await text(command.keyFile, 'The file after --key')) ?? cert;
  const passphrase = command.passphrase ?? certPass;
  const proxy = proxyFor(url, command, env);
  return {
    insecure: command.insecure,
    addresses: new Map(command.resolve.flatMap(resolveEntry)),
    tls: {
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
      ...(passphrase !== undefined && { passphrase }),
    },
    ...(proxy && { proxy }),
    ...(command.unixSocket !== undefined && { unixSocket: command.unixSocket }),
    ...(command.connectTimeoutSec && { connectTimeoutMs: command.connectTimeoutSec * 1000 }),
  };
}

const splitCertificate = (text: string | undefined): [file?: string, password?: string] => {
  const found = text === undefined ? undefined : /^((?:[A-Za-z]:)?[^:]+)(?::(.*))?$/s.exec(text);
  return found ? ([found[1] as string, ...(found[2] === undefined ? [] : [found[2]])] as [string, string?]) : [];
};

/** `host:port:address[,address]`; only the first address is used. */
const resolveEntry = (text: string): [string, string][] => {
  const found = /^\+?([^:]+|\[[^\]]*\]):(\d+):\[?([^,\]]+)\]?/.exec(text);
  if (!found) throw new UsageError('--resolve takes host:port:address.');
  return [[`${(found[1] as string).toLowerCase()}:${found[2]}`, found[3] as string]];
};
