import { hexOf, sha256 } from '../sha256.ts';
import { type Report, report, s3Error, xml } from './report.ts';
import { accessKeyId, awsHeaders, emptyHash, hexText, presigned } from './signed-values.ts';

const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const s3Mismatch =
  'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
const canonicalText = (canonical: string, scope: string) =>
  `${mismatch}\n\nThe Canonical String for this request should have been\n'${canonical}'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260601T120000Z\n${scope}\n${hexText(64, 9)}'\n`;
const form = { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' };
const wrongRegion = (sent: string, wanted: string) =>
  s3Error(
    'AuthorizationHeaderMalformed',
    `The authorization header is malformed; the region '${sent}' is wrong; expecting '${wanted}'`,
    `<Region>${wanted}</Region>`,
  );
const notSigned = 'There were headers present in the request which were not signed';
const bodyHash = hexText(64, 11);

/** AWS Signature 4 and what speaks it. */
export const awsReports: readonly Report[] = [
  report('aws/aws-cli#5341', 'J10', /line by line.*secret key/s, {
    method: 'POST',
    url: 'https://us-east-2.queue.amazonaws.com/',
    headers: awsHeaders({ region: 'us-east-2', service: 'sqs', signedHeaders: 'content-type;host;x-amz-date' }, form),
    body: 'Action=ListQueues&Version=2012-11-05',
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/xml' },
      body: `<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>${canonicalText(
        `POST\n/\n\ncontent-type:application/x-www-form-urlencoded; charset=utf-8\nhost:us-east-2.queue.amazonaws.com\nx-amz-date:20260601T120000Z\n\ncontent-type;host;x-amz-date\n${hexOf(sha256('Action=ListQueues&Version=2012-11-05'))}`,
        '20260601/us-east-2/sqs/aws4_request',
      )}</Message></Error></ErrorResponse>`,
    },
  }),
  report('amzn/selling-partner-api-models#113', 'J10', /query/i, {
    url: 'https://sellingpartnerapi-na.amazon.com/sellers/v1/marketplaceParticipations?host=sellingpartnerapi-na.amazon.com',
    headers: awsHeaders({ service: 'execute-api' }),
    answer: {
      status: 403,
      headers: { 'x-amzn-ErrorType': 'InvalidSignatureException' },
      body: {
        errors: [
          {
            message: canonicalText(
              `GET\n/sellers/v1/marketplaceParticipations\n\nhost:sellingpartnerapi-na.amazon.com\nx-amz-date:20260601T120000Z\n\nhost;x-amz-date\n${emptyHash}`,
              '20260601/us-east-1/execute-api/aws4_request',
            ),
            code: 'InvalidSignature',
          },
        ],
      },
    },
  }),
  report('aws/aws-sdk-cpp#17', 'J10', /user-agent/i, {
    url: 'https://cognito-sync.us-east-1.amazonaws.com/identitypools/pool-1/identities',
    headers: awsHeaders(
      { service: 'cognito-sync', signedHeaders: 'host;user-agent;x-amz-date' },
      { 'User-Agent': 'aws-sdk-cpp/0.9 Linux x86_64' },
    ),
    answer: {
      status: 403,
      headers: { 'x-amzn-ErrorType': 'InvalidSignatureException' },
      body: {
        message: canonicalText(
          `GET\n/identitypools/pool-1/identities\n\nhost:cognito-sync.us-east-1.amazonaws.com\nuser-agent:aws-sdk-cpp/0.9\nx-amz-date:20260601T120000Z\n\nhost;user-agent;x-amz-date\n${emptyHash}`,
          '20260601/us-east-1/cognito-sync/aws4_request',
        ),
      },
    },
  }),
  report('aws/aws-sdk-js-v3#5268', 'J10', /content-type/i, {
    method: 'PUT',
    url: `https://uploads.s3.eu-north-1.amazonaws.com/cv.pdf?${presigned({ region: 'eu-north-1', signedHeaders: 'content-type;host' })}`,
    headers: { 'Content-Type': 'application/octet-stream' },
    answer: {
      status: 403,
      headers: xml,
      body: s3Error(
        'SignatureDoesNotMatch',
        s3Mismatch,
        `<CanonicalRequest>PUT\n/cv.pdf\nX-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Credential=${accessKeyId()}%2F20260601%2Feu-north-1%2Fs3%2Faws4_request&amp;X-Amz-Date=20260601T115900Z&amp;X-Amz-Expires=3600&amp;X-Amz-SignedHeaders=content-type%3Bhost\ncontent-type:application/octet-stream\nhost:uploads.s3.eu-north-1.amazonaws.com\n\ncontent-type;host\nUNSIGNED-PAYLOAD</CanonicalRequest>`,
      ),
    },
  }),
  report('boto/boto3#3114', 'J10', /content-type|application\/json/i, {
    method: 'POST',
    url: `https://bucket.s3.amazonaws.com/parts/37969dd1?uploadId=up-1&AWSAccessKeyId=${accessKeyId()}&Signature=${hexText(20)}%3D&Expires=1780320000`,
    headers: { 'Content-Type': 'application/json' },
    answer: {
      status: 403,
      headers: xml,
      body: s3Error(
        'SignatureDoesNotMatch',
        s3Mismatch,
        '<StringToSign>POST\n\napplication/json\n1780320000\n/bucket/parts/37969dd1?uploadId=up-1</StringToSign>',
      ),
    },
  }),
  report('TTLabs/EvaporateJS#364', ['J10', 'G11'], /eu-central-1/, {
    method: 'POST',
    url: 'https://clips.s3.eu-central-1.amazonaws.com/a.mp4?uploads',
    headers: awsHeaders(),
    answer: { status: 400, headers: xml, body: wrongRegion('us-east-1', 'eu-central-1') },
  }),
  report('aws/aws-cli#2954', ['J10', 'G11'], /us-east-1/, {
    url: 'https://s3.amazonaws.com/',
    headers: awsHeaders({ region: 'us_east_1' }),
    answer: { status: 400, headers: xml, body: wrongRegion('us_east_1', 'us-east-1') },
  }),
  report('s3fs-fuse/s3fs-fuse#1186', ['J10', 'G11'], /eu-nl-1/, {
    url: 'https://objectstore-3.eu-nl-1.cloud.example:443/aaa12345/',
    headers: awsHeaders(),
    answer: { status: 400, headers: xml, body: wrongRegion('us-east-1', 'eu-nl-1') },
  }),
  report('aws/aws-sdk-php#612', 'J10', /60 minutes|59 minutes/, {
    method: 'PUT',
    url: 'https://s3.amazonaws.com/backups/my-backupfile',
    headers: {
      'X-Amz-Date': '20260601T125943Z',
      Authorization: awsHeaders().Authorization ?? '',
    },
    answer: {
      status: 403,
      headers: xml,
      body: s3Error(
        'RequestTimeTooSkewed',
        'The difference between the request time and the current time is too large.',
        '<RequestTime>20260601T125943Z</RequestTime><ServerTime>2026-06-01T12:00:00Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>',
      ),
    },
  }),
  report('aws/aws-sdk-js#527', 'J10', /2 days/, {
    method: 'POST',
    url: 'https://dynamodb.us-east-1.amazonaws.com/',
    headers: {
      'X-Amz-Date': '20260530T110740Z',
      Authorization: awsHeaders({ date: '20260530', service: 'dynamodb' }).Authorization ?? '',
    },
    body: '{}',
    answer: {
      status: 400,
      headers: { 'Content-Type': 'application/x-amz-json-1.0' },
      body: '{"__type":"com.amazon.coral.service#InvalidSignatureException","message":"Signature expired: 20260530T110740Z is now earlier than 20260601T115500Z (20260601T120000Z - 5 min.)"}',
    },
  }),
  report('aws/aws-sdk-go#859', 'J10', /8 minutes/, {
    url: 'https://lambda.us-east-1.amazonaws.com/2015-03-31/functions/',
    headers: { 'X-Amz-Date': '20260601T115155Z', Authorization: awsHeaders({ service: 'lambda' }).Authorization ?? '' },
    answer: {
      status: 403,
      headers: { 'X-Amzn-Errortype': 'InvalidSignatureException' },
      body: {
        message: 'Signature expired: 20260601T115155Z is now earlier than 20260601T115500Z (20260601T120000Z - 5 min.)',
      },
    },
  }),
  report('aws/aws-sdk-ruby#508', ['J10', 'G11'], /eu-west-1/, {
    method: 'POST',
    url: 'https://sqs.eu-west-1.amazonaws.com/',
    headers: awsHeaders({ service: 'sqs' }),
    body: 'Action=ListQueues',
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/xml' },
      body: "<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>Credential should be scoped to a valid region, not 'us-east-1'. </Message></Error></ErrorResponse>",
    },
  }),
  report('joona/aws-es-curl#15', ['J10', 'G11'], /ap-southeast-2/, {
    url: 'https://search-logs-abc.ap-southeast-2.es.amazonaws.com/_cat/indices',
    headers: awsHeaders({ region: 'eu-west-1', service: 'es' }),
    answer: { status: 403, body: { message: "Credential should be scoped to a valid region, not 'eu-west-1'. " } },
  }),
  report('aws/aws-sdk-php#493', ['J10', 'G11'], /us-east-1/, {
    method: 'POST',
    url: 'https://iam.amazonaws.com/',
    headers: awsHeaders({ region: 'sa-east-1', service: 'iam' }),
    body: 'Action=UploadServerCertificate',
    answer: {
      status: 403,
      headers: { 'Content-Type': 'text/xml' },
      body: "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>Credential should be scoped to a valid region, not 'sa-east-1'.</Message></Error></ErrorResponse>",
    },
  }),
  report('badslug/Paw-AWSSignature4DynamicValue#4', 'J10', /x-amz-copy-source/, {
    method: 'PUT',
    url: 'https://shots.s3.us-east-1.amazonaws.com/b.png',
    headers: awsHeaders({}, { 'x-amz-copy-source': '/shots/a.png' }),
    answer: {
      status: 403,
      headers: xml,
      body: s3Error('AccessDenied', notSigned, '<HeadersNotSigned>x-amz-copy-source</HeadersNotSigned>'),
    },
  }),
  report('bradleyg/django-s3direct#249', 'J10', /x-amz-content-sha256/, {
    method: 'POST',
    url: 'https://storage.cloud.example/attachments/image.png?uploads',
    headers: awsHeaders({ region: 'ru-central1' }, { 'x-amz-content-sha256': emptyHash }),
    answer: {
      status: 403,
      headers: xml,
      body: s3Error('AccessDenied', notSigned, '<HeadersNotSigned>x-amz-content-sha256</HeadersNotSigned>'),
    },
  }),
  report('versity/versitygw#457', 'J10', /transfer-encoding/, {
    method: 'PUT',
    url: 'http://172.21.1.210:7070/gwtest/randfile1',
    headers: awsHeaders(
      { signedHeaders: 'content-length;host;transfer-encoding;x-amz-content-sha256;x-amz-date' },
      { Host: '172.21.1.210:7070', 'Content-Length': '1024', 'X-Amz-Content-Sha256': bodyHash },
    ),
    answer: { status: 403, headers: xml, body: s3Error('SignatureDoesNotMatch', s3Mismatch) },
  }),
  report('minio/minio#16893', ['J10', 'A10'], /underscore/i, {
    method: 'PUT',
    url: 'http://minio.shop.example/demo/remark/a.jpeg',
    headers: awsHeaders(
      { signedHeaders: 'content-md5;host;x-amz-content-sha256;x-amz-date;x-amz-meta-original_file_name' },
      {
        'x-amz-meta-original_file_name': 'a.jpeg',
        'Content-MD5': 'OtUaI8XSmff6UNsaKYBDxg==',
        'x-amz-content-sha256': bodyHash,
      },
    ),
    answer: { status: 400, headers: { ...xml, Server: 'nginx/1.22.1' }, body: s3Error('AccessDenied', notSigned) },
  }),
  report('gaul/s3proxy#648', 'J10', /15 minutes|5 hours/, {
    url: `http://files.shop.example/archive.zip?${presigned({ region: 'eu-central-1', amzDate: '20260601T064225Z', expires: 604_800 })}`,
    answer: { status: 403, headers: xml, body: s3Error('RequestTimeTooSkewed', 'Forbidden') },
  }),
  report('iksteen/aws-request-signer#13', 'J10', /UNSIGNED-PAYLOAD/, {
    url: `https://files.s3.us-east-1.amazonaws.com/a.bin?${presigned()}`,
    answer: {
      status: 403,
      headers: xml,
      body: s3Error(
        'SignatureDoesNotMatch',
        s3Mismatch,
        `<CanonicalRequest>GET\n/a.bin\nX-Amz-Algorithm=AWS4-HMAC-SHA256&amp;X-Amz-Credential=${accessKeyId()}%2F20260601%2Fus-east-1%2Fs3%2Faws4_request&amp;X-Amz-Date=20260601T115900Z&amp;X-Amz-Expires=3600&amp;X-Amz-SignedHeaders=host\nhost:files.s3.us-east-1.amazonaws.com\n\nhost\nUNSIGNED-PAYLOAD</CanonicalRequest>`,
      ),
    },
  }),
];
