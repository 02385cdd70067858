import type { TextsOf } from './cause-text.ts';

export const syntaxTexts: TextsOf<'C'> = {
  C01: {
    why: 'The code put a variable without a value into the header, and the language wrote its name for nothing: undefined, null, None, NaN, [object Object].',
    fix: 'Find where the token is read; send the request only when there is one.',
    pasted: [
      'Authorization: Bearer undefined',
      'Authorization: Bearer null',
      'jwt malformed',
      'Bearer [object Object]',
    ],
  },
  C02: {
    why: 'The header has a scheme and nothing behind it: the variable is set, and empty.',
    fix: 'Set the variable, and stop the program at its start where it is empty.',
    pasted: ['Authorization: Bearer', 'Invalid token header. No credentials provided.', 'bearer token is empty'],
  },
  C03: {
    why: 'The value already begins with Bearer, and the code adds it once more.',
    fix: 'Store the bare token, and write the scheme in one place.',
    pasted: [
      'Authorization: Bearer Bearer',
      'jwt malformed',
      'Invalid token header. Token string should not contain spaces.',
    ],
  },
  C04: {
    why: 'The token stands alone in the header; servers read the first word as the scheme.',
    fix: '`Authorization: Bearer $TOKEN`, or with the scheme that the challenge names.',
    pasted: [
      'Format is Authorization: Bearer [token]',
      'Bad Authorization header format',
      'Authorization header must start with Bearer',
    ],
  },
  C05: {
    why: 'The challenge lists the schemes that the server takes, and the request’s is not among them.',
    fix: 'Send the credential with a scheme of the challenge.',
    pasted: ['Unsupported authorization scheme', 'Invalid authentication scheme', 'Unsupported authorization type'],
  },
  C06: {
    why: 'Some APIs have a word of their own before the token: Token, Bot, SSWS, ApiKey, Klaviyo-API-Key. With Bearer the same token is not found.',
    fix: 'Write the word that the documentation of this token names.',
    pasted: ['Authentication credentials were not provided.', '401: Unauthorized', 'Invalid API key format'],
  },
  C07: {
    why: 'Docker’s --env-file, systemd, YAML and some shells keep the quotes of a value, and they were sent along.',
    fix: 'Take the quotes out of the file: `API_TOKEN=abc`, not `API_TOKEN="abc"`.',
    pasted: ['Authorization: Bearer "eyJ', 'invalid token', 'Incorrect API key provided: "sk-'],
  },
  C08: {
    why: 'A copied value or a file ends with a line break, or has a blank in it.',
    fix: 'Trim the value where it is read; write files with `printf %s`, not `echo`.',
    pasted: [
      'Invalid character in header content ["Authorization"]',
      'Headers.append: "Bearer …\\n" is an invalid header value.',
      'Illegal header value',
      'net/http: invalid header field value for "Authorization"',
    ],
  },
  C09: {
    why: 'Web pages, chats and word processors add characters that are not seen, or turn a hyphen or quote into another one.',
    fix: 'Copy the value again from its source, or type the damaged part.',
    pasted: [
      'Invalid character in header content ["Authorization"]',
      'String contains non ISO-8859-1 code point.',
      "'latin-1' codec can't encode character",
      'Cannot convert argument to a ByteString',
    ],
  },
  C10: {
    why: 'The example’s text, or a template’s variable, was sent as it stands: YOUR_API_KEY, <token>, ${TOKEN}, {{token}}.',
    fix: 'Replace the placeholder; check in which quotes or file the variable is not expanded.',
    pasted: [
      'Incorrect API key provided: YOUR_API_KEY',
      'Authorization: Bearer ${TOKEN}',
      'Authorization: Bearer {{access_token}}',
      'Bearer YOUR_ACCESS_TOKEN',
    ],
  },
  C11: {
    why: 'A part of the credential is missing: cut by a column, a database field, a # or a masked display (sk-…abcd, ***).',
    fix: 'Copy it anew from its source, whole; compare its length.',
    pasted: ['Incorrect API key provided: sk-***', 'jwt malformed', 'Not enough segments', 'Bad credentials'],
  },
  C12: {
    why: 'The value was encoded for a URL, and then put into a header, where nobody decodes it.',
    fix: 'Use the value as it was issued; encode only in URLs and form bodies.',
    pasted: ['%3D%3D', 'Bearer abc%2Fdef', 'invalid token'],
  },
  C13: {
    why: 'Two libraries, or a client and a proxy, each added an Authorization header, and they were joined by a comma.',
    fix: 'Set the header in one place.',
    pasted: ['Authorization: Bearer abc, Bearer abc', 'Bearer, Basic', 'only one auth mechanism allowed'],
  },
  C14: {
    why: 'The request has the header twice. Node discards the second, others take the last, many refuse both.',
    fix: 'Set the header in one place; look for a default of the client and an interceptor that both add it.',
    pasted: ['400 Bad Request: duplicate header', 'Multiple Authorization headers'],
  },
  C15: {
    why: 'Basic wants base64 of `user:password`. What was sent is no base64, or has no colon in it.',
    fix: '`curl -u "$USER_NAME:$PASSWORD" …` makes it; in code encode both with the colon.',
    pasted: [
      'Invalid basic header. Credentials not correctly base64 encoded.',
      'Invalid Basic authentication token',
      'illegal base64 data at input byte',
    ],
  },
  C16: {
    why: '`echo` adds a line break, and `base64` breaks long lines: the password ends with a line break, or the header is cut.',
    fix: '`printf %s "$USER_NAME:$PASSWORD" | base64 -w0`, or leave it to `curl -u`.',
    pasted: ['Invalid header value', '401 with echo … | base64', 'malformed header'],
  },
  C17: {
    why: 'A value that was encoded already was encoded once more by the client.',
    fix: 'Give the client user and password, not their base64.',
    pasted: ['Invalid username/password', 'Basic authentication failed'],
  },
  C18: {
    why: 'Basic cuts at the first colon: what stands behind it in the user name counts as the password.',
    fix: 'Use a name without a colon; at a token endpoint encode client id and secret for a form first.',
    pasted: ['invalid_client', 'Invalid username or password'],
  },
  C19: {
    why: 'Letters beyond ASCII can be sent as Latin-1 or UTF-8, and the server reads the other.',
    fix: 'Encode as UTF-8, and where the server reads Latin-1 choose a password in ASCII.',
    pasted: [
      "Failed to execute 'btoa' on 'Window': The string to be encoded contains characters outside of the Latin1 range.",
      'InvalidCharacterError',
    ],
  },
  C20: {
    why: 'The header has a typing error, or is the one of another API: Authorisation, X-API-Token.',
    fix: 'Spell the header as the documentation does.',
    pasted: ['No API key found in request', 'Missing API key', 'Authorization header not found'],
  },
  C21: {
    why: 'The whole answer of the token endpoint was stored, and sent in place of its `access_token`.',
    fix: 'Send the member `access_token` alone.',
    pasted: ['Bearer {"access_token":"', 'jwt malformed', 'Invalid token'],
  },
  C22: {
    why: 'Servers and proxies take a header of 4 to 16 KiB. Tokens with many groups or large cookies are longer.',
    fix: 'Ask for fewer claims (groups overage), drop old cookies, or raise the limit of the proxy.',
    pasted: [
      '431 Request Header Fields Too Large',
      '400 Request Header Or Cookie Too Large',
      'Bad Request - Request Too Long',
    ],
  },
  C23: {
    why: 'Client secrets, app tokens, webhook secrets and the like are issued beside the API key and look like it. They are exchanged or signed with, never sent to the API.',
    fix: 'Take the API key, or exchange the secret for an access token first.',
    pasted: ['invalid_auth', 'not_allowed_token_type', 'Invalid token type'],
  },
  C24: {
    why: 'The prefix of the key says whose it is, and it is not this host’s.',
    fix: 'Use the key of the service that you call, or call the service that issued it.',
    pasted: ['Incorrect API key provided', 'invalid x-api-key', 'Bad credentials'],
  },
  C25: {
    why: 'A publishable key identifies a page. Servers refuse it where a secret key is needed.',
    fix: 'Use the secret key, from the server only.',
    pasted: [
      'This API call cannot be made with a publishable API key. Please use a secret API key.',
      'Invalid API key',
    ],
  },
  C26: {
    why: 'The API wants each request signed (AWS Signature Version 4) and got a token or key.',
    fix: 'Sign it: `curl --aws-sigv4 "aws:amz:$AWS_REGION:execute-api" -u "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" …`, or an SDK.',
    pasted: [
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter.",
      'Missing Authentication Token',
      'not a valid key=value pair (missing equal-sign) in Authorization header',
    ],
  },
};
