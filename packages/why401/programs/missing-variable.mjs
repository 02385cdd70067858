const response = await fetch(`${process.env.API_URL}/expired`, {
  headers: { authorization: `Bearer ${process.env.A_VARIABLE_THAT_NOBODY_SETS}` },
});
console.log(response.status);
