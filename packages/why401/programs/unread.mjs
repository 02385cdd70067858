const response = await fetch(`${process.env.API_URL}/big`, {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
console.log(response.status, response.bodyUsed);
setTimeout(() => process.exit(0), 50);
