import axios from 'axios';

const api = axios.create({ baseURL: process.env.API_URL });
try {
  await api.get('/expired', { headers: { Authorization: `Bearer ${process.env.API_TOKEN}` } });
} catch (error) {
  console.log(error.response.status, error.response.data);
  console.error(error.request);
}
