import got from 'got';

try {
  await got(`${process.env.API_URL}/expired`, { headers: { authorization: `Bearer ${process.env.API_TOKEN}` } });
} catch (error) {
  console.log(error.message.replace(/:\d+/, ''), error.response.body);
}
