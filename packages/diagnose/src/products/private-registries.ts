import type { ProductExchanges } from './exchanges.ts';
import type { Product } from './product.ts';

/** Registries that one runs oneself, or has run. */
export const privateRegistries = [
  {
    id: 'artifactory',
    name: 'JFrog Artifactory',
    page: 'https://jfrog.com/help/r/jfrog-rest-apis/authentication',
    hosts: ['jfrog.io'],
    signs: [
      'X-JFrog-Version',
      'X-Artifactory-Id',
      'X-Artifactory-Node-Id',
      'WWW-Authenticate: *realm="Artifactory Realm"*',
    ],
    credentials: [
      { label: 'an API key', send: 'X-JFrog-Art-Api: $JFROG_API_KEY', token: 'AKCp' },
      { label: 'an access token', send: 'Authorization: Bearer $JFROG_TOKEN' },
      { label: 'a reference token', send: 'Authorization: Bearer $JFROG_TOKEN', token: /^cmVmd[A-Za-z0-9]{40,}$/ },
      { label: 'user and token', send: 'Authorization: Basic you:$JFROG_TOKEN' },
      {
        label: 'user and reference token',
        send: 'Authorization: Basic you:$JFROG_TOKEN',
        token: /^cmVmd[A-Za-z0-9]{40,}$/,
      },
      { label: 'user and API key', send: 'Authorization: Basic you:$JFROG_API_KEY', token: 'AKCp' },
      { label: 'an API key', send: 'X-JFrog-Art-Api: $JFROG_API_KEY' },
    ],
    says: {
      'token-refused': {
        words: [
          'token failed verification',
          'props authentication token not found',
          'bad props auth token',
          'bad credentials',
        ],
        row: 'D22',
        title: 'Artifactory does not accept the token: expired, revoked, or of another instance',
        fix: 'Make an identity token under Edit Profile and send `-H "Authorization: Bearer $JFROG_TOKEN"`; API keys (`AKCp…`) are switched off in newer versions.',
      },
      'anonymous-off': {
        words: ['authentication is required', 'anonymous access is disabled'],
        row: 'A02',
        title: 'Artifactory finds no credential, and anonymous access is off',
      },
    },
  },
  {
    id: 'nexus',
    name: 'Sonatype Nexus',
    page: 'https://help.sonatype.com/en/user-tokens.html',
    signs: ['WWW-Authenticate: *realm="Sonatype Nexus Repository Manager"*', 'Server: Nexus/*'],
    credentials: [
      {
        label: 'user and password, or the two parts of a user token',
        send: 'Authorization: Basic you:$NEXUS_PASSWORD',
      },
      { label: 'an API key', send: 'X-NuGet-ApiKey: $NEXUS_API_KEY' },
      { label: 'an npm token', send: 'Authorization: Bearer NpmToken.$NEXUS_TOKEN', token: 'NpmToken.' },
      { label: 'a Docker token', send: 'Authorization: Bearer DockerToken.$NEXUS_TOKEN', token: 'DockerToken.' },
    ],
  },
  {
    id: 'harbor',
    name: 'Harbor',
    page: 'https://goharbor.io/docs/latest/working-with-projects/project-configuration/create-robot-accounts/',
    signs: [
      'X-Harbor-Csrf-Token',
      'WWW-Authenticate: *service="harbor-registry"*',
      'WWW-Authenticate: *realm="harbor"*',
    ],
    credentials: [
      { label: 'user and CLI secret, or a robot account', send: 'Authorization: Basic robot\\$tern:$HARBOR_SECRET' },
      { label: 'a token of /service/token', send: 'Authorization: Bearer $REGISTRY_TOKEN' },
    ],
    says: {
      csrf: {
        words: ['csrf token not found in request', 'csrf token invalid'],
        row: 'H13',
        title: 'Harbor wants its CSRF token where a session’s cookie is sent',
        fix: 'Programs send user and secret alone, without cookies: `-u "robot\\$<name>:$HARBOR_SECRET"`; a page sends the X-Harbor-CSRF-Token that it got.',
        isSure: true,
      },
      'oidc-cli-secret': {
        words: ['unauthorized: authentication failed', 'invalid user name or password'],
        row: 'D22',
        title: 'Harbor does not accept user and password: with OIDC it is the CLI secret that counts',
        fix: "Copy the CLI secret from User Profile (it ends with the user’s sign-in), or use a robot account: `docker login <host> -u 'robot$<name>'` in single quotes, so that the shell leaves the dollar sign alone.",
      },
    },
  },
  {
    id: 'quay',
    name: 'Quay',
    page: 'https://docs.quay.io/api/',
    hosts: ['quay.io'],
    credentials: [
      { label: 'an OAuth access token', send: 'Authorization: Bearer $QUAY_TOKEN' },
      { label: 'a robot account', send: 'Authorization: Basic tern+robot:$QUAY_TOKEN' },
    ],
    says: {
      'robot-refused': {
        words: ['could not find robot with username', 'invalid username or password', 'invalid robot account'],
        row: 'J17',
        title: 'Quay does not know this robot account or password',
        fix: '`docker login quay.io -u "<organization>+<robot>" -p $QUAY_TOKEN`; an encrypted password of Account Settings takes the place of the login’s.',
      },
      csrf: {
        words: ['csrf token was invalid or missing'],
        row: 'C05',
        title: 'Quay’s API takes OAuth tokens; for anything else it wants its CSRF token',
        fix: 'Make an application’s token under the organization, Applications, and send `-H "Authorization: Bearer $QUAY_TOKEN"`.',
        isSure: true,
      },
    },
  },
  {
    id: 'cloudsmith',
    name: 'Cloudsmith',
    page: 'https://docs.cloudsmith.com/api/authentication',
    hosts: ['cloudsmith.io', 'cloudsmith.com'],
    credentials: [
      { label: 'an API key', send: 'X-Api-Key: $CLOUDSMITH_API_KEY' },
      { label: 'an API key', send: 'Authorization: token $CLOUDSMITH_API_KEY' },
      { label: 'user and API key', send: 'Authorization: Basic token:$CLOUDSMITH_TOKEN' },
      { label: 'a short-lived token of OIDC', send: 'Authorization: Bearer $CLOUDSMITH_TOKEN' },
    ],
    says: {
      'key-refused': {
        words: ['invalid token', 'invalid api key'],
        row: 'D22',
        title: 'Cloudsmith does not know this key',
        fix: 'Copy the API key from User Settings, API Settings: `-H "X-Api-Key: $CLOUDSMITH_API_KEY"`; downloads take entitlement tokens, `-u "token:$CLOUDSMITH_TOKEN"`.',
      },
    },
  },
  {
    id: 'maven-central',
    name: 'Maven Central’s portal',
    page: 'https://central.sonatype.org/publish/publish-portal-api/',
    hosts: ['central.sonatype.com', 'oss.sonatype.org', 's01.oss.sonatype.org'],
    credentials: [
      { label: 'the user token, base64 of its two parts', send: 'Authorization: Bearer $CENTRAL_TOKEN_BASE64' },
      { label: 'the two parts of a user token', send: 'Authorization: Basic $CENTRAL_USER:$CENTRAL_PASSWORD' },
    ],
    says: {
      'content-access': {
        words: ['content access is protected by token'],
        row: 'D22',
        title: 'Maven Central takes no login: it wants a user token made for publishing',
        fix: 'Generate a user token at https://central.sonatype.com/account and put its two parts into ~/.m2/settings.xml as `<username>` and `<password>` of the server.',
        isSure: true,
      },
    },
  },
] as const satisfies readonly Product[];

