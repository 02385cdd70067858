import { inspect } from 'node:util';
import axios from 'axios';

const api = axios.create({ baseURL: process.env.API_URL });
try {
  await api.get('/expired', { headers: { Authorization: `Bearer ${process.env.API_TOKEN}` } });
} catch (error) {
  console.log(error.response.status, error.response.data);
  console.log(inspect(error.request, { depth: 2 }).replace(/\d+/g, '#'));
  console.log(inspect(error.request.res, { depth: 1 }).replace(/\d+/g, '#'));
}
