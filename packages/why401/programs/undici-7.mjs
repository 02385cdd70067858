import { request } from 'undici-7';

const { statusCode, body } = await request(`${process.env.API_URL}/expired`, {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
console.log(statusCode, await body.text());
const posted = await request(`${process.env.API_URL}/echo`, {
  method: 'POST',
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
  body: 'a body',
});
console.log(posted.statusCode, await posted.body.text());
