const http = require('node:http');

const request = http.request(
  `${process.env.API_URL}/echo`,
  { method: 'POST', headers: { authorization: `Bearer ${process.env.API_TOKEN}` } },
  async (response) => {
    let text = '';
    for await (const chunk of response) text += chunk;
    console.log(response.statusCode, text, Object.keys(request).includes('write'));
  },
);
request.write('first ');
request.end('second');
