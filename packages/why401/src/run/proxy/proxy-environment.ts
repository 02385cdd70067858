import { readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { javaTruststore } from './java-truststore.ts';
import { bundleVariables } from './trust.ts';

const proxyVariables = ['http_proxy', 'https_proxy', 'all_proxy'];

/**
 * The environment of programs in any language that is to ask through the proxy and to trust the run's authority. Writes
 * the certificates that need a file into the run's folder: certificates alone, no key.
 *
 * @param address the proxy's, with its password.
 */
export function proxyEnvironment(
  env: NodeJS.ProcessEnv,
  folder: string,
  address: string,
  certificates: readonly string[],
): NodeJS.ProcessEnv {
  const bundle = join(folder, 'authorities.pem');
  const own = join(folder, 'own-authority.pem');
  write(bundle, `${certificates.join('\n')}\n`);
  write(own, certificates.at(-1) ?? '');
  write(join(folder, 'wgetrc'), `${ownWgetrc(env)}\nca_certificate = ${bundle}\n`);
  write(join(folder, 'why401.ini'), `curl.cainfo = "${bundle}"\nopenssl.cafile = "${bundle}"\n`);
  const changed: NodeJS.ProcessEnv = { ...env };
  for (const name of proxyVariables) {
    changed[name] = address;
    changed[name.toUpperCase()] = address;
  }
  // Hosts that go past a proxy would go unseen.
  changed.no_proxy = '';
  changed.NO_PROXY = '';
  for (const name of bundleVariables) changed[name] = bundle;
  changed.NODE_EXTRA_CA_CERTS = bundle;
  changed.NODE_USE_ENV_PROXY = '1';
  changed.DENO_CERT = own;
  changed.WGETRC = join(folder, 'wgetrc');
  // Empty in front: the folders that PHP was built with stay.
  changed.PHP_INI_SCAN_DIR = [env.PHP_INI_SCAN_DIR ?? '', folder].join(delimiter);
  return changed;
}

const write = (path: string, content: string | Buffer): void => writeFileSync(path, content, { mode: 0o600 });

/**
 * What Java reads besides: it knows neither the variables nor the bundle, and gives a proxy no password. The virtual machine
 * says on standard error that it was told so.
 *
 * @param port one that asks for no password.
 */
export function javaEnvironment(
  env: NodeJS.ProcessEnv,
  folder: string,
  port: number,
  certificates: readonly string[],
): NodeJS.ProcessEnv {
  const store = join(folder, 'authorities.jks');
  write(store, javaTruststore(certificates));
  const properties = ['http', 'https'].flatMap((scheme) => [
    `${scheme}.proxyHost=127.0.0.1`,
    `${scheme}.proxyPort=${port}`,
  ]);
  properties.push('http.nonProxyHosts=', `javax.net.ssl.trustStore=${store}`, 'javax.net.ssl.trustStoreType=jks');
  const options = properties.map((property) => `"-D${property}"`).join(' ');
  return { ...env, JAVA_TOOL_OPTIONS: `${env.JAVA_TOOL_OPTIONS ?? ''} ${options}`.trim() };
}

/** What the variable would hide. */
const ownWgetrc = (env: NodeJS.ProcessEnv): string => {
  try {
    return readFileSync(env.WGETRC ?? join(env.HOME ?? homedir(), '.wgetrc'), 'utf8');
  } catch {
    return '';
  }
};
