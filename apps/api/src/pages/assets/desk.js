// Draws the desk anew when something happened, at most every second, and at least every half minute.
const PAUSE_MS = 1000;
const QUIET_MS = 30_000;
let due = false;
let timer;

async function redraw() {
  due = false;
  const answer = await fetch('/', { headers: { accept: 'text/html' } }).catch(() => null);
  if (answer?.redirected) return location.assign('/login');
  if (answer?.ok) {
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('desk');
    if (fresh) document.getElementById('desk').replaceWith(fresh);
  }
  timer = setTimeout(redraw, due ? PAUSE_MS : QUIET_MS);
}

function noteNews() {
  if (due) return;
  due = true;
  clearTimeout(timer);
  timer = setTimeout(redraw, PAUSE_MS);
}

new EventSource('/api/events/stream').addEventListener('message', noteNews);
timer = setTimeout(redraw, QUIET_MS);
