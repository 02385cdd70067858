import { keyText, serverNowMs, serverNowSec } from '../../fixtures/fixture.ts';
import { type Report, report, s3Error, xml } from './report.ts';
import { hexText } from './signed-values.ts';

const kong = (headers: string, more: Record<string, string>) => ({
  url: 'http://api.demo.example/items',
  headers: {
    ...more,
    Authorization: `hmac username="user66", algorithm="hmac-sha1", headers="${headers}", signature="${keyText(27)}="`,
  },
});
const httpDate = (afterSec = 0) => new Date(serverNowMs + afterSec * 1_000).toUTCString();
const macFailed = (stringToSign: string) =>
  `<?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code><Message>Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.\nRequestId:fc3b5142</Message><AuthenticationErrorDetail>The MAC signature found in the HTTP request '${keyText(43, 4)}=' is not the same as any computed signature. Server used following string to sign: '${stringToSign}'.</AuthenticationErrorDetail></Error>`;
const inPage = { runtime: 'browser' } as const;
const cookieJar = (xsrf: string) => ({ Cookie: `XSRF-TOKEN=${xsrf}; laravel_session=${keyText(40, 8)}` });
const laravelToken = `eyJpdiI6${keyText(60, 6)}`;

/** Other signed requests, client certificates, CSRF. */
export const otherReports: readonly Report[] = [
  report('Kong/kong#955', ['K06', 'K08'], /X-Date/i, {
    ...kong('date', { Host: 'api.demo.example', 'X-Date': httpDate() }),
    answer: { status: 403, body: { message: 'HMAC signature does not match' } },
  }),
  report('Kong/kong#870', 'K02', /clock|date/i, {
    ...kong('date', { Date: httpDate(-41_400) }),
    answer: {
      status: 403,
      body: {
        message: 'HMAC signature cannot be verified, a valid date or x-date header is required for HMAC Authentication',
      },
    },
  }),
  report('Kong/docker-kong#74', ['K06', 'K08'], /x-date/i, {
    ...kong('X-Date ', { Date: httpDate(), Host: 'example.com' }),
    answer: { status: 403, body: { message: 'HMAC signature cannot be verified' } },
  }),
  report('apache/apisix#4117', 'K08', /User-Agent|signed headers/i, {
    url: 'http://127.0.0.1:9080/health',
    headers: {
      'X-HMAC-SIGNATURE': `${keyText(43)}=`,
      'X-HMAC-ALGORITHM': 'hmac-sha256',
      'X-HMAC-ACCESS-KEY': 'user-key-kelly',
      'X-HMAC-SIGNED-HEADERS': 'Date;User-Agent;x-custom-a',
      Date: httpDate(),
      'x-custom-a': 'test',
    },
    answer: { status: 401, body: { message: 'Invalid signature' } },
  }),
  report('Azure/azure-storage-python#254', 'K08', /content-type|x-www-form-urlencoded/i, {
    method: 'PUT',
    url: 'https://acct.blob.core.windows.net/c/588211f5',
    headers: {
      Authorization: `SharedKey acct:${keyText(43, 4)}=`,
      'Content-Length': '31800',
      'x-ms-blob-type': 'BlockBlob',
      'x-ms-date': httpDate(),
      'x-ms-version': '2015-07-08',
    },
    answer: {
      status: 403,
      headers: { ...xml, Server: 'Microsoft-HTTPAPI/2.0', 'x-ms-error-code': 'AuthenticationFailed' },
      body: macFailed(
        `PUT\n\n\n31800\n\napplication/x-www-form-urlencoded\n\n\n\n\n\n\nx-ms-blob-type:BlockBlob\nx-ms-date:${httpDate()}\nx-ms-version:2015-07-08\n/acct/c/588211f5`,
      ),
    },
  }),
  report('microsoft/AzureStorageExplorer#3610', 'K08', /account/i, {
    url: 'https://files01.file.core.windows.net/?comp=list&maxresults=25',
    headers: {
      Authorization: `SharedKey systems:${keyText(43, 4)}=`,
      'x-ms-date': httpDate(),
      'x-ms-version': '2018-03-28',
    },
    answer: {
      status: 403,
      headers: xml,
      body: macFailed(
        `GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:${httpDate()}\nx-ms-version:2018-03-28\n/systems/\ncomp:list\nmaxresults:25`,
      ),
    },
  }),
  report('solonas/OBP-PHP-HelloWorld#4', 'K08', /base string|consumer secret/i, {
    method: 'POST',
    url: 'https://bank.example.com/oauth/initiate',
    headers: {
      Authorization: `OAuth oauth_callback="http%3A%2F%2F127.0.0.1%3A7000%2Fcode",oauth_consumer_key="${keyText(40)}",oauth_signature_method="HMAC-SHA1",oauth_nonce="147243",oauth_timestamp="${serverNowSec}",oauth_version="1.0",oauth_signature="NqH5VQ3RijFgXuD72OpJjiRUtFc%3D"`,
    },
    answer: { headers: { Server: 'nginx/1.10.3' }, body: 'Invalid signature' },
  }),
  report('Khan/khan-api#99', 'K08', /base string/i, {
    method: 'POST',
    url: 'https://www.school.example/api/internal/discussions/k1/replies',
    headers: {
      Authorization: `OAuth oauth_consumer_key="${keyText(16)}", oauth_token="t", oauth_signature_method="HMAC-SHA1", oauth_timestamp="${serverNowSec}", oauth_nonce="n", oauth_version="1.0", oauth_signature="${keyText(27)}%3D"`,
    },
    body: '{"text":"hi"}',
    answer: {
      body: 'OAuth error. Invalid signature. Expected signature base string: POST&https%3A%2F%2Fwww.school.example%2Fapi%2Finternal%2Fdiscussions%2Fk1%2Freplies&oauth_consumer_key%3Dx%26oauth_nonce%3Dn',
    },
  }),
  report('sammchardy/python-binance#4', 'K08', /secret/i, {
    url: `https://api.exchange.example/api/v3/account?recvWindow=5000&timestamp=${serverNowMs}&signature=${hexText(64)}`,
    headers: { 'X-MBX-APIKEY': keyText(64) },
    answer: { status: 400, body: { code: -1022, msg: 'Signature for this request is not valid.' } },
  }),
  report('freqtrade/freqtrade#4118', 'K02', /seconds/i, {
    url: `https://api.exchange.example/api/v3/account?timestamp=${serverNowSec}&signature=${hexText(64)}`,
    headers: { 'X-MBX-APIKEY': keyText(64) },
    answer: { status: 400, body: { code: -1021, msg: 'Timestamp for this request is outside of the recvWindow.' } },
  }),
  report('aliyun/ossutil#27', 'K02', /clock/i, {
    url: 'https://oss-cn-hangzhou.aliyuncs.com/',
    headers: { Date: httpDate(-1_200), Authorization: `OSS LTAI${keyText(12)}:${keyText(27)}=` },
    answer: {
      status: 403,
      headers: xml,
      body: s3Error(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
      ),
    },
  }),
  report('kubernetes/ingress-nginx#7176', 'B12', /--cert/, {
    answer: {
      status: 400,
      headers: { 'Content-Type': 'text/html', Server: 'nginx/1.19.2' },
      body: '<html><head><title>400 No required SSL certificate was sent</title></head><body><center><h1>400 Bad Request</h1></center><center>No required SSL certificate was sent</center><hr><center>nginx/1.19.2</center></body></html>',
    },
  }),
  report('chromium/badssl.com#546', 'B12', /expired|trust|verif/i, {
    answer: {
      status: 400,
      headers: { 'Content-Type': 'text/html', Server: 'nginx' },
      body: '<html><head><title>400 The SSL certificate error</title></head><body><center><h1>400 Bad Request</h1></center><center>The SSL certificate error</center></body></html>',
    },
  }),
  report('axios/axios#5618', 'B12', /TLS ?1\.2|post-handshake/i, {
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/html', Server: 'Apache/2.4.57' },
      body: "<!DOCTYPE HTML><html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1><p>You don't have permission to access this resource.Reason: Cannot perform Post-Handshake Authentication.<br /></p></body></html>",
    },
  }),
  report('MicrosoftDocs/azure-docs#32672', 'B12', /key/i, {
    url: 'https://xx-api.azurewebsites.net/api/values',
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/html', Server: 'Microsoft-IIS/10.0' },
      body: '<html><head><title>Error 403 - Forbidden: Client Certificate Required.</title></head><body><h1>Error 403 - Forbidden: Client Certificate Required.</h1></body></html>',
    },
  }),
  report('aspnet/IISIntegration#1422', 'B12', /trust/i, {
    url: 'https://localhost:44300/GetClientCert',
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/html', Server: 'Microsoft-IIS/10.0' },
      body: '<html><head><title>IIS 10.0 Detailed Error - 403.16 - Forbidden</title></head><body><h3>HTTP Error 403.16 - Forbidden</h3><h4>Your client certificate is either not trusted or is invalid.</h4></body></html>',
    },
  }),
  report('axios/axios#3337', 'B12', /certificate/i, {
    method: 'POST',
    url: 'https://beta.connect.example/cc/listener',
    answer: null,
    ...inPage,
    error: new Error('net::ERR_BAD_SSL_CLIENT_AUTH_CERT'),
  }),
  report('goauthentik/authentik#3094', 'H13', /CSRF_TRUSTED_ORIGINS|Host|port/, {
    method: 'POST',
    url: 'https://login.lab.example:4443/api/v3/providers/oauth2/',
    headers: {
      'Content-Type': 'application/json',
      Cookie: `authentik_csrf=${keyText(64)}; authentik_session=${jwt0()}`,
      'X-authentik-CSRF': keyText(64),
      Origin: 'https://login.lab.example:4443',
    },
    body: '{}',
    answer: {
      status: 403,
      body: {
        detail:
          'CSRF Failed: Origin checking failed - https://login.lab.example:4443 does not match any trusted origins.',
      },
    },
  }),
  report('tonybaloney/django-on-azure#5', 'H13', /CSRF_TRUSTED_ORIGINS/, {
    method: 'POST',
    url: 'https://app-1.azurewebsites.net/admin/login/',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Cookie: `csrftoken=${keyText(32)}`,
      Origin: 'https://app-1.azurewebsites.net',
    },
    body: `csrfmiddlewaretoken=${keyText(64, 2)}&username=admin&password=${keyText(12, 3)}`,
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/html' },
      body: '<html><body><h1>Forbidden <span>(403)</span></h1><p>CSRF verification failed. Request aborted.</p><p>Reason given for failure:</p><pre>Origin checking failed - https://app-1.azurewebsites.net does not match any trusted origins.</pre></body></html>',
    },
  }),
  report('spring-projects/spring-security#12306', 'H13', /Xor|BREACH|masked/i, {
    method: 'POST',
    url: 'https://shop.example.com/api/orders',
    headers: {
      'Content-Type': 'application/json',
      Cookie: `JSESSIONID=${hexText(32)}; XSRF-TOKEN=44a1a8d3-95c6-4f2f-9a4b-0c9d7c1f7e10`,
      'X-XSRF-TOKEN': '44a1a8d3-95c6-4f2f-9a4b-0c9d7c1f7e10',
    },
    body: '{}',
    answer: {
      status: 403,
      body: {
        timestamp: '2026-06-01T12:00:00.000+00:00',
        status: 403,
        error: 'Forbidden',
        message:
          "Invalid CSRF Token '44a1a8d3-95c6-4f2f-9a4b-0c9d7c1f7e10' was found on the request parameter '_csrf' or header 'X-XSRF-TOKEN'.",
      },
    },
  }),
  report('laravel/sanctum#370', 'H13', /decodeURIComponent/, {
    method: 'POST',
    url: 'http://localhost:8000/login',
    headers: { ...cookieJar(`${laravelToken}%3D`), 'X-XSRF-TOKEN': `${laravelToken}%3D`, Accept: 'application/json' },
    body: '{"email":"a@example.com"}',
    answer: { status: 419, body: { message: 'CSRF token mismatch.' } },
  }),
  report('laravel/sanctum#11', 'H13', /X-XSRF-TOKEN/, {
    method: 'POST',
    url: 'http://localhost:8000/login',
    headers: { ...cookieJar(`${laravelToken}%3D`), Accept: 'application/json' },
    body: '{"email":"a@example.com"}',
    answer: { status: 419, body: { message: 'CSRF token mismatch.' } },
  }),
  report('spinnaker/spinnaker#2067', 'H13', /cookie/i, {
    method: 'POST',
    url: 'https://jenkins.example.com/scriptText',
    headers: {
      Authorization: `Basic ${btoa('admin:correct horse')}`,
      'Jenkins-Crumb': hexText(64, 6),
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: 'script=println+%22hello%22',
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/html', 'X-Jenkins': '2.204' },
      body: '<html><head><title>Error 403 No valid crumb was included in the request</title></head><body><h2>HTTP ERROR 403</h2><p>No valid crumb was included in the request</p></body></html>',
    },
  }),
  report('pycontribs/jenkinsapi#503', 'H13', /API token/i, {
    method: 'POST',
    url: 'http://jenkins.corp.example/job/test123/build',
    headers: { Authorization: `Basic ${btoa('admin:correct horse')}` },
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/html', 'X-Jenkins': '2.22' },
      body: '<html><head><title>Error 403 No valid crumb was included in the request</title></head><body><h2>HTTP ERROR 403</h2><pre>    No valid crumb was included in the request</pre></body></html>',
    },
  }),
];

/** A JWT in a cookie, as some servers keep their session. */
function jwt0(): string {
  return `${['ey', 'J0eXAiOiJKV1QifQ'].join('')}.${['ey', 'JzaWQiOiJyIn0'].join('')}.${keyText(43, 9)}`;
}
