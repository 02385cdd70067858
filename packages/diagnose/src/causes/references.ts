/** A page that a cause rests on. */
export interface Reference {
  /** Standard and section, or the vendor's page, as a finding names it. */
  readonly text: string;
  readonly url: string;
}

const fetchStandard = 'https://fetch.spec.whatwg.org/';

/** Pages by how a rule's reference begins. The first that fits counts. */
const pages: readonly (readonly [begins: string, url: string])[] = [
  [
    'AWS: troubleshoot Signature',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html',
  ],
  ['AWS: Signature Version 4', 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html'],
  [
    'AWS: Amazon Cognito authorizer',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html',
  ],
  ['Amazon S3: error responses', 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html'],
  [
    'Amazon API Gateway: important notes',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
  ],
  [
    'Amazon API Gateway: gateway responses',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html',
  ],
  [
    'Amazon API Gateway: Lambda authorizers',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html',
  ],
  [
    'Amazon API Gateway: JWT',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html',
  ],
  [
    'OWASP: CSRF prevention',
    'https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html',
  ],
  ['axios: interceptors', 'https://axios-http.com/docs/interceptors'],
  ['axios: error.config', 'https://axios-http.com/docs/handling_errors'],
  ['axios: request method aliases', 'https://axios-http.com/docs/api_intro'],
  ['axios: ', 'https://axios-http.com/docs/req_config'],
  ['MS-NLMP', 'https://learn.microsoft.com/openspecs/windows_protocols/ms-nlmp/'],
  ['Standard Webhooks', 'https://www.standardwebhooks.com/'],
  ['Fetch Standard, HTTP-redirect fetch', `${fetchStandard}#http-redirect-fetch`],
  ['Fetch Standard, CORS-preflight fetch', `${fetchStandard}#cors-preflight-fetch`],
  ['Fetch Standard, CORS check', `${fetchStandard}#cors-check`],
  ['Fetch Standard, CORS-safelisted', `${fetchStandard}#cors-safelisted-response-header-name`],
  ['Fetch Standard', fetchStandard],
  ['WebSockets Standard', 'https://websockets.spec.whatwg.org/'],
  ['HTML Standard, EventSource', 'https://html.spec.whatwg.org/multipage/server-sent-events.html'],
  ['ECMAScript', 'https://tc39.es/ecma262/'],
  ['Cache Storage', 'https://w3c.github.io/ServiceWorker/#cachestorage'],
  ['OpenID Connect Core', 'https://openid.net/specs/openid-connect-core-1_0.html'],
  ['FastAPI redirect_slashes', 'https://docs.djangoproject.com/en/stable/ref/settings/#append-slash'],
  ['Laravel and Spring Security', 'https://laravel.com/docs/authentication#redirecting-unauthenticated-users'],
  ['Laravel Sanctum', 'https://laravel.com/docs/sanctum#spa-authentication'],
  ['nginx: underscores_in_headers', 'https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers'],
  ['nginx: ngx_http_auth_request_module', 'https://nginx.org/en/docs/http/ngx_http_auth_request_module.html'],
  ['nginx: proxy_set_header', 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header'],
  ['oauth2-proxy', 'https://oauth2-proxy.github.io/oauth2-proxy/configuration/overview'],
  ['Apache httpd: CGIPassAuth', 'https://httpd.apache.org/docs/2.4/mod/core.html#cgipassauth'],
  ['mod_wsgi', 'https://modwsgi.readthedocs.io/en/master/configuration-directives/WSGIPassAuthorization.html'],
  ['Nuxt: useRequestFetch', 'https://nuxt.com/docs/api/composables/use-request-fetch'],
  ['Next.js: cookies()', 'https://nextjs.org/docs/app/api-reference/functions/cookies'],
  ['Next.js: caching', 'https://nextjs.org/docs/app/guides/caching'],
  ['Next.js: ', 'https://nextjs.org/docs/app/guides/environment-variables'],
  ['Vite: ', 'https://vite.dev/guide/env-and-mode'],
  ['Vercel: Deployment Protection', 'https://vercel.com/docs/deployment-protection'],
  [
    'Cloudflare: error codes',
    'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/',
  ],
  ['Atlassian: X-Seraph-LoginReason', 'https://developer.atlassian.com/server/jira/platform/basic-authentication/'],
  ['OpenAI: error codes', 'https://platform.openai.com/docs/guides/error-codes'],
  [
    'GitHub: IP allow list',
    'https://docs.github.com/organizations/keeping-your-organization-secure/managing-security-settings-for-your-organization/managing-allowed-ip-addresses-for-your-organization',
  ],
  [
    'GitHub: token format',
    'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/',
  ],
  [
    'GitHub: token expiration',
    'https://docs.github.com/authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation',
  ],
  [
    'GitHub Actions: using secrets',
    'https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions',
  ],
  [
    'GitHub documentation: Generating',
    'https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app',
  ],
  [
    'GitHub documentation: Authorizing',
    'https://docs.github.com/authentication/authenticating-with-saml-single-sign-on/authorizing-a-personal-access-token-for-use-with-saml-single-sign-on',
  ],
  ['GitHub documentation: scopes', 'https://docs.github.com/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps'],
  ['Node.js: util.parseEnv', 'https://nodejs.org/api/util.html#utilparseenvcontent'],
  ['Node.js: duplicates', 'https://nodejs.org/api/http.html#messageheaders'],
  ['Node.js: process.env', 'https://nodejs.org/api/process.html#processenv'],
  ['Node.js: --env-file', 'https://nodejs.org/api/cli.html#--env-filefile'],
  ['Bash: Quoting', 'https://www.gnu.org/software/bash/manual/html_node/Quoting.html'],
  ['docker run --env-file', 'https://docs.docker.com/reference/cli/docker/container/run/#env'],
  ['Docker: --env-file', 'https://docs.docker.com/reference/cli/docker/container/run/#env'],
  ['Docker Compose', 'https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/'],
  ['docker login', 'https://docs.docker.com/reference/cli/docker/login/'],
  ['systemd: EnvironmentFile', 'https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html'],
  ['dotenv-expand', 'https://github.com/motdotla/dotenv-expand'],
  ['dotenv: override', 'https://github.com/motdotla/dotenv'],
  ['base64(1)', 'https://www.gnu.org/software/coreutils/manual/html_node/base64-invocation.html'],
  ['npm: .npmrc', 'https://docs.npmjs.com/cli/configuring-npm/npmrc'],
  ['Requests: netrc', 'https://requests.readthedocs.io/en/latest/user/authentication/#netrc-authentication'],
  ['curl: --netrc', 'https://curl.se/docs/manpage.html#-n'],
  [
    'Microsoft Entra: groups overage',
    'https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference',
  ],
  ['Microsoft identity platform: access tokens', 'https://learn.microsoft.com/entra/identity-platform/access-tokens'],
  ['Microsoft identity platform: claims', 'https://learn.microsoft.com/entra/identity-platform/claims-challenge'],
  ['Microsoft Graph: delegated', 'https://learn.microsoft.com/graph/auth/auth-concepts'],
  ['Entra: AADSTS', 'https://learn.microsoft.com/entra/identity-platform/reference-error-codes'],
  ['Stripe: API keys', 'https://docs.stripe.com/keys'],
  ['Supabase: API keys', 'https://supabase.com/docs/guides/api/api-keys'],
  ['Supabase documentation', 'https://supabase.com/docs/guides/api/api-keys'],
  ['Auth error codes', 'https://supabase.com/docs/guides/auth/debugging/error-codes'],
  ['PostHog: personal API keys', 'https://posthog.com/docs/api'],
  ['Django REST framework', 'https://www.django-rest-framework.org/api-guide/authentication/#tokenauthentication'],
  ['Discord: Authentication', 'https://discord.com/developers/docs/reference#authentication'],
  ['Firebase: create custom tokens', 'https://firebase.google.com/docs/auth/admin/create-custom-tokens'],
  ['verify ID tokens', 'https://firebase.google.com/docs/auth/admin/verify-id-tokens'],
  ['Firebase: connect to the Authentication emulator', 'https://firebase.google.com/docs/emulator-suite/connect_auth'],
  ['Firebase Admin SDK', 'https://firebase.google.com/docs/admin/setup'],
  ['Auth0: regions', 'https://auth0.com/docs/get-started/auth0-overview/create-tenants'],
  ['Auth0 documentation: custom domains', 'https://auth0.com/docs/customize/custom-domains'],
  ['Auth0', 'https://auth0.com/docs/secure/tokens/access-tokens'],
  [
    'Kubernetes: bound service account',
    'https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/',
  ],
  ['Distribution', 'https://distribution.github.io/distribution/spec/auth/token/'],
  [
    'Elasticsearch documentation',
    'https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/token-based-authentication-services',
  ],
  ['Grafana documentation', 'https://grafana.com/docs/grafana/latest/administration/service-accounts/'],
  ['WordPress REST API Handbook', 'https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/'],
  ['PayPal: sandbox', 'https://developer.paypal.com/tools/sandbox/'],
  ['Plaid: API hosts', 'https://plaid.com/docs/api/#api-host'],
  ['The vendor’s list of sites (Datadog', 'https://docs.datadoghq.com/getting_started/site/'],
  ['Okta documentation: Create an API token', 'https://developer.okta.com/docs/guides/create-an-api-token/main/'],
  ['Okta documentation: error codes', 'https://developer.okta.com/docs/reference/error-codes/'],
  ['Okta', 'https://developer.okta.com/docs/concepts/auth-servers/'],
  ['HashiCorp Vault: HTTP API', 'https://developer.hashicorp.com/vault/api-docs'],
  ['HashiCorp Vault: tokens', 'https://developer.hashicorp.com/vault/docs/concepts/tokens'],
  ['X API documentation: response codes', 'https://docs.x.com/x-api/fundamentals/response-codes-and-errors'],
  ['X API documentation', 'https://docs.x.com/fundamentals/authentication/overview'],
  ['Spotify and Zoom documentation', 'https://developer.spotify.com/documentation/web-api/tutorials/refreshing-tokens'],
  ['Model Context Protocol', 'https://modelcontextprotocol.io/specification/latest/basic/authorization'],
  ['Auth.js', 'https://authjs.dev/getting-started/deployment'],
  ['Chrome DevTools', 'https://developer.chrome.com/docs/devtools/network/reference'],
  ['Freshkey', 'https://freshkey.github.io/freshkey'],
];

const rfcEditor = 'https://www.rfc-editor.org/rfc/rfc';
/** What every refusal rests on. */
const unauthorized: Reference = { text: 'RFC 9110 §15.5.2', url: `${rfcEditor}9110#section-15.5.2` };

/** The pages that a reference names, at least one. A part that stands for many vendors' pages names none. */
export function referencesIn(reference: string): readonly Reference[] {
  const found = /^https:\/\//.test(reference)
    ? [{ text: hostOf(reference), url: reference }]
    : reference.split('; ').flatMap(linksOf);
  return found.length > 0 ? found : [unauthorized];
}

/** The links of one part of a reference; none where it names no page. */
export function linksOf(part: string): readonly Reference[] {
  const standard = /(?:RFC (\d+)|draft-[a-z0-9-]+)(bis)?/g;
  const named = [...part.matchAll(standard)];
  if (named.length > 0)
    return named.flatMap((found, index) => {
      const rest = part.slice(found.index, named[index + 1]?.index);
      const sections = [...rest.matchAll(/§(\d+(?:\.\d+)*)/g)].map((section) => section[1] as string);
      const address = addressOf(found);
      const [name] = found;
      return sections.length === 0
        ? [{ text: name, url: address }]
        : sections.map((section) => ({ text: `${name} §${section}`, url: `${address}#section-${section}` }));
    });
  const page = pages.find(([begins]) => part.startsWith(begins));
  return page ? [{ text: part, url: page[1] }] : [];
}

function addressOf([name, number, bis]: RegExpExecArray): string {
  if (number === undefined) return `https://datatracker.ietf.org/doc/html/${name}`;
  return bis === undefined
    ? `${rfcEditor}${number}`
    : `https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc${number}bis`;
}

const hostOf = (url: string): string => new URL(url).host;
