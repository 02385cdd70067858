const authorization = `Bearer ${process.env.API_TOKEN}`;
async function* pieces() {
  yield Buffer.from('{"name":');
  yield Buffer.from('"anna"}');
}
for (const body of ['{"name":"anna"}', new URLSearchParams({ name: 'anna' }), pieces()]) {
  const response = await fetch(`${process.env.API_URL}/echo`, {
    method: 'POST',
    headers: { authorization },
    body,
    duplex: 'half',
  });
  console.log(response.status, await response.text());
}
