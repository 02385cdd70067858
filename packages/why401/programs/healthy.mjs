import { get } from 'node:http';

for (const path of ['/ok', '/ok', '/moved-ok', '/missing']) {
  const response = await fetch(`${process.env.API_URL}${path}`, {
    headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
  });
  console.log(response.status, await response.text());
}
get(`${process.env.API_URL}/ok`, (response) => {
  console.log(response.statusCode, process.listenerCount('exit'), process.execArgv);
  response.resume();
});