export const privateRegistryExchanges: ProductExchanges<typeof privateRegistries> = {
  artifactory: {
    refused: [
      {
        ask: 'GET https://tern.jfrog.io/artifactory/api/system/version',
        send: ['Authorization: Bearer AKCp~68'],
        status: 401,
        headers: ['X-JFrog-Version: Artifactory/7.111.0'],
        answer: { errors: [{ status: 401, message: 'Bad credentials' }] },
        row: 'C20',
        tells: 'X-JFrog-Art-Api: $JFROG_API_KEY',
      },
      {
        ask: 'GET https://repo.tern.example/artifactory/api/repositories',
        send: ['Authorization: Bearer ~70'],
        status: 401,
        headers: ['X-Artifactory-Id: ~20'],
        answer: { errors: [{ status: 401, message: 'Token failed verification: parse' }] },
        row: 'D22',
        tells: 'identity token',
      },
    ],
    healthy: [
      {
        ask: 'GET https://tern.jfrog.io/artifactory/none/x.jar',
        send: ['Authorization: Bearer ~70'],
        status: 404,
        headers: ['X-JFrog-Version: Artifactory/7.111.0'],
        answer: { errors: [{ status: 404, message: 'File not found.' }] },
      },
    ],
  },
  nexus: {
    refused: [
      {
        ask: 'GET https://nexus.tern.example/service/rest/v1/repositories',
        send: ['Authorization: Bearer ~40'],
        status: 401,
        headers: ['WWW-Authenticate: BASIC realm="Sonatype Nexus Repository Manager"'],
        row: 'C05',
        tells: '-u "you:$NEXUS_PASSWORD"',
      },
    ],
    healthy: [
      {
        ask: 'GET https://nexus.tern.example/repository/npm/none',
        send: ['Authorization: Basic ~b64(ada:~20)'],
        status: 404,
        headers: ['Server: Nexus/3.80.0-06 (OSS)'],
        answer: 'Package "none" not found',
      },
    ],
  },
  harbor: {
    refused: [
      {
        ask: 'POST https://harbor.tern.example/api/v2.0/projects',
        send: ['Cookie: sid=~32'],
        body: '{"project_name":"nest"}',
        status: 403,
        headers: ['X-Harbor-Csrf-Token: ~40'],
        answer: { errors: [{ code: 'FORBIDDEN', message: 'CSRF token invalid' }] },
        row: 'H13',
        tells: 'HARBOR_SECRET',
      },
    ],
    healthy: [
      {
        ask: 'POST https://harbor.tern.example/api/v2.0/projects',
        send: ['Authorization: Basic ~b64(robot$tern:~32)'],
        body: '{"project_name":"nest"}',
        status: 409,
        headers: ['X-Harbor-Csrf-Token: ~40'],
        answer: { errors: [{ code: 'CONFLICT', message: 'The project named nest already exists' }] },
      },
    ],
  },
  quay: {
    refused: [
      {
        ask: 'POST https://quay.io/api/v1/repository',
        send: ['Authorization: Basic ~b64(tern+ci:~64)'],
        body: '{"repository":"nest"}',
        status: 403,
        answer: { error: 'CSRF token was invalid or missing.' },
        row: 'C05',
        tells: 'Authorization: Bearer $QUAY_TOKEN',
      },
    ],
    healthy: [
      {
        ask: 'GET https://quay.io/api/v1/repository/tern/none',
        send: ['Authorization: Bearer ~40'],
        status: 404,
        answer: { status: 404, error_message: 'Not Found', title: 'not_found' },
      },
    ],
  },
  cloudsmith: {
    refused: [
      {
        ask: 'GET https://api.cloudsmith.io/v1/user/self/',
        send: ['X-Auth-Token: ~hex40'],
        status: 401,
        answer: { detail: 'Authentication credentials were not provided.' },
        row: 'C20',
        tells: 'X-Api-Key: $CLOUDSMITH_API_KEY',
      },
    ],
    healthy: [
      {
        ask: 'GET https://api.cloudsmith.io/v1/repos/tern/none/',
        send: ['X-Api-Key: ~hex40'],
        status: 404,
        answer: { detail: 'Not found.' },
      },
    ],
  },
  'maven-central': {
    refused: [
      {
        ask: 'PUT https://central.sonatype.com/repository/maven-snapshots/x.jar',
        send: ['Authorization: Basic ~b64(ada:~16)'],
        status: 401,
        answer: 'Content access is protected by token',
        row: 'D22',
        tells: '~/.m2/settings.xml',
      },
    ],
    healthy: [
      {
        ask: 'PUT https://central.sonatype.com/repository/maven-snapshots/x.jar',
        send: ['Authorization: Basic ~b64(~8:~44)'],
        status: 400,
        answer: 'Bad Request: version is no snapshot',
      },
    ],
  },
};
