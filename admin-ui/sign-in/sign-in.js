// The sign-in page: a form that works before the console is here. Its frame and its first texts stand in index.html.

import { signedIn, signIn } from "./api.js";
import { fetchAhead, startConsole } from "./console.js";
import { choose, language, showTexts, text } from "./texts.js";

const byId = (id) => document.getElementById(id);
const form = byId("form");
const email = byId("email");
const password = byId("password");
const showPassword = byId("show-password");
const languages = byId("language");
const submit = byId("submit");
const progress = byId("progress");
const problems = byId("problems");
const offline = byId("offline");

/** What is wrong, in the language of the moment: `{ title, lines: [{ field?, words }] }` of functions, so that it can be said again. */
let wrong;
let busy = false;

showTexts();
languages.value = language();
languages.addEventListener("change", () => {
  choose(languages.value);
  showTexts();
  draw();
});

showPassword.checked = false; // Some browsers bring back what was ticked before a reload.
showPassword.addEventListener("change", () => {
  password.type = showPassword.checked ? "text" : "password";
});

for (const field of [email, password]) {
  field.addEventListener("input", () => sayAt(field, undefined));
}
// Only for people who begin: who came by mistake fetches nothing.
form.addEventListener("focusin", fetchAhead, { once: true });
form.addEventListener("input", fetchAhead, { once: true });

const connection = () => (offline.hidden = navigator.onLine);
addEventListener("online", connection);
addEventListener("offline", connection);
connection();

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // A second press while the first works does nothing.
  if (!busy) send();
});

async function send() {
  const lines = [];
  if (email.value.trim() === "") lines.push({ field: email, words: () => text("missing_email") });
  if (password.value === "") lines.push({ field: password, words: () => text("missing_password") });
  if (lines.length > 0) return tell({ title: () => text("summary_title"), lines });
  tell(undefined);
  working(true);
  try {
    const problem = await attempt();
    if (problem) tell(problem);
  } finally {
    working(false);
  }
}

/** Signs in and goes on to the console; else what to tell the person. */
async function attempt() {
  const { refusal, ...failed } = await signIn(email.value.trim(), password.value);
  // Wrong credentials belong to no one field.
  if (refusal) return { title: () => text("summary_title"), lines: [{ words: () => refusal }] };
  if (failed.failure) return failureOf(failed);
  if ((await signedIn()) === false) {
    return { title: () => text("error_session_title"), lines: [{ words: () => text("no_cookies") }] };
  }
  password.type = "password"; // So that the browser offers to keep it.
  startConsole();
  return undefined;
}

function failureOf({ failure, seconds, reference }) {
  if (failure === "wait") {
    return { title: () => text("error_invalid_title"), lines: [{ words: () => text("wait_seconds", { seconds }) }] };
  }
  const lines = [{ words: () => text(`error_${failure}`) }];
  if (reference) lines.push({ words: () => text("error_reference", { reference }) });
  return { title: () => text(`error_${failure}_title`), lines };
}

function working(now) {
  busy = now;
  submit.setAttribute("aria-busy", String(now));
  progress.textContent = now ? text("busy") : "";
}

/** Shows what is wrong, and moves there; `undefined` takes it away. */
function tell(problem) {
  wrong = problem;
  draw();
  if (wrong) problems.focus();
}

function draw() {
  problems.hidden = !wrong;
  const lines = wrong?.lines ?? [];
  byId("problems-title").textContent = wrong?.title() ?? "";
  byId("problems-list").replaceChildren(...lines.map(line));
  for (const field of [email, password]) {
    sayAt(field, lines.find((line) => line.field === field)?.words());
  }
}

function line({ field, words }) {
  const item = document.createElement("li");
  if (!field) {
    item.textContent = words();
    return item;
  }
  const link = document.createElement("a");
  link.className = "ds-link";
  link.href = `#${field.id}`;
  link.textContent = words();
  link.addEventListener("click", (event) => {
    event.preventDefault(); // The address stays.
    field.focus();
  });
  item.append(link);
  return item;
}

/** The message at a field, tied to it for those who do not see them side by side. */
function sayAt(field, message) {
  const place = byId(`${field.id}-error`);
  place.hidden = message === undefined;
  place.replaceChildren();
  if (message === undefined) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    return;
  }
  const lead = document.createElement("span");
  lead.className = "visually-hidden";
  lead.textContent = `${text("field_error")} `;
  place.append(lead, message);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", place.id);
}

// Links from other sites arrive without the session's cookie (SameSite=Strict), so that the server took the person for a stranger.
signedIn().then((already) => already && startConsole());
