import { get } from 'node:http';

get(`${process.env.API_URL}/slow`, { headers: { authorization: `Bearer ${process.env.API_TOKEN}` } }, (response) => {
  console.log(response.statusCode);
  process.exit(3);
});
