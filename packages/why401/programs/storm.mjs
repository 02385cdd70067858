const get = (path) =>
  fetch(`${process.env.API_URL}${path}`, { headers: { authorization: `Bearer ${process.env.API_TOKEN}` } });
const statuses = await Promise.all(Array.from({ length: 12 }, (_, at) => get(`/items/${at}/expired`)));
console.log(statuses.map(({ status }) => status).join(' '));
const refresh = () =>
  fetch(`${process.env.API_URL}/slow-token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: process.env.REFRESH_TOKEN }),
  });
console.log((await Promise.all([refresh(), refresh()])).map(({ status }) => status).join(' '));
