import { ofetch } from 'ofetch';

try {
  await ofetch(`${process.env.API_URL}/expired`, { headers: { authorization: `Bearer ${process.env.API_TOKEN}` } });
} catch (error) {
  console.log(error.status, error.data);
}
