fetch(`${process.env.API_URL}/expired`, { headers: { authorization: `Bearer ${process.env.API_TOKEN}` } }).then(
  (response) => Promise.reject(new Error(`The API said ${response.status}`)),
);
