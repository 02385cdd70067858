import { bearer, exchangeOf, type Fixtures, keyText } from '../fixtures/fixture.ts';
import { type AwsParts, awsHeaders, emptyHash, presigned } from './reports/signed-values.ts';
import { hexOf, sha256 } from './sha256.ts';

const mismatch = 'The request signature we calculated does not match the signature you provided.';
const canonical = (host: string) =>
  `POST\n/\n\nhost:${host}\nx-amz-date:20260601T120000Z\n\nhost;x-amz-date\n${hexOf(sha256('Action=GetCallerIdentity'))}`;
const sts = (code: string, message = 'Refused', parts: AwsParts = {}, more: Record<string, string> = {}) =>
  exchangeOf({
    url: 'https://sts.us-east-1.amazonaws.com/',
    method: 'POST',
    headers: awsHeaders({ service: 'sts', ...parts }, more),
    body: 'Action=GetCallerIdentity',
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/xml' },
      body: `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    },
  });
const s3 = (url: string, headers: Record<string, string>, body: string, status = 403) =>
  exchangeOf({ url, headers, answer: { status, headers: { 'Content-Type': 'application/xml' }, body } });
const error = (code: string, message: string, more = '') =>
  `<Error><Code>${code}</Code><Message>${message}</Message>${more}</Error>`;

export const awsFixtures: Fixtures = {
  'aws-credential-refused': {
    finds: [
      {
        name: 'credentials that have expired',
        exchange: sts(
          'ExpiredToken',
          'The security token included in the request is expired',
          { temporary: true },
          {
            'X-Amz-Security-Token': keyText(80),
          },
        ),
        tells: /have expired/,
      },
      {
        name: 'temporary credentials without their session token',
        exchange: sts('InvalidClientTokenId', 'The security token included in the request is invalid.', {
          temporary: true,
        }),
        tells: /AWS_SESSION_TOKEN/,
      },
      {
        name: 'a clock that is off, by the server’s own times',
        exchange: sts(
          'SignatureDoesNotMatch',
          'Signature not yet current: 20260601T130000Z is still later than 20260601T121500Z (20260601T120000Z + 15 min.)',
        ),
        tells: /clock/,
      },
      {
        name: 'a host that was changed on the way, with a mark under it',
        exchange: sts(
          'SignatureDoesNotMatch',
          `${mismatch}\n\nThe Canonical String for this request should have been\n'${canonical('internal.example')}'`,
        ),
        tells: /the server: host:internal\.example\nas sent: {4}host:sts\.us-east-1\.amazonaws\.com\n {17}\^+/,
      },
      {
        name: 'a canonical request that is the request’s own',
        exchange: sts(
          'SignatureDoesNotMatch',
          `${mismatch}\n\nThe Canonical String for this request should have been\n'${canonical('sts.us-east-1.amazonaws.com')}'`,
        ),
        tells: /line by line.*secret key/s,
      },
      {
        name: 'a region that is not the host’s',
        exchange: s3(
          'https://s3.eu-west-1.amazonaws.com/b/k',
          awsHeaders(),
          error(
            'AuthorizationHeaderMalformed',
            "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
          ),
          400,
        ),
        tells: /--region eu-west-1/,
      },
      {
        name: 'a presigned URL past its end, without a word',
        exchange: exchangeOf({
          url: `https://files.s3.us-east-1.amazonaws.com/a.bin?${presigned({ amzDate: '20260601T090000Z', expires: 60 })}`,
          answer: { status: 403 },
        }),
        tells: /presigned URL has expired/,
      },
      {
        name: 'a header that is signed and not sent',
        exchange: s3(
          'https://s3.us-east-1.amazonaws.com/b/k',
          awsHeaders({ signedHeaders: 'host;x-amz-acl;x-amz-date' }),
          error('SignatureDoesNotMatch', mismatch),
        ),
        tells: /does not have: `x-amz-acl`/,
      },
      {
        name: 'a header that is not sent, before the region, where the signature differs',
        exchange: s3(
          'https://s3.eu-west-1.amazonaws.com/b/k',
          awsHeaders({ signedHeaders: 'host;x-amz-acl;x-amz-date' }),
          error('SignatureDoesNotMatch', mismatch),
        ),
        tells: /^The signature covers what the request does not have: `x-amz-acl`/,
      },
      {
        name: 'the hash of an empty body before a body',
        exchange: exchangeOf({
          method: 'PUT',
          url: 'https://s3.us-east-1.amazonaws.com/b/k',
          headers: awsHeaders(
            { signedHeaders: 'host;x-amz-content-sha256;x-amz-date' },
            { 'X-Amz-Content-Sha256': emptyHash },
          ),
          body: 'text',
          answer: {
            status: 400,
            headers: { 'Content-Type': 'application/xml' },
            body: error(
              'XAmzContentSHA256Mismatch',
              "The provided 'x-amz-content-sha256' header does not match what was computed.",
            ),
          },
        }),
        tells: /not the SHA-256 of the body/,
      },
      {
        name: 'yesterday’s scope',
        exchange: sts(
          'SignatureDoesNotMatch',
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260531' != '20260601'",
          { date: '20260531' },
        ),
        tells: /date of the credential scope/,
      },
    ],
    misses: [
      {
        name: 'an action that is not allowed',
        exchange: sts('AccessDenied', 'User is not authorized to perform this action'),
      },
      {
        name: 'a signed request that is answered',
        exchange: exchangeOf({
          url: 'https://s3.eu-west-1.amazonaws.com/b/k',
          headers: awsHeaders(),
          answer: { status: 200 },
        }),
      },
      {
        name: 'the same words of an API that speaks of a token',
        exchange: exchangeOf({
          headers: bearer(keyText(40)),
          answer: { status: 403, body: { message: 'Signature expired' } },
        }),
      },
      {
        name: 'an object that is not there',
        exchange: s3(
          'https://s3.us-east-1.amazonaws.com/b/k',
          awsHeaders(),
          error('NoSuchKey', 'The specified key does not exist.'),
          404,
        ),
      },
    ],
  },
};
