// Keeps the desk fresh, says how old what it shows is, and carries the operator's STOP to the API.
const PAUSE_MS = 1000;
const QUIET_MS = 10_000;
const PATIENCE_MS = 8000;
const LOST_MS = 20_000;
const STOP_PATIENCE_MS = 30_000;
const REOPEN_MS = 15_000;

// A machine that slept has one of its two clocks stand still: the older age counts.
const now = () => ({ steady: performance.now(), wall: Date.now() });
const agoMs = (then) => Math.max(performance.now() - then.steady, Date.now() - then.wall);
const seconds = (ms) => `${Math.round(ms / 1000)} s`;

const age = document.getElementById('age');
const lost = document.getElementById('lost');
const title = document.title;
let shownAt = now();
let fault = '';
let due = false;
let wake = () => undefined;

function noteNews() {
  due = true;
  wake();
}

/** Draws the desk anew; what went wrong, or nothing. */
async function draw() {
  const askedAt = now();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch('/plain', { headers: { accept: 'text/html' }, signal });
  if (answer.redirected) {
    // Whoever pressed STOP goes on seeing what came of it.
    if (proof?.textContent) throw new Error('this page is signed out');
    return location.assign('/login?next=/plain');
  }
  if (!answer.ok) throw new Error(`it answers ${answer.status}`);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('desk');
  if (!fresh) throw new Error('it answers something else than the desk');
  document.getElementById('desk').replaceWith(fresh);
  shownAt = askedAt;
}

/** When news came, at most every second; without any, every ten. */
function pause() {
  return new Promise((go) => {
    const timer = setTimeout(go, due ? PAUSE_MS : QUIET_MS);
    wake = () => {
      clearTimeout(timer);
      setTimeout(go, PAUSE_MS);
    };
  });
}

async function keepFresh() {
  for (;;) {
    await pause();
    due = false;
    fault = await draw().then(
      () => '',
      (error) => `: ${error.message}`,
    );
    tellAge();
  }
}

/** What was shown long ago is not shown as if it were so now. */
function tellAge() {
  const oldMs = agoMs(shownAt);
  const isLost = oldMs > LOST_MS;
  age.textContent = `Shown as it was ${seconds(oldMs)} ago.`;
  document.body.classList.toggle('lost', isLost);
  document.title = isLost ? `NOT CONNECTED, ${title}` : title;
  const said = isLost ? `NOT CONNECTED${fault}. Everything below is old; what the company does now is not known.` : '';
  // Set only when it changes: it is read aloud each time.
  if (lost.textContent !== said) lost.textContent = said;
  const state = document.querySelector('#desk .state');
  if (isLost && state && !state.dataset.was) {
    state.dataset.was = state.textContent;
    state.className = 'state';
    state.textContent = `unknown, was ${state.dataset.was}`;
  }
}

/** Asks for everything that happens; a stream that was refused is asked for again later. */
function listen() {
  const stream = new EventSource('/api/events/stream');
  stream.addEventListener('message', noteNews);
  stream.addEventListener('error', () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, REOPEN_MS);
  });
}

const stop = document.getElementById('stop');
const proof = document.getElementById('proof');

/** Halts trading and shows what the API answered: nothing else is a proof. */
async function halt(event) {
  event.preventDefault();
  const button = stop.querySelector('button');
  // Nobody is asked for a reason before the desk stands still.
  const reason = new FormData(stop).get('reason').trim() || 'stopped on the page';
  button.disabled = true;
  proof.textContent = 'Asked. The API has not answered yet.';
  proof.textContent = await askToHalt(reason).catch(
    (error) => `NO ANSWER, whether trading is halted is not known (${error.message}). Ask again.`,
  );
  button.disabled = false;
  noteNews();
}

async function askToHalt(reason) {
  const answer = await fetch('/api/trading-state', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ state: 'halted', reason }),
    signal: AbortSignal.timeout(STOP_PATIENCE_MS),
  });
  const text = await answer.text();
  const said = `The API said: ${answer.status} ${text}`;
  if (!answer.ok) return `NOT HALTED. ${said}`;
  const { state, epoch, inFlight } = JSON.parse(text);
  if (state !== 'halted') return `NOT HALTED. ${said}`;
  const orders = inFlight.length > 0 ? `Still at a venue: ${inFlight.join(', ')}.` : 'No order call is under way.';
  return `HALTED, epoch ${epoch}. ${orders} ${said}`;
}

if (stop) {
  stop.hidden = false;
  stop.addEventListener('submit', halt);
}
document.addEventListener('visibilitychange', noteNews);
setInterval(tellAge, PAUSE_MS);
tellAge();
listen();
void keepFresh();
