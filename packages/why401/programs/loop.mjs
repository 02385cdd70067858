for (let round = 0; round < 12; round += 1) {
  const response = await fetch(`${process.env.API_URL}/expired`, {
    headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
  });
  await response.text();
}
console.log('gave up');
