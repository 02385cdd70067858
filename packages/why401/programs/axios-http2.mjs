import axios from 'axios';

try {
  await axios.get(`${process.env.H2_API_URL}/expired`, {
    httpVersion: 2,
    headers: { Authorization: `Bearer ${process.env.API_TOKEN}` },
  });
} catch (error) {
  console.log(error.message, error.response?.data);
}
process.exit();
