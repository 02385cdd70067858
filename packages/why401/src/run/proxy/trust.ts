import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';

/** Where systems keep the authorities that they trust. */
const systemFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];
/** Variables by which a user names authorities of his own. */
export const bundleVariables = [
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'NODE_EXTRA_CA_CERTS',
  'AWS_CA_BUNDLE',
  'PIP_CERT',
  'CARGO_HTTP_CAINFO',
  'NIX_SSL_CERT_FILE',
  'DENO_CERT',
  'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH',
  'HTTPLIB2_CA_CERTS',
] as const;

/** Every authority that a program of this user would trust, as PEM: the system's and those that variables name. */
export function trustedAuthorities(env: Readonly<Record<string, string | undefined>>): string[] {
  const own = bundleVariables.flatMap((name) => certificatesIn(env[name]));
  const system = systemFiles.flatMap(certificatesIn);
  const all = system.length > 0 ? [...system, ...own] : [...tls.rootCertificates, ...own];
  return [...new Set(all)];
}

const certificatesIn = (path: string | undefined): string[] => {
  if (path === undefined || path === '') return [];
  try {
    return readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  } catch {
    return [];
  }
};
