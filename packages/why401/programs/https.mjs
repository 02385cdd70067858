import { get } from 'node:https';

get(
  `${process.env.SECURE_API_URL}/expired`,
  { ca: process.env.API_CA, auth: `anna:${process.env.API_TOKEN}` },
  (response) => {
    console.log(response.statusCode);
    response.resume();
  },
);
