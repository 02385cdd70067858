import type { TextsOf } from './cause-text.ts';

export const configurationTexts: TextsOf<'G'> = {
  G01: {
    why: 'The program reads a variable that its process does not have: the .env file is not loaded, or stands elsewhere.',
    fix: 'Load it (`node --env-file=.env app.js`), or set it where the process is started.',
    pasted: [
      'Authorization: Bearer undefined',
      'The OPENAI_API_KEY environment variable is missing or empty',
      'process.env.API_TOKEN is undefined',
    ],
  },
  G02: {
    why: 'Bundlers give the browser only variables with a public prefix; others are undefined there.',
    fix: 'Call the API from the server. Only what may be public gets the prefix (VITE_, NEXT_PUBLIC_, …).',
    pasted: [
      'import.meta.env.API_KEY is undefined',
      'process.env.API_KEY is undefined in the browser',
      'process is not defined',
    ],
  },
  G03: {
    why: 'The variable’s prefix puts its value into the bundle that every visitor gets.',
    fix: 'Revoke the key, name the variable without the prefix, and use it on the server only.',
    pasted: ['NEXT_PUBLIC_SECRET_KEY', 'VITE_API_SECRET', 'This key is visible in the browser'],
  },
  G04: {
    why: 'A process reads its environment once, at its start; a bundle at its build.',
    fix: 'Start it, or build it, again.',
    pasted: ['.env changes not picked up', 'old API key is still used'],
  },
  G05: {
    why: 'In a .env file a # begins a comment, and the value ends there.',
    fix: 'Put the value in quotes: `API_TOKEN="abc#def"`.',
    pasted: ['password with # in .env', 'Invalid password'],
  },
  G06: {
    why: 'A $ in the value was taken for a variable by the shell, by Compose or by the loader of the file.',
    fix: 'Single quotes in a shell, `$$` in Compose, `\\$` in a .env file that is expanded.',
    pasted: ['The "abc" variable is not set. Defaulting to a blank string.', 'password with dollar sign in .env'],
  },
  G07: {
    why: 'Docker’s --env-file and systemd keep quotes: they become a part of the value.',
    fix: 'Write the value without quotes.',
    pasted: ['Authorization: Bearer "abc"', 'docker --env-file quotes'],
  },
  G08: {
    why: 'A private key in one line holds \\n as two characters, and is no key then.',
    fix: '`key.replace(/\\\\n/g, "\\n")`, or read the key from a file.',
    pasted: [
      'error:1E08010C:DECODER routines::unsupported',
      'error:0909006C:PEM routines:get_name:no start line',
      'Failed to parse private key: Error: Invalid PEM formatted message.',
      'invalid_grant: Invalid JWT Signature.',
    ],
  },
  G09: {
    why: 'The shell, the CI and several files define the variable, and another one wins than was thought. Most loaders do not overwrite.',
    fix: 'Keep one definition: `unset API_TOKEN` in the shell, or correct the value that wins.',
    pasted: ['dotenv does not override existing environment variables', 'wrong API key is used'],
  },
  G10: {
    why: 'Keys of the test system do not exist in the live one, and the reverse.',
    fix: 'Take key and host of the same mode.',
    pasted: [
      "No such customer: 'cus_…'; a similar object exists in test mode, but a live mode key was used to make this request.",
      'Expired API Key provided: sk_test_',
      'Client Authentication failed',
      'invalid client_id or secret provided',
    ],
  },
  G11: {
    why: 'Accounts live in one region, site or tenant, and its credentials are unknown in the others.',
    fix: 'Call the host of the account’s own region.',
    pasted: [
      'Forbidden: check that your API key is valid and from this site',
      'Invalid API key for this region',
      'The security token included in the request is invalid.',
    ],
  },
  G12: {
    why: 'Keys and client secrets have an end date by policy, and it has passed.',
    fix: 'Make a new one, put it in place, and note its end.',
    pasted: [
      'AADSTS7000222: The provided client secret keys for app are expired.',
      'Your token has expired',
      'Expired API Key provided',
    ],
  },
  G13: {
    why: 'CI gives no secrets to runs that a fork or a bot started: the variable is empty there.',
    fix: 'Run it after review in the repository itself, or do without the secret in such runs.',
    pasted: [
      'Input required and not supplied: token',
      'Bearer token is empty',
      'secrets are not passed to workflows that are triggered from forked repositories',
    ],
  },
  G14: {
    why: 'Requests, curl -n and others take user and password for a host from .netrc, and replace the header that you set.',
    fix: 'Take the entry out, or switch it off: `session.trust_env = False` in Requests.',
    pasted: ['requests overrides Authorization header', '.netrc'],
  },
  G15: {
    why: 'User and password in the URL, or of a credential helper, were sent in place of the header. Browsers refuse such URLs.',
    fix: 'Take them out of the URL; empty the helper’s entry (`git credential reject`).',
    pasted: [
      'Request cannot be constructed from a URL that includes credentials',
      'remote: Invalid username or password.',
      'fatal: Authentication failed for',
    ],
  },
  G16: {
    why: 'Package managers look up credentials by the registry’s address, path included, and there is none for this one.',
    fix: 'npm: `npm config set //registry.example.com/:_authToken "$NPM_TOKEN"`; Docker: `docker login registry.example.com`.',
    pasted: [
      'npm error code E401',
      'ENEEDAUTH',
      'npm error 401 Unauthorized - GET',
      'no basic auth credentials',
      'Unable to authenticate, your authentication token seems to be invalid.',
    ],
  },
  G17: {
    why: 'The file was saved on Windows: carriage returns, a byte order mark or UTF-16 end up in the value or its name.',
    fix: 'Save it as UTF-8 with Unix line ends (`dos2unix .env`).',
    pasted: ['Invalid character in header content ["Authorization"]', '\\r', '\\ufeff'],
  },
};
