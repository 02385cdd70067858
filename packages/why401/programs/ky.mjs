import ky from 'ky';

try {
  await ky(`${process.env.API_URL}/expired`, { headers: { authorization: `Bearer ${process.env.API_TOKEN}` } });
} catch (error) {
  console.log(error.name, await error.data);
}
