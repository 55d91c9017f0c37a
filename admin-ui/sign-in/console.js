// From the form to the console, without leaving the page: the address stays, and Back leads to where one was before.

const boot = document.getElementById("boot");
const { style, script, program } = boot.dataset;

let ahead = false;
let started = false;

/** Fetches the console while the person types, so that it lies in the browser's cache. Not where that would cost the person. */
export function fetchAhead() {
  const { saveData, effectiveType = "" } = navigator.connection ?? {};
  if (ahead || saveData || effectiveType.includes("2g")) return;
  ahead = true;
  const whenIdle = window.requestIdleCallback ?? ((then) => setTimeout(then, 200));
  whenIdle(() => {
    for (const address of [style, script, program]) {
      fetch(address, { priority: "low" })
        .then((response) => response.arrayBuffer())
        .catch(() => undefined); // It is fetched again when it is needed, and then a failure is told.
    }
  });
}

/** Takes the form away and starts the console. */
export async function startConsole() {
  if (started) return;
  started = true;
  document.getElementById("sign-in").remove();
  boot.hidden = false;
  document.getElementById("boot-loading").focus();
  giveHeadingFocus();
  preload(script, { rel: "modulepreload" });
  preload(program, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "" });
  try {
    await dress();
    await import(script);
  } catch (error) {
    console.error(error);
    document.getElementById("boot-loading").hidden = true;
    document.getElementById("boot-failed").hidden = false;
  }
}

function preload(href, attributes) {
  document.head.append(Object.assign(document.createElement("link"), attributes, { href }));
}

/** The console's style sheet in place of this page's. */
function dress() {
  const before = document.querySelectorAll("link[rel=stylesheet]");
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: style });
  const arrived = new Promise((resolve, reject) => {
    link.onload = resolve;
    link.onerror = () => reject(new Error(`no style sheet at ${style}`));
  });
  document.head.append(link);
  return arrived.then(() => before.forEach((old) => old.remove()));
}

/** Who has just signed in is told where they are, as on every change of page. */
function giveHeadingFocus() {
  const seen = new MutationObserver(() => {
    const heading = document.querySelector("#main h1");
    if (!heading) return;
    seen.disconnect();
    if (document.activeElement === document.body) heading.focus();
  });
  seen.observe(document.body, { childList: true, subtree: true });
}
