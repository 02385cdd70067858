import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Registries of packages. */
export const registries = [
  {
    id: 'npm',
    name: 'the npm registry',
    maker: 'github',
    page: 'https://docs.npmjs.com/about-access-tokens',
    row: 'J29',
    hosts: ['npmjs.org', 'npmjs.com'],
    signs: ['> User-Agent: npm/*', '> User-Agent: pnpm/*', '> User-Agent: yarn/*', '> User-Agent: bun/*'],
    credentials: [
      { label: 'an access token', send: 'Authorization: Bearer $NPM_TOKEN' },
      { label: 'user and password', send: 'Authorization: Basic you:$NPM_PASSWORD' },
    ],
    says: {
      'token-invalid': {
        words: [
          'authentication token seems to be invalid',
          'unable to authenticate',
          'incorrect or missing password',
          'one-time pass',
        ],
        row: 'J29',
        title: 'The npm registry does not accept the token: expired, revoked, or without the right',
        fix: '`npm whoami` shows whether it works; `npm login` or a new granular token (they run out after 90 days at most), in .npmrc as `//<host of the registry>/:_authToken=${NPM_TOKEN}`. Publishing may need trusted publishing or a second factor.',
      },
    },
  },
  {
    id: 'pypi',
    name: 'PyPI',
    page: 'https://pypi.org/help/#apitoken',
    hosts: ['pypi.org'],
    environments: [
      { name: 'PyPI', hosts: ['upload.pypi.org'], kind: 'mode' },
      { name: 'TestPyPI', hosts: ['test.pypi.org'], kind: 'mode' },
    ],
    credentials: [
      {
        label: 'an API token',
        send: 'Authorization: Basic __token__:$PYPI_TOKEN',
        token: /^pypi-AgEI/,
        environment: 'PyPI',
      },
      {
        label: 'an API token of TestPyPI',
        send: 'Authorization: Basic __token__:$PYPI_TOKEN',
        token: /^pypi-AgEN/,
        environment: 'TestPyPI',
      },
      { label: 'an API token', send: 'Authorization: Basic __token__:$PYPI_TOKEN' },
    ],
    says: {
      'token-refused': {
        words: [
          'invalid or non-existent authentication information',
          'invalid api token',
          'username/password authentication is no longer supported',
        ],
        row: 'D22',
        title: 'PyPI takes API tokens, with `__token__` as the user, and does not know this one',
        fix: '`TWINE_USERNAME=__token__ TWINE_PASSWORD=$PYPI_TOKEN twine upload dist/*`, with a token of this index (pypi.org and test.pypi.org have accounts of their own) whose scope holds the project; or a trusted publisher.',
      },
    },
  },
  {
    id: 'crates-io',
    name: 'crates.io',
    page: 'https://doc.rust-lang.org/cargo/reference/publishing.html',
    hosts: ['crates.io'],
    credentials: [
      { label: 'an API token', send: 'Authorization: $CARGO_REGISTRY_TOKEN' },
      { label: 'an API token', send: 'Authorization: $CARGO_REGISTRY_TOKEN', token: 'cio' },
    ],
    says: {
      'token-refused': {
        words: [
          'authentication failed',
          'the given api token does not match the format used by crates.io',
          'must be logged in to perform that action',
        ],
        row: 'D22',
        title: 'crates.io does not know this token',
        fix: '`cargo login` with a token of https://crates.io/settings/tokens whose scopes hold the crate; it is sent bare: `-H "Authorization: $CARGO_REGISTRY_TOKEN"`.',
      },
    },
  },
  {
    id: 'nuget',
    name: 'nuget.org',
    page: 'https://learn.microsoft.com/en-us/nuget/nuget-org/publish-a-package',
    hosts: ['nuget.org'],
    credentials: [{ label: 'an API key', send: 'X-NuGet-ApiKey: $NUGET_API_KEY' }],
    says: {
      'key-refused': {
        words: ['the specified api key is invalid, has expired, or does not have permission'],
        row: 'D22',
        title: 'nuget.org does not take this key: unknown, expired (a year at most), or not for this package',
        fix: '`dotnet nuget push <file> --source https://api.nuget.org/v3/index.json --api-key $NUGET_API_KEY`, with a key whose glob pattern holds the package’s id.',
      },
    },
  },
  {
    id: 'rubygems',
    name: 'RubyGems.org',
    page: 'https://guides.rubygems.org/api-key-scopes/',
    hosts: ['rubygems.org'],
    credentials: [
      { label: 'an API key', send: 'Authorization: $GEM_HOST_API_KEY', token: 'rubygems_' },
      { label: 'an API key', send: 'Authorization: $GEM_HOST_API_KEY' },
    ],
    says: {
      'key-refused': {
        words: [
          'access denied. please sign up for an account',
          'the api key doesn’t have access',
          'this api key cannot perform the specified action',
        ],
        row: 'D22',
        title: 'RubyGems.org does not take this key for this',
        fix: 'Make a key with the scope that the action needs (`push_rubygem`, …) under Edit profile, API keys, and send it bare: `-H "Authorization: $GEM_HOST_API_KEY"`.',
      },
      'one-time-code': {
        words: ['you have enabled multifactor authentication but no otp code provided', 'your otp code is incorrect'],
        row: 'E04',
        title: 'RubyGems.org wants the code of the second factor',
        fix: 'Send `-H "OTP: <code>"` (`gem push --otp <code>`), or use trusted publishing.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const registryExchanges: ProductExchanges<typeof registries> = {
  npm: {
    refused: [
      {
        ask: 'PUT https://registry.npmjs.com/@tern%2fnest',
        send: ['Authorization: Bearer ~hex36', 'User-Agent: npm/11.4.0 node/v24'],
        status: 401,
        answer: { error: 'Unable to authenticate, your authentication token seems to be invalid.' },
        row: 'J29',
        tells: '_authToken=${NPM_TOKEN}',
      },
    ],
    healthy: [
      {
        ask: 'GET https://registry.npmjs.com/@tern%2fnone',
        send: ['Authorization: Bearer ~hex36', 'User-Agent: npm/11.4.0 node/v24'],
        status: 404,
        answer: { error: 'Not found' },
      },
    ],
  },
  pypi: {
    refused: [
      {
        ask: 'POST https://upload.pypi.org/legacy/',
        send: ['Authorization: Basic ~b64(__token__:pypi-AgEN~120)'],
        status: 403,
        answer:
          'Invalid or non-existent authentication information. See https://pypi.org/help/#invalid-auth for more information.',
        row: 'G10',
        tells: 'https://test.pypi.org',
      },
      {
        ask: 'POST https://upload.pypi.org/legacy/',
        send: ['Authorization: Basic ~b64(ada:~20)'],
        status: 403,
        answer:
          'Username/Password authentication is no longer supported. Migrate to API Tokens or Trusted Publishers instead.',
        row: 'D22',
        tells: 'TWINE_USERNAME=__token__',
      },
    ],
    healthy: [
      {
        ask: 'POST https://upload.pypi.org/legacy/',
        send: ['Authorization: Basic ~b64(__token__:pypi-AgEI~120)'],
        status: 400,
        answer: 'File already exists.',
      },
    ],
  },
  'crates-io': {
    refused: [
      {
        ask: 'PUT https://crates.io/api/v1/crates/new',
        send: ['Authorization: Bearer cio~32'],
        status: 403,
        answer: { errors: [{ detail: 'authentication failed' }] },
        row: 'C06',
        tells: '-H "Authorization: $CARGO_REGISTRY_TOKEN"',
      },
      {
        ask: 'PUT https://crates.io/api/v1/crates/new',
        send: ['Authorization: cio~32'],
        status: 403,
        answer: { errors: [{ detail: 'authentication failed' }] },
        row: 'D22',
        tells: 'cargo login',
      },
    ],
    healthy: [
      {
        ask: 'PUT https://crates.io/api/v1/crates/new',
        send: ['Authorization: cio~32'],
        status: 200,
        answer: { errors: [{ detail: 'crate version `0.1.0` is already uploaded' }] },
      },
    ],
  },
  nuget: {
    refused: [
      {
        ask: 'PUT https://www.nuget.org/api/v2/package/',
        send: ['X-NuGet-ApiKey: oy2~43'],
        status: 403,
        answer:
          'The specified API key is invalid, has expired, or does not have permission to access the specified package.',
        row: 'D22',
        tells: '--api-key $NUGET_API_KEY',
      },
      {
        ask: 'PUT https://www.nuget.org/api/v2/package/',
        send: ['Authorization: Bearer oy2~43'],
        status: 401,
        answer: 'An API key must be provided in the ‘X-NuGet-ApiKey’ header to use this service.',
        row: 'C20',
        tells: 'X-NuGet-ApiKey: $NUGET_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'PUT https://www.nuget.org/api/v2/package/',
        send: ['X-NuGet-ApiKey: oy2~43'],
        status: 409,
        answer: 'A package with ID ‘Tern’ and version ‘1.0.0’ already exists and cannot be modified.',
      },
    ],
  },
  rubygems: {
    refused: [
      {
        ask: 'POST https://rubygems.org/api/v1/gems',
        send: ['Authorization: Bearer rubygems_~hex48'],
        status: 401,
        answer: 'HTTP Basic: Access denied.',
        row: 'C06',
        tells: '-H "Authorization: $GEM_HOST_API_KEY"',
      },
      {
        ask: 'POST https://rubygems.org/api/v1/gems',
        send: ['Authorization: rubygems_~hex48'],
        status: 401,
        answer: 'You have enabled multifactor authentication but no OTP code provided. Please fill it and retry.',
        row: 'E04',
        tells: 'OTP: <code>',
      },
    ],
    healthy: [
      {
        ask: 'POST https://rubygems.org/api/v1/gems',
        send: ['Authorization: rubygems_~hex48'],
        status: 409,
        answer: 'Repushing of gem versions is not allowed.',
      },
    ],
  },
};
