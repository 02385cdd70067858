/** In every page that Firefox opens for a test: asks the test's server what to run, runs it, and says what came of it. */
(() => {
  const { control } = document.currentScript.dataset;
  const [, tab] = /#tab-(\d+)/.exec(location.hash) ?? [];
  if (!tab) return;
  // The page's own scripts may replace them.
  const { fetch, eval: evaluate } = window;
  const post = (path, body) => fetch(control + path, { method: 'POST', body: JSON.stringify(body) });

  async function run({ number, code }) {
    try {
      await post('/done', { number, value: await evaluate(code) });
    } catch (error) {
      await post('/done', { number, error: String(error) });
    }
  }

  async function listen() {
    for (;;) {
      const answer = await post('/next', { tab });
      if (answer.status === 200) run(await answer.json());
    }
  }
  window.addEventListener('load', listen);
})();
