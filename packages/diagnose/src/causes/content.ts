import type { TextsOf } from './cause-text.ts';

export const contentTexts: TextsOf<'D'> = {
  D01: {
    why: 'The token’s `exp` lies before the time of the server. Access tokens live for minutes to an hour.',
    fix: 'Refresh the token and repeat the request; refresh a minute before the end the next time.',
    pasted: [
      'jwt expired',
      'TokenExpiredError: jwt expired',
      'Signature has expired',
      'Token has expired',
      'The access token expired',
      'invalid_token',
    ],
  },
  D02: {
    why: 'The token’s `nbf` lies ahead of the server’s clock: clocks differ, or the token is for later.',
    fix: 'Set the clocks (NTP), and let the server allow a leeway of a minute.',
    pasted: ['jwt not active', 'The token is not yet valid (nbf)', 'ImmatureSignatureError'],
  },
  D03: {
    why: 'The clock of this machine differs from the server’s Date by more than tokens and signatures allow.',
    fix: '`timedatectl set-ntp true`; in a virtual machine or WSL set the clock again after it has slept.',
    pasted: ['RequestTimeTooSkewed', 'Signature not yet current', 'Token used before issued'],
  },
  D04: {
    why: '`Date.now()` was written into `exp` or `iat`. A JWT counts in seconds, so the token seems to be from the year 50000.',
    fix: '`Math.floor(Date.now() / 1000)`.',
    pasted: [
      'exp claim is in milliseconds',
      "'exp' claim too far in the future",
      'Expiration time claim (exp) is too far in the future',
    ],
  },
  D05: {
    why: 'A claim that the API reads is absent, or a text where a number belongs.',
    fix: 'Issue the token with the claim; times are numbers of seconds.',
    pasted: [
      'Token is missing the "exp" claim',
      'Missing required claim',
      'JWTClaimValidationFailed',
      'invalid exp value',
    ],
  },
  D06: {
    why: 'The token’s `iat` lies ahead: the clock of the issuer is wrong, or the caller made the token itself with a wrong clock.',
    fix: 'Set the clock of whoever makes the token, and date `iat` back by a minute.',
    pasted: [
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
      'Token used before issued',
      'The token is not yet valid (iat)',
    ],
  },
  D07: {
    why: 'The token’s `aud` names another API. Servers must refuse a token that was not made for them.',
    fix: 'Ask for the token with the audience, resource or scope of this API.',
    pasted: [
      'jwt audience invalid',
      'Invalid audience',
      'IDX10214: Audience validation failed',
      'JWTClaimValidationFailed: unexpected "aud" claim value',
      'Access token validation failure. Invalid audience.',
    ],
  },
  D08: {
    why: 'The token’s `iss` is another issuer than the API trusts: another tenant, realm, version or environment. A slash at the end counts.',
    fix: 'Get the token from the issuer that the API is set up for, or correct the issuer in its settings.',
    pasted: [
      'jwt issuer invalid',
      'IDX10205: Issuer validation failed',
      'The iss claim is not valid',
      'Invalid issuer',
    ],
  },
  D09: {
    why: 'An ID token says who signed in, to the client. APIs want the access token.',
    fix: 'Send `access_token` of the token answer, not `id_token`.',
    pasted: ['invalid_token', 'Invalid audience', 'ID tokens are not accepted'],
  },
  D10: {
    why: 'Some gateways and databases verify the ID token, and got the access token.',
    fix: 'Send `id_token`, or set up scopes so that the access token is accepted.',
    pasted: ['{"message":"Unauthorized"}', 'The incoming token has invalid audience'],
  },
  D11: {
    why: 'The refresh token goes to the token endpoint only. APIs refuse it.',
    fix: 'Send the access token; exchange the refresh token for a new one when it has expired.',
    pasted: [
      'Only non-refresh tokens are allowed',
      'Token has wrong type',
      'Given token not valid for any token type',
      'token_not_valid',
    ],
  },
  D12: {
    why: 'The issuer gave an opaque token, since no API was named when it was asked for. The API can read JWTs only.',
    fix: 'Ask for the token with the API’s audience or resource.',
    pasted: [
      'jwt malformed',
      'Invalid Compact JWS',
      'IDX12741: JWT must have three segments',
      'Invalid token specified',
    ],
  },
  D13: {
    why: 'A token of five parts is encrypted, and only whoever has the key can read it. Auth0 issues such without an audience.',
    fix: 'Ask for the token with the API’s audience.',
    pasted: ['JWE', 'Invalid Compact JWS', '"alg":"dir","enc":"A256GCM"'],
  },
  D14: {
    why: 'The text is no longer a whole JWT: a part is missing, or was changed.',
    fix: 'Copy or store it whole; look for a field that is too short.',
    pasted: [
      'jwt malformed',
      'Not enough segments',
      'invalid token',
      'JWSDecompressError',
      'illegal base64 data at input byte',
    ],
  },
  D15: {
    why: 'The token is signed with another algorithm than the API allows, such as HS256 for RS256, or with none.',
    fix: 'Set the algorithm of the application at the issuer, or the list that the API allows.',
    pasted: [
      'invalid algorithm',
      'The specified alg value is not allowed',
      '"alg" (Algorithm) Header Parameter value not allowed',
      'Invalid token algorithm',
    ],
  },
  D16: {
    why: 'No key in the issuer’s key set has the token’s `kid`: keys were changed, or the API reads another issuer’s.',
    fix: 'Check which JWKS the API reads, and let it read that again when it meets an unknown `kid`.',
    pasted: [
      'no applicable key found in the JSON Web Key Set',
      'IDX10501: Signature validation failed. Unable to match key',
      'Unable to find a signing key that matches',
      'SigningKeyNotFoundError',
    ],
  },
  D17: {
    why: 'The signature does not fit the token: another secret or key, or a changed text.',
    fix: 'Compare the secret on both sides (base64 or text, line breaks), and the issuer’s key.',
    pasted: [
      'invalid signature',
      'JsonWebTokenError: invalid signature',
      'Signature verification failed',
      'JWSSignatureVerificationFailed',
    ],
  },
  D18: {
    why: 'The API accepts tokens with a certain `typ` or kind only, such as at+jwt.',
    fix: 'Get the token that is meant for APIs; look at `typ` in its header.',
    pasted: [
      'unexpected "typ" JWT header value',
      'Token type is not allowed',
      'Given token not valid for any token type',
    ],
  },
  D19: {
    why: 'The token is good and lacks a scope, role or permission for this operation.',
    fix: 'Ask for a new token with the scope; a refresh adds none. For keys: change their permissions.',
    pasted: [
      'insufficient_scope',
      'missing_scope',
      'Insufficient Permission',
      'Resource not accessible by personal access token',
      'Request had insufficient authentication scopes.',
    ],
  },
  D20: {
    why: 'The endpoint acts for a user and got a token of an application (client credentials), or the reverse.',
    fix: 'Sign a user in for such endpoints; use the application’s token for the others.',
    pasted: [
      '/me request is only valid with delegated authentication flow.',
      'Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint',
      'not_allowed_token_type',
    ],
  },
  D21: {
    why: 'A token for Microsoft Graph has a nonce in its header, which only Graph can undo: any other verification fails.',
    fix: 'Expose a scope of your own API (`api://…/access_as_user`) and ask for the token with it.',
    pasted: [
      'IDX10511: Signature validation failed',
      'invalid signature',
      '"aud": "00000003-0000-0000-c000-000000000000"',
    ],
  },
  D22: {
    why: 'The credential came as it should, and the server does not know it: wrong, revoked, expired, or of another account or environment. From outside these cannot be told apart.',
    fix: 'Try it where it certainly works (the product’s own dashboard or `whoami`); if it fails there too, make a new one.',
    pasted: ['Invalid token.', 'Bad credentials', 'Invalid API key', 'Unauthorized', 'Token has been revoked'],
  },
  D23: {
    why: 'The account, bot, workload or user that the token stands for was switched off, deleted or made anew.',
    fix: 'Enable the account, or get a token of one that exists.',
    pasted: [
      'User is inactive',
      'account_inactive',
      'User account is disabled',
      'service account token has been invalidated',
    ],
  },
  D24: {
    why: 'The token is bound to a key (`cnf.jkt`). Sent as Bearer, without the proof, it must be refused.',
    fix: 'Send `Authorization: DPoP $TOKEN` with a `DPoP` header made for this request.',
    pasted: ['invalid_token: DPoP proof required', 'invalid_dpop_proof', 'WWW-Authenticate: DPoP'],
  },
  D25: {
    why: 'The token is bound to a client certificate (`cnf.x5t#S256`), and the connection had none, or another.',
    fix: '`curl --cert client.pem --key client.key …` with the certificate that the token was got with.',
    pasted: ['invalid_token: certificate mismatch', 'mTLS client certificate required'],
  },
  D26: {
    why: 'Tokens of an emulator are not signed. The live service refuses them, and the emulator those of the live service.',
    fix: 'Point client and server at the same of the two.',
    pasted: [
      'Firebase ID token has invalid signature',
      'Firebase ID token has no "kid" claim',
      'FIREBASE_AUTH_EMULATOR_HOST',
    ],
  },
  D27: {
    why: 'A custom token is for signing in once. The server verifies the ID token that comes of it.',
    fix: '`signInWithCustomToken`, then send `await user.getIdToken()`.',
    pasted: ['verifyIdToken() expects an ID token, but was given a custom token'],
  },
  D28: {
    why: 'The key or token names another project than the address that was called.',
    fix: 'Take URL and key from the same project.',
    pasted: [
      'Invalid API key',
      'JWSError JWSInvalidSignature',
      'Firebase ID token has incorrect "aud" (audience) claim',
    ],
  },
};
