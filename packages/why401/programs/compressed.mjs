for (const coding of ['gzip', 'br', 'deflate']) {
  const response = await fetch(`${process.env.API_URL}/packed/${coding}`, {
    headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
  });
  console.log(response.status, await response.json());
}
