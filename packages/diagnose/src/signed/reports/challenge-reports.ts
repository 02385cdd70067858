import { keyText } from '../../fixtures/fixture.ts';
import { type Report, report } from './report.ts';
import { hexText, ntlmMessage } from './signed-values.ts';

const response = hexText(32, 2);
const digest = (text: string) => ({ Authorization: `Digest ${text}, response="${response}"` });
const challenged = (text: string, more: Record<string, string> = {}) => ({
  headers: { 'WWW-Authenticate': text, ...more },
});
/** Digest, NTLM and Negotiate. */
export const challengeReports: readonly Report[] = [
  report('devfans/digest-fetch#4', 'B11', /qop/, {
    url: 'http://192.0.2.20/api/status',
    headers: digest(
      'username="admin",realm="dev",nonce="n1",uri="/api/status",qop="auth, auth-int",algorithm="MD5",nc=00000001,cnonce="c1"',
    ),
    answer: challenged('Digest realm="dev", nonce="n2", qop="auth, auth-int", algorithm=MD5'),
  }),
  report('jenius-apps/nightingale-rest-api-client#304', 'B11', /\bnc\b/, {
    url: 'https://examples.http.example/digest-auth/realm/user/passwd',
    headers: digest(
      'username="user", realm="me", nonce="5515", uri="/digest-auth/realm/user/passwd", opaque="36bb", cnonce="2224072", algorithm=MD5, qop=auth, nc=6:00000001',
    ),
    answer: challenged(
      'Digest realm="me", nonce="6615", qop="auth, auth-int", opaque="36bb", algorithm=MD5, stale=FALSE',
    ),
  }),
  report('yhirose/cpp-httplib#1166', 'B11', /opaque/, {
    url: 'http://192.0.2.21/protected',
    headers: digest(
      'username="hello", realm="r", nonce="n1", uri="/protected", algorithm=MD5, qop=auth, nc=00000001, cnonce="c1"',
    ),
    answer: challenged(
      'Digest realm="r", nonce="n2", qop="auth", opaque="5ccc069c403ebaf9f0171e9517f40e41", algorithm=MD5',
    ),
  }),
  report('curl/curl#2136', 'B11', /nonce/, {
    method: 'POST',
    url: 'http://192.0.2.22/rpc',
    headers: digest(
      'username="u", realm="rpc", nonce="first", uri="/rpc", algorithm=MD5, qop=auth, nc=00000002, cnonce="c1"',
    ),
    answer: challenged('Digest qop="auth", algorithm=MD5, realm="rpc", nonce="second", stale=false'),
  }),
  report('curl/curl#6302', 'B11', /SHA-256/, {
    url: 'http://192.0.2.23/wsman',
    headers: digest(
      'username="Postman", realm="PostOffice", nonce="5bf1", uri="/wsman", cnonce="4b67", nc=00000001, qop="auth", algorithm="MD5"',
    ),
    answer: challenged('Digest realm="PostOffice", nonce="5bf2", qop="auth", algorithm="SHA-256"'),
  }),
  report('GuilhermeC18/node-onvif#40', 'B11', /query/, {
    url: 'http://192.0.2.24/onvif-cgi/jpg/image.cgi?resolution=1280x720&compression=30',
    headers: digest(
      'username="root", realm="AXIS_ACCC8E", nonce="a1", uri="/onvif-cgi/jpg/image.cgi", algorithm=MD5, qop=auth, nc=00000001, cnonce="1c8a"',
    ),
    answer: challenged('Digest realm="AXIS_ACCC8E", nonce="a2", algorithm=MD5, qop="auth"'),
  }),
  report('psf/requests#2408', 'B11', /password/, {
    url: 'http://192.0.2.25/info',
    headers: digest(
      'username="u", realm="r", nonce="n1", uri="/info", algorithm="MD5", qop="auth", nc=00000001, cnonce="c1"',
    ),
    answer: challenged('Digest realm="r", nonce="n2", qop="auth,auth-int", algorithm="MD5"'),
  }),
  report('Ullaakut/cameradar#199', 'B11', /user/, {
    url: 'http://10.132.250.29/profile2/media.smp',
    headers: digest('username="", realm="iPOLiS", nonce="BA2B", uri="/profile2/media.smp"'),
    answer: challenged('Digest realm="iPOLiS", nonce="BA2B"'),
  }),
  report('requests/requests-kerberos#89', 'B10', /Kerberos|SPN/, {
    url: 'http://service.corp.example/',
    headers: { Authorization: `Negotiate ${ntlmMessage(1)}` },
    answer: challenged('Negotiate'),
  }),
  report('dotnet/AspNetCore.Docs#28432', 'B10', /Kerberos/, {
    url: 'https://app.corp.example:7001/weather',
    headers: { Authorization: `Negotiate ${ntlmMessage(1)}` },
    answer: challenged('Negotiate', { Server: 'Kestrel' }),
  }),
  report('dotnet/Kerberos.NET#128', 'B10', /NTLM/, {
    url: 'http://win.corp.example/',
    headers: {
      Authorization:
        'Negotiate oXcwdaADCgEBoloEWE5UTE1TU1AAAwAAAAAAAABYAAAAAAAAAFgAAAAAAAAAWAAAAAAAAABYAAAAAAAAAFgAAAAAAAAAWAAAABXCiOIKADk4AAAAD70taP1Ogwhx',
    },
    answer: challenged('Negotiate'),
  }),
  report('http-party/node-http-proxy#362', 'B10', /connection/i, {
    url: 'http://intranet.corp.example/lists',
    headers: { Authorization: `NTLM ${ntlmMessage(3)}` },
    answer: challenged('NTLM', { Connection: 'close', Via: '1.1 node-proxy' }),
  }),
  report('bjowes/cypress-ntlm-auth#49', 'B10', /NTLMv|password|domain/i, {
    url: 'https://site.corp.example/',
    headers: { Authorization: `NTLM ${ntlmMessage(3)}` },
    answer: {
      headers: [
        ['WWW-Authenticate', 'Negotiate'],
        ['WWW-Authenticate', 'NTLM'],
        ['Server', 'Microsoft-IIS/10.0'],
      ],
    },
  }),
  report('dotnet/Kerberos.NET#282', 'B10', /keytab|SPN|service/i, {
    url: 'http://n-msk-ruazed1.corp.example/',
    headers: {
      Authorization: `Negotiate YIIU3gYGKwYBBQUCoIIU0jCCFM6gMDAuBgkqhkiC9xIBAgIGCSqGSIb3EgECAgYKKwYBBAGCNwIC${keyText(600)}`,
    },
    answer: challenged('Negotiate'),
  }),
];
