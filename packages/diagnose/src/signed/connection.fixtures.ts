import { bearer, exchangeOf, type Fixtures, jwt, keyText } from '../fixtures/fixture.ts';
import { hexText } from './reports/signed-values.ts';

const html = (title: string) => ({ headers: { 'Content-Type': 'text/html' }, body: `<html><h1>${title}</h1></html>` });
const post = { method: 'POST', body: '{"a":1}' };
const xsrf = { Cookie: `XSRF-TOKEN=${keyText(30)}; app_session=${keyText(30)}` };
const csrf = (headers: Record<string, string>, message: string, status = 403) =>
  exchangeOf({ ...post, headers, answer: { status, body: { message } } });

/** Client certificates, and cookies with CSRF tokens. */
export const connectionFixtures: Fixtures = {
  'client-certificate-missing': {
    finds: [
      {
        name: 'nginx’s own words',
        exchange: exchangeOf({ answer: { status: 400, ...html('400 No required SSL certificate was sent') } }),
        tells: /--cert client\.pem/,
      },
      {
        name: 'a certificate that nginx does not trust',
        exchange: exchangeOf({ answer: { status: 400, ...html('400 The SSL certificate error') } }),
        tells: /does not accept it/,
      },
      {
        name: 'an alert in the handshake',
        exchange: exchangeOf({
          answer: null,
          error: new Error('write EPROTO ssl3_read_bytes:tlsv13 alert certificate required: SSL alert number 116'),
        }),
        as: 'finding',
      },
      {
        name: 'a certificate that was revoked, as IIS says it',
        exchange: exchangeOf({
          answer: { status: 403, ...html('HTTP Error 403.13 - Forbidden: client certificate has been revoked') },
        }),
        tells: /does not accept it/,
      },
      {
        name: 'Apache in TLS 1.3',
        exchange: exchangeOf({
          answer: { status: 403, ...html('Reason: Cannot perform Post-Handshake Authentication.') },
        }),
        tells: /TLS 1\.2/,
      },
      {
        name: 'a bound token and a server that speaks of certificates',
        exchange: exchangeOf({
          headers: bearer(jwt({ cnf: { 'x5t#S256': 'abc' } })),
          answer: { body: { message: 'client certificate required' } },
        }),
        as: 'finding',
      },
      {
        name: 'an origin behind Cloudflare',
        exchange: exchangeOf({
          answer: {
            status: 400,
            headers: { 'Content-Type': 'text/html', 'CF-RAY': '8a-FRA' },
            body: '<html><h1>No required SSL certificate was sent</h1></html>',
          },
        }),
        tells: /Authenticated Origin Pulls/,
      },
    ],
    misses: [
      {
        name: 'a server certificate that is not trusted',
        exchange: exchangeOf({ answer: null, error: new Error('self-signed certificate') }),
      },
      { name: 'another 400', exchange: exchangeOf({ answer: { status: 400, ...html('400 Bad Request') } }) },
      {
        name: 'a proxy that cannot reach what is behind it',
        exchange: exchangeOf({
          answer: {
            status: 503,
            body: 'upstream connect error, reset reason: TLS error: SSLV3_ALERT_CERTIFICATE_UNKNOWN',
          },
        }),
      },
    ],
  },
  'csrf-check-failed': {
    finds: [
      {
        name: 'a header that is still encoded',
        exchange: csrf(
          { Cookie: `XSRF-TOKEN=${keyText(30)}%3D; app_session=${keyText(30)}`, 'X-XSRF-TOKEN': `${keyText(30)}%3D` },
          'CSRF token mismatch.',
          419,
        ),
        tells: /decodeURIComponent/,
      },
      {
        name: 'Spring’s masked tokens',
        exchange: csrf(
          { Cookie: `JSESSIONID=${hexText(32)}; XSRF-TOKEN=${keyText(30)}`, 'X-XSRF-TOKEN': keyText(30) },
          'Invalid CSRF token found',
        ),
        tells: /csrf\.spa\(\)/,
      },
      {
        name: 'two values',
        exchange: csrf({ ...xsrf, 'X-XSRF-TOKEN': keyText(30, 2) }, 'CSRF token mismatch.', 419),
        tells: /one of them is older/,
      },
      {
        name: 'no cookie at all',
        exchange: csrf({ 'X-CSRF-Token': keyText(30) }, 'invalid csrf token'),
        tells: /credentials: 'include'/,
      },
      {
        name: 'a crumb without its cookie',
        exchange: csrf(
          { Authorization: `Basic ${btoa('a:secret')}`, 'Jenkins-Crumb': hexText(64) },
          'No valid crumb was included in the request',
        ),
        tells: /cookie jar/,
      },
      {
        name: 'an origin that Django does not trust',
        exchange: csrf(
          { ...xsrf, Origin: 'https://app.example.com', 'X-CSRFToken': keyText(30) },
          'CSRF Failed: Origin checking failed - https://app.example.com does not match any trusted origins.',
        ),
        tells: /CSRF_TRUSTED_ORIGINS = \['https:\/\/app\.example\.com'\]/,
      },
      {
        name: 'an origin that a proxy makes another one',
        exchange: csrf(
          { ...xsrf, Origin: 'https://api.example.com', 'X-CSRFToken': keyText(30) },
          'Origin checking failed - https://api.example.com does not match any trusted origins.',
        ),
        tells: /a proxy changes them/,
      },
      {
        name: 'SAP’s demand',
        exchange: exchangeOf({
          ...post,
          headers: { Authorization: `Basic ${btoa('a:secret')}` },
          answer: { status: 403, headers: { 'x-csrf-token': 'Required' }, body: 'CSRF token validation failed' },
        }),
        tells: /x-csrf-token: Fetch/,
      },
      {
        name: 'a webhook that runs into the check',
        exchange: csrf(
          { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': `sha256=${hexText(64)}` },
          'CSRF token mismatch.',
          419,
        ),
        tells: /Exempt this route/,
      },
    ],
    misses: [
      { name: 'a header that is missing', exchange: csrf(xsrf, 'CSRF token mismatch.', 419) },
      { name: 'a request that is answered', exchange: csrf({ 'X-CSRF-Token': keyText(30) }, 'ok', 200) },
      { name: 'another refusal', exchange: csrf({ ...xsrf, 'X-XSRF-TOKEN': keyText(30) }, 'You may not do that') },
    ],
  },
  'csrf-header-missing': {
    finds: [
      { name: 'a 419 with the cookie and without the header', exchange: csrf(xsrf, 'CSRF token mismatch.', 419) },
      {
        name: 'a page of another origin',
        exchange: csrf({ ...xsrf, Origin: 'https://app.example.com' }, 'CSRF cookie not set'),
        tells: /withXSRFToken/,
      },
    ],
    misses: [
      {
        name: 'a request that repeats the cookie',
        exchange: csrf({ ...xsrf, 'X-XSRF-TOKEN': keyText(30) }, 'CSRF token mismatch.', 419),
      },
      { name: 'a GET', exchange: exchangeOf({ headers: xsrf, answer: { status: 419 } }) },
    ],
  },
};
