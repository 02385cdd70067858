import { request } from 'gaxios';

try {
  await request({
    url: `${process.env.API_URL}/expired`,
    headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
  });
} catch (error) {
  console.log(error.status, error.message);
}
