const response = await fetch(`${process.env.API_URL}/slow`, {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
console.log(response.status);
process.kill(process.pid, 'SIGKILL');
