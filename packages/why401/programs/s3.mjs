import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';

const s3 = new S3Client({
  endpoint: process.env.API_URL,
  region: 'eu-west-1',
  forcePathStyle: true,
  maxAttempts: 1,
  credentials: { accessKeyId: 'an-access-key', secretAccessKey: process.env.API_TOKEN },
});
try {
  await s3.send(new GetObjectCommand({ Bucket: 'a-bucket', Key: 'expired' }));
} catch (error) {
  console.log(error.$metadata.httpStatusCode);
}
