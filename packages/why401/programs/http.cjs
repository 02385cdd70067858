const http = require('node:http');

const headers = { 'X-Api-Key': process.env.API_TOKEN };
http.get(`${process.env.API_URL}/expired`, { headers }, (response) => {
  console.log(response.statusCode, response.listenerCount('close'), Object.keys(response).length);
  response.setEncoding('utf8');
  response.on('data', (text) => console.log(text));
  response.on('end', () => console.log('end'));
});
