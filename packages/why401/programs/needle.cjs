const needle = require('needle');

needle('get', `${process.env.API_URL}/expired`, {
  headers: { Authorization: `Bearer ${process.env.API_TOKEN}` },
}).then((response) => console.log(response.statusCode, response.body));
