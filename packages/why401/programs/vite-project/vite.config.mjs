/** A development server whose own middleware asks the API. */
export default {
  root: import.meta.dirname,
  cacheDir: process.env.TMPDIR,
  clearScreen: false,
  logLevel: 'error',
  server: { strictPort: true },
  plugins: [
    {
      name: 'orders',
      configureServer({ middlewares }) {
        middlewares.use('/api/orders', async (_request, response) => {
          const answer = await fetch(`${process.env.API_URL}/expired`, {
            headers: { authorization: `Bearer ${process.env.API_TOKEN}` },
          });
          response.end(`the API said ${answer.status}`);
        });
      },
    },
  ],
};
