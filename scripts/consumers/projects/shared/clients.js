import { attach } from '@freshkey/axios';
import { createFetch } from '@freshkey/fetch';
import { extend } from '@freshkey/ky';
import axios from 'axios';
import ky from 'ky';

const read = async (response) => ({ status: response.status, data: await response.json() });
const overAxios = (options) => (session, baseURL) => {
  const api = axios.create({ baseURL, ...options });
  attach(api, session);
  return (method, url, data) => api.request({ method, url, data });
};

/** How each adapter is connected: see storm.js. */
export const clients = {
  fetch: (session, baseUrl) => {
    const api = createFetch(session, { baseUrl });
    return async (method, path, body) => read(await api(new Request(baseUrl + path, { method, body })));
  },
  ky: (session, baseUrl) => {
    const api = extend(ky.create({ prefix: baseUrl }), session);
    return async (method, path, body) => read(await api(path.slice(1), { method, body }));
  },
  'axios, http': overAxios({ adapter: 'http' }),
  'axios, fetch': overAxios({ adapter: 'fetch' }),
  'axios, xhr': overAxios({ adapter: 'xhr' }),
};
