const response = await fetch(`${process.env.API_URL}/expired`, {
  headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
});
if (!response.ok) throw new Error(`The API said ${response.status}`);
