const response = await fetch(`${process.env.API_URL}/login-redirect`, {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
console.log(response.status, response.url.replace(/:\d+/, ''), (await response.text()).length);
