import type { TextsOf } from './cause-text.ts';

export const challengeTexts: TextsOf<'E'> = {
  E01: {
    why: 'The challenge itself says that the token has expired. That is the answer by which clients know to refresh.',
    fix: 'Refresh the token and repeat the request once.',
    pasted: [
      'error="invalid_token", error_description="The access token expired"',
      'error_description="The token has expired"',
    ],
  },
  E02: {
    why: 'The server knows who asks, and does not allow it: a scope or a right is missing. No refresh helps.',
    fix: 'Ask the user for the missing scope, or give the account the right.',
    pasted: [
      'error="insufficient_scope"',
      '403 Forbidden',
      'The request requires higher privileges than provided by the access token.',
    ],
  },
  E03: {
    why: 'The server could not read the credentials as such: they stand twice, in the wrong place, or are malformed.',
    fix: 'Send one credential, in one place, in the form of the challenge.',
    pasted: ['error="invalid_request"', 'Bearer token is malformed', 'The request is missing a required parameter'],
  },
  E04: {
    why: 'The token is good, and the sign-in behind it is too old or too weak for this operation.',
    fix: 'Send the user through a new sign-in with the `acr_values` or `max_age` of the challenge.',
    pasted: [
      'error="insufficient_user_authentication"',
      'A different authentication level is required',
      'MFA required',
    ],
  },
  E05: {
    why: 'The server gives a nonce that must stand in the DPoP proof, and the proof had none, or an old one.',
    fix: 'Repeat the request with the `DPoP-Nonce` of the answer in the proof.',
    pasted: [
      'error="use_dpop_nonce"',
      'Authorization server requires nonce in DPoP proof',
      'Resource server requires nonce in DPoP proof',
    ],
  },
  E06: {
    why: 'The DPoP proof does not fit the request: method, address, time, token hash or key.',
    fix: 'Make a new proof for each request: `htm` and `htu` of this request without its query, `iat` now, `ath` of the token.',
    pasted: ['error="invalid_dpop_proof"', 'DPoP htu mismatch', 'DPoP proof iat is not recent'],
  },
  E07: {
    why: 'The answer names a metadata document that says which authorization server issues tokens for it.',
    fix: 'Read the document behind `resource_metadata`, and get a token there for this resource.',
    pasted: ['WWW-Authenticate: Bearer resource_metadata="', 'oauth-protected-resource'],
  },
  E08: {
    why: 'A container registry answers with the token service to ask first; that is the normal first step.',
    fix: '`docker login` for this host, or get a token from `realm` with `service` and `scope` of the challenge.',
    pasted: [
      'unauthorized: authentication required',
      'WWW-Authenticate: Bearer realm="https://auth.docker.io/token"',
      'no basic auth credentials',
    ],
  },
  E09: {
    why: 'Entra wants a new token that meets further conditions: they stand in `claims` of the challenge.',
    fix: 'Give the decoded `claims` to the library that gets tokens, and repeat.',
    pasted: [
      'error="insufficient_claims"',
      'TokenCreatedWithOutdatedPolicies',
      'Continuous access evaluation resulted in challenge',
      'InteractionRequired',
    ],
  },
  E10: {
    why: 'A 401 must have a WWW-Authenticate header, and this one has none: only the body can say why.',
    fix: 'Read the body. On the server: send the challenge.',
    pasted: ['401 Unauthorized', '{"message":"Unauthorized"}', '{"error":"Unauthorized"}'],
  },
  E11: {
    why: 'Amazon API Gateway renames WWW-Authenticate on its way out.',
    fix: 'Read `x-amzn-Remapped-WWW-Authenticate`.',
    pasted: ['x-amzn-Remapped-WWW-Authenticate'],
  },
  E12: {
    why: 'The challenge breaks its own grammar, so that clients read another scheme or none.',
    fix: 'Server: quote parameters, separate them by commas: `Bearer realm="api", error="invalid_token"`.',
    pasted: ['Invalid WWW-Authenticate header', 'WWW-Authenticate: Bearer error=invalid_token error_description=…'],
  },
  E13: {
    why: 'The token endpoint refuses the application’s own id and secret, before any token is looked at.',
    fix: 'Check id and secret (the value, not its id), and how they are sent: Basic or in the body.',
    pasted: [
      'invalid_client',
      'AADSTS7000215: Invalid client secret provided',
      'Client authentication failed',
      'unauthorized_client',
    ],
  },
  E14: {
    why: 'The code or refresh token has run out, was used before, was revoked, or belongs to another client or redirect address.',
    fix: 'Send the user through the sign-in again. Keep the newest refresh token of each answer.',
    pasted: [
      'invalid_grant',
      'AADSTS70008',
      'Token has been expired or revoked.',
      'Invalid refresh token',
      'Code was already redeemed',
    ],
  },
  E15: {
    why: 'The server gives a new refresh token each time, and the old one came again: two tabs, processes or retries refreshed at once. Many servers then end the whole session.',
    fix: 'Let one refresh serve all requests, and store the new refresh token before anything else.',
    pasted: [
      'Refresh token already used',
      'refresh_token_already_used',
      'Invalid Refresh Token: Already Used',
      'Unknown or invalid refresh token.',
    ],
  },
};
