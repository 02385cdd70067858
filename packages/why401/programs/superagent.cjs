const superagent = require('superagent');

superagent
  .get(`${process.env.API_URL}/expired`)
  .set('Authorization', `Bearer ${process.env.API_TOKEN}`)
  .then(console.log, (error) => console.log(error.status, error.response.body));
