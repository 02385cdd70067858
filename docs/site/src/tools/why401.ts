import { examples } from './examples';
import { type ReadRequest, readAnswer, readFetch, readHttp, readToken, readVerbose } from './read-pasted';
import { showRecording, showReport } from './show-report';

const find = <E extends HTMLElement>(selector: string): E => document.querySelector<E>(selector) as E;

/** Reads what is pasted, and shows the reason. The rules come with the first paste: until then the page is small. */
export function startWhy401(): void {
  const request = find<HTMLTextAreaElement>('#request');
  const answer = find<HTMLTextAreaElement>('#answer');
  const recording = find<HTMLInputElement>('#recording');
  const verdict = find('#verdict');
  const readAs = find('#read-as');
  const hint = [verdict.innerHTML, readAs.textContent] as const;
  const base = import.meta.env.BASE_URL.replace(/\/$/, '');
  let turn = 0;

  const say = (children: readonly (Node | string)[]) => {
    verdict.replaceChildren(...children);
    verdict.dataset.isKnown = '';
    const { top, height } = verdict.getBoundingClientRect();
    // Where it stands above or below what is on the screen, it comes to where it is seen.
    if (top < 0 || top + Math.min(height, 120) > innerHeight) verdict.scrollIntoView();
  };
  const clear = () => {
    turn++;
    verdict.innerHTML = hint[0];
    delete verdict.dataset.isKnown;
    readAs.textContent = hint[1];
  };
  /** What the reader did meanwhile counts: only the last turn is shown. */
  const show = async (explain: (say: Say) => Promise<void>) => {
    const mine = ++turn;
    const sayMine: Say = (children) => {
      if (mine === turn) say(children);
    };
    await explain(sayMine).catch((error: unknown) => sayMine([messageOf(error)]));
  };
  const explainTyped = () => {
    if (request.value.trim() === '' && answer.value.trim() === '') clear();
    else
      void show((sayMine) =>
        explain(request.value, answer.value, base, sayMine, (as) => {
          readAs.textContent = as;
        }),
      );
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(explainTyped, 150);
  };
  request.addEventListener('input', typed);
  answer.addEventListener('input', typed);
  find('form').addEventListener('reset', clear);
  recording.addEventListener('change', () => {
    const file = recording.files?.[0];
    if (file) void show((sayMine) => explainFile(file, sayMine));
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-example]')) {
    button.addEventListener('click', () => {
      const example = examples[button.dataset.example ?? ''];
      if (!example) return;
      request.value = example.request;
      answer.value = example.answer;
      explainTyped();
    });
  }
}

type Say = (children: readonly (Node | string)[]) => void;

/** The verdict by the rules that hold for all of HTTP comes at once; the one that knows the products follows. */
async function explain(
  pasted: string,
  answered: string,
  base: string,
  say: Say,
  readAs: (text: string) => void,
): Promise<void> {
  const { explainExchange, loadEveryRule, readCommand, reportText } = await import('./explain-request');
  const verbose = readVerbose(pasted);
  const plain: ReadRequest | undefined = verbose?.request ?? readFetch(pasted) ?? readHttp(pasted) ?? readToken(pasted);
  const isUnknown = pasted.trim() === '';
  const command = plain || isUnknown ? undefined : await readCommand(pasted);
  const request = command?.request ?? plain ?? { method: 'GET', url: '', headers: [] };
  const answer = answered.trim() === '' ? (verbose?.answer ?? readAnswer('401')) : readAnswer(answered);
  readAs(isUnknown ? 'An answer alone.' : `Read as ${plain?.as ?? 'a curl command'}.`);
  const exchange = {
    request,
    response: answer,
    ...(command && { sources: command.sources }),
    ...(isUnknown && { requestUnknown: true }),
  };
  const now = Date.now();
  const first = explainExchange(exchange, { now }, command?.notes);
  const looking = document.createElement('p');
  looking.className = 'looking';
  looking.textContent = 'Looking through the products …';
  say([...showReport(first, base, reportText(first)), looking]);
  try {
    const whole = explainExchange(exchange, { now }, command?.notes, await loadEveryRule());
    const text = reportText(whole);
    if (text !== reportText(first)) say(showReport(whole, base, text));
  } catch {
    // Offline: the first verdict stands.
  }
  looking.remove();
}

async function explainFile(file: File, say: Say): Promise<void> {
  const { explainRecording, loadEveryRule, reportText } = await import('./explain-recording');
  const recording: unknown = JSON.parse(await file.text());
  const diagnose = await loadEveryRule().catch(() => undefined);
  say(showRecording(reportText(explainRecording(recording, diagnose))));
}

function messageOf(error: unknown): HTMLElement {
  const line = document.createElement('p');
  const isUsage = error instanceof Error && error.name === 'UsageError';
  line.textContent = isUsage
    ? error.message
    : 'This could not be read. Paste a curl command, a copied fetch, or an answer.';
  return line;
}
