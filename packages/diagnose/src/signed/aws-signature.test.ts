import { expect, test } from 'vitest';
import { Facts } from '../facts.ts';
import { exchangeOf, serverNowMs } from '../fixtures/fixture.ts';
import { RequestFacts } from '../request-facts.ts';
import { awsFlaws } from './aws-flaws.ts';
import { canonicalRequest, readAwsSignature, regionOfHost } from './aws-signature.ts';
import { awsHeaders, emptyHash, presigned } from './reports/signed-values.ts';
import { hexOf, sha256 } from './sha256.ts';

const canonicalOf = (url: string, headers: Record<string, string>, method = 'GET', body?: string): string[] => {
  const request = new RequestFacts({
    method,
    url,
    headers: Object.entries(headers),
    ...(body !== undefined && { body }),
  });
  const signature = readAwsSignature(request);
  if (!signature) throw new Error('no signature');
  return canonicalRequest(request, signature);
};

test('builds the canonical request of the example in AWS’s documentation', () => {
  const lines = canonicalOf('https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08', {
    'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8',
    'X-Amz-Date': '20150830T123600Z',
    Authorization:
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=x',
  });
  expect(hexOf(sha256(lines.join('\n')))).toBe('f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59');
});

test('encodes the path once for S3 and twice elsewhere, and sorts the query', () => {
  const path = '/a%20b/c+d?z=1&a=%2F&a';
  expect(canonicalOf(`https://s3.amazonaws.com${path}`, awsHeaders()).slice(1, 3)).toEqual([
    '/a%20b/c%2Bd',
    'a=&a=%2F&z=1',
  ]);
  expect(canonicalOf(`https://x.es.amazonaws.com${path}`, awsHeaders({ service: 'es' }))[1]).toBe('/a%2520b/c%252Bd');
});

test('takes a presigned URL’s signature out of its query, and leaves its payload unsigned', () => {
  const lines = canonicalOf(`https://b.s3.amazonaws.com/k?${presigned()}`, {});
  expect(lines[2]).not.toContain('X-Amz-Signature');
  expect(lines.at(-1)).toBe('UNSIGNED-PAYLOAD');
});

test('folds spaces in headers, joins duplicates, and hashes the body where all of it is known', () => {
  const headers = awsHeaders({ service: 'es', signedHeaders: 'host;x-a' }, { 'X-A': ' b   c ', 'x-a': 'd' });
  const lines = canonicalOf('https://x.es.amazonaws.com/', { ...headers, 'Content-Length': '4' }, 'POST', 'text');
  expect(lines[4]).toBe('x-a:b c,d');
  expect(lines.at(-1)).toBe(hexOf(sha256('text')));
  expect(canonicalOf('https://x.es.amazonaws.com/', { ...headers, 'Content-Length': '9' }, 'POST', 'text').at(-1)).toBe(
    '',
  );
  expect(canonicalOf('https://x.es.amazonaws.com/', headers).at(-1)).toBe(emptyHash);
});

test.each([
  ['s3.eu-west-1.amazonaws.com', 'eu-west-1'],
  ['bucket.s3-us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
  ['eu-central-1.queue.amazonaws.com', 'eu-central-1'],
  ['abc.lambda-url.ap-southeast-2.on.aws', 'ap-southeast-2'],
  ['sqs.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['iam.amazonaws.com', 'us-east-1'],
  ['bucket.s3.amazonaws.com', undefined],
  ['eu-west-1.example.com', undefined],
])('reads of the host %s the region %s', (host, region) => {
  expect(regionOfHost(host)).toBe(region);
});

test('reads Signature 4A, whose scope has no region', () => {
  const request = new RequestFacts({
    method: 'GET',
    url: 'https://mrap.accesspoint.s3-global.amazonaws.com/k',
    headers: [
      [
        'Authorization',
        'AWS4-ECDSA-P256-SHA256 Credential=AKIDEXAMPLE/20260601/s3/aws4_request, SignedHeaders=host, Signature=ab',
      ],
    ],
  });
  expect(readAwsSignature(request)).toMatchObject({
    date: '20260601',
    region: '',
    service: 's3',
    terminator: 'aws4_request',
  });
});

test('finds a time that is more than fifteen minutes off, and no less', () => {
  const partsOf = (time: string) => {
    const facts = new Facts(
      exchangeOf({
        url: 'https://sts.amazonaws.com/',
        headers: { ...awsHeaders({ service: 'sts' }), 'X-Amz-Date': time },
      }),
      serverNowMs,
    );
    const signature = readAwsSignature(facts.request);
    return signature && awsFlaws(facts, signature).map(({ about }) => about);
  };
  expect(partsOf('20260601T114400Z')).toEqual(['time']);
  expect(partsOf('20260601T114600Z')).toEqual([]);
});
