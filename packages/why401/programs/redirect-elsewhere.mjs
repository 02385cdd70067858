const response = await fetch(`${process.env.API_URL}/elsewhere`, {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
console.log(response.status, await response.text());
