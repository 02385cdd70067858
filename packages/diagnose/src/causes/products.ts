import type { TextsOf } from './cause-text.ts';

export const productTexts: TextsOf<'J'> = {
  J01: {
    why: 'GitHub answers “Bad credentials” for a token that it does not know, 404 for what the token may not see, and 403 where an organization demands single sign-on. Fine-grained and classic tokens have an end; those of installations live for an hour.',
    fix: '`curl -i -H "Authorization: Bearer $GITHUB_TOKEN" https://api.github.com/user`: the headers name scopes and end. Authorize the token for single sign-on, or make a new one.',
    pasted: [
      'Bad credentials',
      'Requires authentication',
      'Resource protected by organization SAML enforcement.',
      "'Expiration time' claim ('exp') is too far in the future",
      'remote: Support for password authentication was removed',
    ],
  },
  J02: {
    why: 'GitLab takes personal tokens in PRIVATE-TOKEN or as Bearer, and job tokens in JOB-TOKEN only, for a part of the API.',
    fix: '`curl -H "PRIVATE-TOKEN: $GITLAB_TOKEN" https://gitlab.com/api/v4/user`.',
    pasted: ['{"message":"401 Unauthorized"}', 'insufficient_scope', 'HTTP Basic: Access denied.'],
  },
  J03: {
    why: 'Stripe tells apart keys that it does not know, that have run out, and that are of the other mode.',
    fix: '`curl https://api.stripe.com/v1/balance -u "$STRIPE_SECRET_KEY:"`, with the key of the same mode as the objects.',
    pasted: ['Invalid API Key provided: sk_test_****', 'Expired API Key provided', 'You did not provide an API key.'],
  },
  J04: {
    why: 'Google names the reason in `details[].reason`: no credential, an expired token, a token of another kind, a key where OAuth is needed.',
    fix: 'Read `reason`. A new token: `gcloud auth print-access-token`; for programs `gcloud auth application-default login`.',
    pasted: [
      'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
      'API keys are not supported by this API.',
      'ACCESS_TOKEN_EXPIRED',
      'API key not valid. Please pass a valid API key.',
      'The request is missing a valid API key.',
    ],
  },
  J05: {
    why: 'Graph refuses tokens of another audience, expired ones, and those without a permission of the right kind.',
    fix: 'Ask for `https://graph.microsoft.com/.default`, and look at `aud`, `scp` and `roles` in the token.',
    pasted: [
      'InvalidAuthenticationToken',
      'Access token validation failure. Invalid audience.',
      'CompactToken parsing failed with error code: 80049217',
      'Lifetime validation failed, the token is expired.',
    ],
  },
  J06: {
    why: 'Entra’s AADSTS codes name the fault: secret, redirect address, consent, tenant, or a grant that is no longer good.',
    fix: 'Look the code up. Most often: the secret’s value instead of its id, and an application in the right tenant.',
    pasted: [
      'AADSTS7000215: Invalid client secret provided.',
      'AADSTS700016: Application with identifier was not found in the directory',
      'AADSTS50011',
      'AADSTS65001',
      'AADSTS90002: Tenant not found',
    ],
  },
  J07: {
    why: 'Auth0’s APIs want a JWT for their own audience, from the same domain that is called.',
    fix: 'Ask for the token with `audience`; for the Management API that is `https://TENANT.auth0.com/api/v2/`.',
    pasted: [
      'Invalid token',
      'Bad HTTP authentication header format',
      'Unknown or invalid refresh token.',
      'Service not enabled within domain',
    ],
  },
  J08: {
    why: 'Okta’s API tokens go with SSWS, OAuth tokens with Bearer. API tokens end when unused for 30 days or when their user is deactivated.',
    fix: '`curl -H "Authorization: SSWS $OKTA_API_TOKEN" https://example.okta.com/api/v1/users/me`.',
    pasted: [
      'E0000011',
      'Invalid token provided',
      'E0000004: Authentication failed',
      'invalid_token: The access token is invalid.',
    ],
  },
  J09: {
    why: 'API Gateway says “Missing Authentication Token” for a wrong path, stage or method, and “Unauthorized” where its authorizer refuses.',
    fix: 'Check stage and path first, then where the authorizer looks for the token.',
    pasted: [
      '{"message":"Missing Authentication Token"}',
      '{"message":"Unauthorized"}',
      'User is not authorized to access this resource',
      '{"Message":"User is not authorized to access this resource with an explicit deny"}',
    ],
  },
  J10: {
    why: 'AWS refuses a key that it does not know, a session that has ended, a clock that is off, or a signature over another text.',
    fix: '`aws sts get-caller-identity` tells whether the keys are good. Temporary keys (ASIA…) need AWS_SESSION_TOKEN.',
    pasted: [
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      'ExpiredToken',
      'SignatureDoesNotMatch',
      'UnrecognizedClientException',
      'RequestTimeTooSkewed',
    ],
  },
  J11: {
    why: 'Slack answers with 200 and `ok: false`; the reason stands in `error`.',
    fix: '`curl -H "Authorization: Bearer $SLACK_BOT_TOKEN" https://slack.com/api/auth.test`; bots use xoxb-, sockets xapp-.',
    pasted: [
      '{"ok":false,"error":"invalid_auth"}',
      'not_authed',
      'token_revoked',
      'account_inactive',
      'missing_scope',
      'not_allowed_token_type',
    ],
  },
  J12: {
    why: 'Shopify reads the token in X-Shopify-Access-Token, and only that of the same shop; installing again changes it.',
    fix: '`curl -H "X-Shopify-Access-Token: $SHOPIFY_TOKEN" https://SHOP.myshopify.com/admin/api/2026-01/shop.json`.',
    pasted: ['[API] Invalid API key or access token (unrecognized login or wrong password)'],
  },
  J13: {
    why: 'OpenAI tells a wrong key from a missing one, from a foreign organization or project, and from an address that is not allowed. Azure wants `api-key` at its own host.',
    fix: '`curl -H "Authorization: Bearer $OPENAI_API_KEY" https://api.openai.com/v1/models`, without OpenAI-Organization first.',
    pasted: [
      'Incorrect API key provided: sk-…',
      "You didn't provide an API key.",
      'You must be a member of an organization to use the API',
      'invalid_api_key',
      'No such organization',
    ],
  },
  J14: {
    why: 'Anthropic reads keys in x-api-key, beside anthropic-version; tokens of a login go as Bearer.',
    fix: '`curl -H "x-api-key: $ANTHROPIC_API_KEY" -H "anthropic-version: 2023-06-01" https://api.anthropic.com/v1/models`.',
    pasted: ['invalid x-api-key', 'authentication_error', 'x-api-key header is required', 'OAuth token has expired'],
  },
  J15: {
    why: 'Supabase wants the project’s key in `apikey`, and a user’s token as Bearer. The new keys (sb_…) are no JWTs.',
    fix: '`curl -H "apikey: $SUPABASE_KEY" https://PROJECT.supabase.co/rest/v1/`, with URL and key of one project.',
    pasted: [
      'No API key found in request',
      'Invalid API key',
      'JWSError JWSInvalidSignature',
      'invalid JWT: unable to parse or verify signature',
      'JWT expired',
    ],
  },
  J16: {
    why: 'Firebase’s ID tokens live for an hour and belong to one project.',
    fix: 'Send `await user.getIdToken()` each time, and set up the server for the same project.',
    pasted: [
      'Firebase ID token has expired. Get a fresh ID token from your client app and try again (auth/id-token-expired).',
      'Firebase ID token has incorrect "aud" (audience) claim.',
      'Decoding Firebase ID token failed.',
    ],
  },
  J17: {
    why: 'The registry’s token service refuses name or password: most want an access token there, and a certain user name.',
    fix: '`docker login HOST` with the name that the registry prescribes, and a token that may read packages.',
    pasted: [
      'unauthorized: incorrect username or password',
      'denied: requested access to the resource is denied',
      'unauthorized: authentication required',
      'pull access denied',
    ],
  },
  J18: {
    why: 'Kubernetes answers 401 where it does not know the caller, and 403 where it does: “system:anonymous” means that nothing was read.',
    fix: '`kubectl auth whoami`; get new credentials from the cloud (`aws eks update-kubeconfig`, `gcloud container clusters get-credentials`).',
    pasted: [
      'error: You must be logged in to the server (Unauthorized)',
      'User "system:anonymous" cannot',
      'the server has asked for the client to provide credentials',
      'service account token has expired',
    ],
  },
  J19: {
    why: 'Discord wants `Bot` before a bot’s token and Bearer before an OAuth token; a reset makes the old one void.',
    fix: '`curl -H "Authorization: Bot $DISCORD_TOKEN" https://discord.com/api/v10/users/@me`.',
    pasted: [
      '{"message": "401: Unauthorized", "code": 0}',
      'TokenInvalid: An invalid token was provided.',
      'Improper token has been passed.',
    ],
  },
  J20: {
    why: 'Telegram’s token stands in the path, behind `bot`. A token that it does not know gives 401, a wrong path 404.',
    fix: '`curl "https://api.telegram.org/bot$TELEGRAM_TOKEN/getMe"`.',
    pasted: [
      '{"ok":false,"error_code":401,"description":"Unauthorized"}',
      '{"ok":false,"error_code":404,"description":"Not Found"}',
    ],
  },
  J21: {
    why: 'Atlassian’s cloud takes API tokens as Basic with the e-mail address; Data Center takes personal tokens as Bearer. A wrong kind counts as nobody.',
    fix: '`curl -u "you@example.com:$ATLASSIAN_TOKEN" https://SITE.atlassian.net/rest/api/3/myself`.',
    pasted: [
      'Client must be authenticated to access this resource.',
      'Basic authentication with passwords is deprecated.',
      '{"code":401,"message":"Unauthorized; scope does not match"}',
      'Failed to parse Connect Session Auth Token',
    ],
  },
  J22: {
    why: 'Each has a form of its own: Linear’s and ClickUp’s keys stand without a scheme, Figma reads X-Figma-Token, Notion wants a version.',
    fix: 'Send the key as the product’s documentation shows it.',
    pasted: ['API token is invalid.', 'AUTHENTICATION_ERROR', 'Invalid token', 'Token invalid', 'OAUTH_019'],
  },
  J23: {
    why: 'Twilio wants Basic with account or key SID, SendGrid Bearer, Mailgun Basic with the user `api` at the host of its region.',
    fix: '`curl -u "$TWILIO_ACCOUNT_SID:$TWILIO_AUTH_TOKEN" https://api.twilio.com/2010-04-01/Accounts.json`.',
    pasted: [
      '{"code": 20003, "message": "Authenticate"',
      'The provided authorization grant is invalid, expired, or revoked',
      'Invalid private key',
      'Forbidden',
    ],
  },
  J24: {
    why: 'PayPal refuses the client at the token endpoint: id and secret of the sandbox meet the live host, or the reverse.',
    fix: '`curl -u "$PAYPAL_CLIENT_ID:$PAYPAL_SECRET" -d grant_type=client_credentials https://api-m.sandbox.paypal.com/v1/oauth2/token`.',
    pasted: [
      '{"error":"invalid_client","error_description":"Client Authentication failed"}',
      'AUTHENTICATION_FAILURE',
      'Authentication failed due to invalid authentication credentials or a missing Authorization header.',
    ],
  },
  J25: {
    why: 'Salesforce’s session has ended, or the call went to another instance than the one that issued it.',
    fix: 'Get a new token, and call the `instance_url` of its answer.',
    pasted: ['Session expired or invalid', 'INVALID_SESSION_ID', 'INVALID_LOGIN', 'unsupported_grant_type'],
  },
  J26: {
    why: 'HubSpot’s OAuth tokens live for 30 minutes; API keys are gone since 2022.',
    fix: 'Use a private app’s token as Bearer, or refresh the OAuth token.',
    pasted: [
      'The OAuth token used to make this call expired',
      'Authentication credentials not found.',
      "This hapikey doesn't exist.",
      'MISSING_SCOPES',
    ],
  },
  J27: {
    why: 'Spotify’s, Google’s and Zoom’s access tokens live for one hour.',
    fix: 'Refresh it; keep the refresh token, which some give only once.',
    pasted: [
      'The access token expired',
      'Invalid access token, does not contain scopes',
      '{"code":124,"message":"Access token is expired."}',
    ],
  },
  J28: {
    why: 'X tells apart what an application and what a user may do; endpoints want one of the two.',
    fix: 'Sign a user in (OAuth 2.0 with PKCE, or OAuth 1.0a) where the endpoint’s page says so.',
    pasted: [
      'Could not authenticate you.',
      'Unsupported Authentication',
      'Invalid or expired token.',
      'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.',
    ],
  },
  J29: {
    why: 'npm’s tokens have an end and belong to a registry’s path; publishing may want a one-time password.',
    fix: '`npm whoami --registry https://registry.npmjs.com`; then `npm login`, or a new token in .npmrc.',
    pasted: [
      'npm error code E401',
      'npm error Unable to authenticate, need: Basic',
      'npm error code EOTP',
      'npm error 404 Not Found - PUT',
    ],
  },
  J30: {
    why: 'Vault answers 403 both for a token that it does not know and for one that may not do this; a missing one is named.',
    fix: '`vault token lookup`; check VAULT_NAMESPACE and VAULT_ADDR, then log in again.',
    pasted: ['permission denied', 'missing client token', 'invalid token', 'bad token'],
  },
  J31: {
    why: 'Elasticsearch wants `ApiKey` and base64 of id and key; Grafana wants a service account’s token as Bearer.',
    fix: '`curl -H "Authorization: ApiKey $ELASTIC_API_KEY" …` with the encoded form; for Grafana `Bearer $GRAFANA_TOKEN`.',
    pasted: [
      'security_exception: missing authentication credentials for REST request',
      'unable to authenticate user',
      'invalid ApiKey value',
      '{"message":"Invalid API key"}',
    ],
  },
  J32: {
    why: 'An MCP server wants a token that was issued for it, and says in its challenge where to get one.',
    fix: 'Follow `resource_metadata` of the challenge, sign in there with `resource` set to the server’s address.',
    pasted: [
      'HTTP 401 trying to load well-known OAuth metadata',
      'Dynamic client registration not supported',
      'invalid_token',
      'Error POSTing to endpoint (HTTP 401)',
    ],
  },
  J33: {
    why: 'The framework’s session cookie did not come, or came and could not be read: another secret, another domain, or a Secure cookie over http.',
    fix: 'Use https, one domain and the same secret in every process; then sign in again.',
    pasted: [
      'Unauthenticated.',
      'JWT_SESSION_ERROR',
      'JWEDecryptionFailed: decryption operation failed',
      'no matching decryption secret',
    ],
  },
};
