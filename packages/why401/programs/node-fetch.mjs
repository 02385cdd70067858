import fetch from 'node-fetch';

const response = await fetch(`${process.env.API_URL}/expired`, {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
console.log(response.status, await response.text());
