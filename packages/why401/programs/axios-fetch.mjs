import axios from 'axios';

try {
  await axios.get(`${process.env.API_URL}/expired`, {
    adapter: 'fetch',
    headers: { Authorization: `Bearer ${process.env.API_TOKEN}` },
  });
} catch (error) {
  console.log(error.message, error.response.data);
}
