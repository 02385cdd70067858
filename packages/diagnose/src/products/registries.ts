import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Where packages and images are kept. */
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
    id: 'docker-hub',
    name: 'Docker Hub',
    page: 'https://docs.docker.com/security/access-tokens/',
    row: 'J17',
    hosts: ['docker.io', 'docker.com'],
    credentials: [
      { label: 'an access token', send: 'Authorization: Basic you:$DOCKER_TOKEN', token: 'dckr_pat_' },
      { label: 'user and access token', send: 'Authorization: Basic you:$DOCKER_TOKEN' },
      { label: 'a token of auth.docker.io', send: 'Authorization: Bearer $REGISTRY_TOKEN' },
    ],
    says: {
      'login-refused': {
        words: [
          'incorrect username or password',
          'personal access token is expired',
          'personal access token is invalid',
          'access token has insufficient scopes',
          'incorrect authentication credentials',
        ],
        row: 'J17',
        title: 'Docker Hub does not accept user and password, or access token',
        fix: '`docker login -u <user>` again: with two-factor authentication a personal access token takes the place of the password, and it must not have run out.',
      },
    },
  },
  {
    id: 'ghcr',
    name: 'the GitHub container registry',
    maker: 'github',
    page: 'https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry',
    row: 'J17',
    hosts: ['ghcr.io'],
    credentials: [
      { label: 'a classic token', send: 'Authorization: Basic you:$GITHUB_TOKEN' },
      { label: 'a token of ghcr.io/token', send: 'Authorization: Bearer $REGISTRY_TOKEN' },
    ],
    says: {
      'token-refused': {
        words: ['unauthenticated: user cannot be authenticated with the token provided', 'authentication required'],
        row: 'J17',
        title: 'ghcr.io does not accept the token: it takes classic tokens with a scope for packages',
        fix: '`echo $GITHUB_TOKEN | docker login ghcr.io -u <user> --password-stdin` with a classic token and `read:packages` (or the GITHUB_TOKEN of a workflow that has `permissions: packages`); then exchange it at ghcr.io/token.',
      },
      'scope-missing': {
        words: ['denied: permission_denied', 'permission_denied: the token provided does not match expected scopes'],
        row: 'E02',
        title: 'The token may not do this with the package',
        fix: 'Give it `read:packages` or `write:packages`; for a workflow link the repository to the package under Package settings, Manage Actions access.',
        isSure: true,
      },
    },
  },
  {
    id: 'ecr',
    name: 'Amazon ECR',
    page: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html',
    row: 'J17',
    hosts: ['dkr.ecr.*.amazonaws.com', 'public.ecr.aws'],
    credentials: [{ label: 'the user AWS with a token of twelve hours', send: 'Authorization: Basic AWS:$ECR_TOKEN' }],
    says: {
      'token-expired': {
        words: [
          'authorization token has expired',
          'no basic auth credentials',
          'your authorization token has expired. reauthenticate',
        ],
        row: 'J17',
        title: 'The token of Amazon ECR has expired: it lives for twelve hours',
        fix: '`aws ecr get-login-password | docker login --username AWS --password-stdin <registry>`, or the ECR credential helper, which renews it by itself.',
        isSure: true,
      },
    },
  },
  {
    id: 'google-registry',
    name: 'Google’s registry',
    maker: 'google',
    page: 'https://cloud.google.com/artifact-registry/docs/docker/authentication',
    row: 'J17',
    hosts: ['pkg.dev', 'gcr.io'],
    credentials: [
      { label: 'an OAuth access token', send: 'Authorization: Basic oauth2accesstoken:$GOOGLE_TOKEN' },
      { label: 'an OAuth access token', send: 'Authorization: Bearer $GOOGLE_TOKEN' },
    ],
    says: {
      'not-authenticated': {
        words: [
          'unauthenticated request',
          'failed authentication',
          "you don't have the needed permissions to perform this operation",
        ],
        row: 'J17',
        title: 'Google’s registry does not know who asks: tokens live for an hour',
        fix: '`gcloud auth configure-docker <region>-docker.pkg.dev`, or `gcloud auth print-access-token | docker login -u oauth2accesstoken --password-stdin https://<region>-docker.pkg.dev`.',
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
  'docker-hub': {
    refused: [
      {
        ask: 'GET https://auth.docker.io/token?service=registry.docker.io&scope=repository:tern/nest:push',
        send: ['Authorization: Basic ~b64(ada:dckr_pat_~27)'],
        status: 401,
        answer: { details: 'incorrect username or password' },
        row: 'J17',
        tells: 'docker login -u',
      },
    ],
    healthy: [
      {
        ask: 'GET https://hub.docker.com/v2/repositories/tern/none/',
        send: ['Authorization: Bearer ~60'],
        status: 404,
        answer: { message: 'object not found' },
      },
    ],
  },
  ghcr: {
    refused: [
      {
        ask: 'GET https://ghcr.io/token?service=ghcr.io&scope=repository:tern/nest:pull',
        send: ['Authorization: Basic ~b64(ada:github_pat_~82)'],
        status: 403,
        answer: {
          errors: [
            {
              code: 'DENIED',
              message: 'denied: permission_denied: The token provided does not match expected scopes.',
            },
          ],
        },
        row: 'E02',
        tells: 'read:packages',
      },
    ],
    healthy: [
      {
        ask: 'GET https://ghcr.io/v2/tern/none/manifests/latest',
        send: ['Authorization: Bearer ~60'],
        status: 404,
        answer: { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] },
      },
    ],
  },
  ecr: {
    refused: [
      {
        ask: 'GET https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/nest/manifests/1',
        send: ['Authorization: Basic ~b64(AWS:~200)'],
        status: 403,
        answer: {
          errors: [{ code: 'DENIED', message: 'Your authorization token has expired. Reauthenticate and try again.' }],
        },
        row: 'J17',
        tells: 'get-login-password',
      },
    ],
    healthy: [
      {
        ask: 'GET https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/none/manifests/1',
        send: ['Authorization: Basic ~b64(AWS:~200)'],
        status: 404,
        answer: { errors: [{ code: 'NAME_UNKNOWN', message: 'The repository with name none does not exist' }] },
      },
    ],
  },
  'google-registry': {
    refused: [
      {
        ask: 'GET https://europe-docker.pkg.dev/v2/tern/nest/app/manifests/1',
        send: ['Authorization: Bearer ya29.~120'],
        status: 403,
        answer: {
          errors: [
            { code: 'DENIED', message: 'Unauthenticated request. Unauthenticated requests do not have permission.' },
          ],
        },
        row: 'J17',
        tells: 'gcloud auth configure-docker',
      },
    ],
    healthy: [
      {
        ask: 'GET https://europe-docker.pkg.dev/v2/tern/nest/app/manifests/none',
        send: ['Authorization: Bearer ya29.~120'],
        status: 404,
        answer: { errors: [{ code: 'MANIFEST_UNKNOWN', message: 'Failed to fetch "none"' }] },
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
