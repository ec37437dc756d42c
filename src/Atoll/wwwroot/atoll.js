"use strict";
// Everything works without this file. It sends each form once, and keeps the page of a starting server up to date.

// A form is sent once, however often its button is clicked; coming back by the back button makes it usable again.
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  // After this turn: a disabled button would not be sent along.
  setTimeout(() => form.querySelectorAll("button").forEach(button => { button.disabled = true; }));
});
addEventListener("pageshow", event => {
  if (!event.persisted) return;
  document.querySelectorAll("form[data-sent]").forEach(form => {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach(button => { button.disabled = false; });
  });
});

// One confirmation is open at a time; Escape closes it.
const confirmations = () => document.querySelectorAll("details.confirm[open]");
document.addEventListener("toggle", event => {
  if (!event.target.open || !event.target.matches("details.confirm")) return;
  confirmations().forEach(other => { if (other !== event.target) other.open = false; });
}, true);
document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  confirmations().forEach(open => {
    open.open = false;
    open.querySelector("summary").focus();
  });
});

// What is wrong is read first.
document.querySelector("[data-focus]")?.focus();

// The exact time of a moment, in this person's own time zone.
const localTimes = root => root.querySelectorAll("time[datetime]").forEach(time => { time.title = new Date(time.dateTime).toLocaleString(); });

// Clocks: the page says how much time has passed, the browser counts on from when it heard it.
const two = number => String(number).padStart(2, "0");
const forms = {
  clock: s => s < 3600 ? `${Math.floor(s / 60)}:${two(s % 60)}` : `${Math.floor(s / 3600)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`,
  short: s => s < 60 ? `${s} s` : `${Math.floor(s / 60)} min ${two(s % 60)} s`,
};
const heard = new WeakMap();
function tick() {
  document.querySelectorAll("[data-elapsed]").forEach(clock => {
    if (!heard.has(clock)) heard.set(clock, performance.now() - 1000 * Number(clock.dataset.elapsed));
    const text = forms[clock.dataset.form](Math.floor((performance.now() - heard.get(clock)) / 1000));
    if (clock.textContent !== text) clock.textContent = text;
  });
}

// A live region: replaced part by part, so that focus, open details and a button under the mouse stay.
const live = document.getElementById("live");
const parts = new Map();
const partsOf = root => [...root.children].filter(child => child.id);
const parse = html => new DOMParser().parseFromString(html, "text/html");
const trouble = text => { document.getElementById("live-trouble").textContent = text; };

const within = (root, selector) => [root, ...root.querySelectorAll("*")].filter(element => element.matches(selector));

function replace(old, fresh) {
  const opened = within(old, "details").map(details => details.open);
  const focused = within(old, "a, button, summary, pre").indexOf(document.activeElement);
  const said = document.activeElement.textContent;
  const [from, to] = [old.querySelector("pre"), fresh.querySelector("pre")];
  const top = from && from.scrollHeight - from.scrollTop - from.clientHeight > 8 ? from.scrollTop : Infinity;
  within(fresh, "details").forEach((details, i) => { details.open = opened[i] ?? false; });
  old.replaceWith(fresh);
  if (to) to.scrollTop = Math.min(top, to.scrollHeight);
  const next = within(fresh, "a, button, summary, pre")[focused];
  // Never onto a button that does something else.
  if (next && (next === to || next.textContent === said)) next.focus({ preventScroll: true });
}

function show(root) {
  const fresh = partsOf(root);
  const names = new Set(fresh.map(part => part.id));
  partsOf(live).filter(old => !names.has(old.id)).forEach(old => { parts.delete(old.id); old.remove(); });
  let before = null;
  for (const part of fresh) {
    const [old, html] = [document.getElementById(part.id), part.outerHTML];
    if (!old) before ? before.after(part) : live.prepend(part);
    else if (parts.get(part.id) !== html) replace(old, part);
    parts.set(part.id, html);
    before = document.getElementById(part.id);
  }
  localTimes(live);
  tick();
}

// Said to those who listen, and in the browser's tab.
function say() {
  const [said, head] = [document.getElementById("live-said"), live.querySelector("[data-say]")];
  if (!head) return;
  if (said.textContent !== head.dataset.say) said.textContent = head.dataset.say;
  document.title = document.title.replace(/^.*(?= · )/, () => live.querySelector("h1").textContent);
}

function follow(failures) {
  const source = new EventSource(live.dataset.events);
  source.onopen = () => { failures = 0; trouble(""); };
  source.onmessage = event => { show(parse(event.data).body); say(); };
  source.addEventListener("go", event => location.replace(event.data));
  source.addEventListener("end", () => source.close());
  source.onerror = () => {
    source.close();
    trouble("Connection lost, trying again.");
    setTimeout(() => retry(failures + 1), Math.min(30000, 1000 * 2 ** failures) * (0.75 + Math.random() / 2));
  };
}

// When the hub answers again but the stream stays closed (signed out, or over meanwhile), the page itself knows more.
async function retry(failures) {
  if (failures < 3) return follow(failures);
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (answer && answer.status < 502) location.reload();
  else follow(failures);
}

// A script that asks for a page shows the token that pages may read.
const token = () => document.cookie.split("; ").find(one => one.startsWith("_xsrf="))?.slice(6) ?? "";

async function poll() {
  const answer = await fetch(location.href, { headers: { "X-XSRFToken": token() } }).catch(() => null);
  trouble(answer?.ok ? "" : "Connection lost, trying again.");
  if (answer?.ok) {
    const fresh = parse(await answer.text()).getElementById("live");
    if (!fresh) return location.reload();
    show(fresh);
    if (!fresh.dataset.poll) return;
  }
  pollLater();
}
const pollLater = () => setTimeout(poll, 1000 * live.dataset.poll);

if (live) partsOf(live).forEach(part => parts.set(part.id, part.outerHTML));
localTimes(document);
tick();
if (live) setInterval(tick, 250);
if (live?.dataset.events) follow(0);
if (live?.dataset.poll) pollLater();
