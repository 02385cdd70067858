import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Registries of images. */
export const containerRegistries = [
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
] as const satisfies readonly Product[];

export const containerRegistryExchanges: ProductExchanges<typeof containerRegistries> = {
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
};
