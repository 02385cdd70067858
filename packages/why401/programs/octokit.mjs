import { request } from '@octokit/request';

try {
  await request('GET /expired', {
    baseUrl: process.env.API_URL,
    headers: { authorization: `token ${process.env.API_TOKEN}` },
  });
} catch (error) {
  console.log(error.status, error.message);
}
