import type { GivenOption } from '../args/parse-options.ts';
import { UsageError } from '../usage-error.ts';

/** One piece of the request's body, as its option gave it. */
export interface BodyPiece {
  kind: 'data' | 'binary' | 'raw' | 'urlencode' | 'json' | 'form' | 'form-string';
  text: string;
}

/** What a curl command asks for, before any file is read. */
export interface CurlCommand {
  urls: string[];
  method?: string;
  head: boolean;
  get: boolean;
  headerLines: string[];
  pieces: BodyPiece[];
  urlQuery: string[];
  uploadFile?: string;
  user?: string;
  bearer?: string;
  cookies: string[];
  userAgent?: string;
  referer?: string;
  range?: string;
  compressed: boolean;
  follow: boolean;
  /** `--location-trusted`: the credentials were to go along to other origins. */
  trusted: boolean;
  maxRedirects?: number;
  insecure: boolean;
  proxy?: string;
  proxyUser?: string;
  noProxy?: string;
  netrc: 'off' | 'optional' | 'required';
  netrcFile?: string;
  maxTimeSec?: number;
  connectTimeoutSec?: number;
  resolve: string[];
  unixSocket?: string;
  caFile?: string;
  certificate?: string;
  keyFile?: string;
  passphrase?: string;
  /** Ways of authentication that the command asked for and that are not carried out here. */
  unsupportedAuth: string[];
}

const emptyCommand = (): CurlCommand => ({
  urls: [],
  head: false,
  get: false,
  headerLines: [],
  pieces: [],
  urlQuery: [],
  cookies: [],
  compressed: false,
  follow: false,
  trusted: false,
  insecure: false,
  netrc: 'off',
  resolve: [],
  unsupportedAuth: [],
});

type Take = (command: CurlCommand, value: string) => void;

const piece =
  (kind: BodyPiece['kind']): Take =>
  (command, text) => {
    command.pieces.push({ kind, text });
  };

const unsupported =
  (name: string): Take =>
  (command) => {
    if (!command.unsupportedAuth.includes(name)) command.unsupportedAuth.push(name);
  };

const refuse =
  (why: string): Take =>
  () => {
    throw new UsageError(why);
  };

const count = (option: string, value: string): number => {
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number) || number < 0)
    throw new UsageError(`Option --${option} needs a number of seconds, 0 or more.`);
  return number;
};

const socks = refuse('SOCKS proxies are not supported; give an HTTP proxy with -x.');

const takes: Record<string, Take> = {
  url: (command, value) => command.urls.push(value),
  request: (command, value) => {
    command.method = value;
  },
  head: (command) => {
    command.head = true;
  },
  get: (command) => {
    command.get = true;
  },
  header: (command, value) => command.headerLines.push(value),
  data: piece('data'),
  'data-ascii': piece('data'),
  'data-binary': piece('binary'),
  'data-raw': piece('raw'),
  'data-urlencode': piece('urlencode'),
  json: piece('json'),
  form: piece('form'),
  'form-string': piece('form-string'),
  'url-query': (command, value) => command.urlQuery.push(value),
  'upload-file': (command, value) => {
    command.uploadFile = value;
  },
  user: (command, value) => {
    command.user = value;
  },
  'oauth2-bearer': (command, value) => {
    command.bearer = value;
  },
  cookie: (command, value) => command.cookies.push(value),
  'user-agent': (command, value) => {
    command.userAgent = value;
  },
  referer: (command, value) => {
    command.referer = value.replace(/;auto$/, '');
  },
  range: (command, value) => {
    command.range = value;
  },
  compressed: (command) => {
    command.compressed = true;
  },
  location: (command) => {
    command.follow = true;
  },
  follow: (command) => {
    command.follow = true;
  },
  'location-trusted': (command) => {
    command.follow = true;
    command.trusted = true;
  },
  'max-redirs': (command, value) => {
    command.maxRedirects = value === '-1' ? 50 : Math.trunc(count('max-redirs', value));
  },
  insecure: (command) => {
    command.insecure = true;
  },
  proxy: (command, value) => {
    command.proxy = value;
  },
  'proxy1.0': (command, value) => {
    command.proxy = value;
  },
  'proxy-user': (command, value) => {
    command.proxyUser = value;
  },
  noproxy: (command, value) => {
    command.noProxy = value;
  },
  netrc: (command) => {
    command.netrc = 'required';
  },
  'netrc-optional': (command) => {
    command.netrc = 'optional';
  },
  'netrc-file': (command, value) => {
    command.netrcFile = value;
    if (command.netrc === 'off') command.netrc = 'required';
  },
  'max-time': (command, value) => {
    command.maxTimeSec = count('max-time', value);
  },
  'connect-timeout': (command, value) => {
    command.connectTimeoutSec = count('connect-timeout', value);
  },
  resolve: (command, value) => command.resolve.push(value),
  'unix-socket': (command, value) => {
    command.unixSocket = value;
  },
  cacert: (command, value) => {
    command.caFile = value;
  },
  cert: (command, value) => {
    command.certificate = value;
  },
  key: (command, value) => {
    command.keyFile = value;
  },
  pass: (command, value) => {
    command.passphrase = value;
  },
  digest: unsupported('Digest'),
  ntlm: unsupported('NTLM'),
  'ntlm-wb': unsupported('NTLM'),
  negotiate: unsupported('Negotiate'),
  anyauth: unsupported('whatever the server offers'),
  'aws-sigv4': unsupported('AWS Signature Version 4'),
  config: refuse('Option -K reads more options from a file; put them into the command itself.'),
  variable: refuse('Option --variable is not supported; put the value into the command itself.'),
  preproxy: socks,
  socks4: socks,
  socks4a: socks,
  socks5: socks,
  'socks5-hostname': socks,
};

/**
 * Gathers the options of one request. After `--next` another request begins; only the first is taken.
 *
 * @throws {UsageError} For an option that changes the request in a way that cannot be followed.
 */
export function curlCommand(given: readonly GivenOption[], positionals: readonly string[]): CurlCommand {
  const command = emptyCommand();
  for (const { name, value } of given) {
    if (name === 'next') break;
    if (Object.hasOwn(takes, name)) takes[name]?.(command, value ?? '');
  }
  for (const url of positionals) command.urls.push(url);
  return command;
}
