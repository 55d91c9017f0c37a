// What every browser test stands on: a fresh server with demo content, Chromium, and helpers that
// look at a page as a person would. A test fails on any error the page itself reports.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = process.env.CARGO_TARGET_DIR ?? path.join(root, "target");
const binary = process.env.VEIVISER_BIN ?? path.join(target, "debug/veiviser");
const shots = process.env.VEIVISER_SHOTS ?? path.join(root, "target/browser");
const executablePath = process.env.VEIVISER_CHROMIUM ?? "/usr/bin/chromium";

const WIDTHS = [1280, 390];
const SCHEMES = ["light", "dark"];
const START_SECONDS = 60;
const FRAME_SECONDS = 5;

// Chromium must not talk to anyone but the server under test, and runs as root in containers.
const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A port nobody listens on. */
async function freePort() {
  const probe = net.createServer();
  await new Promise((resolve, reject) => {
    probe.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts a server on an empty database of its own, filled with demo content. */
export async function startServer({ demo = true, settings = {} } = {}) {
  const data = await mkdtemp(path.join(os.tmpdir(), "veiviser-browser-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const options = {
    cwd: data,
    env: {
      ...process.env,
      VEIVISER_DATABASE_URL: `sqlite://${path.join(data, "veiviser.db")}`,
      VEIVISER_LISTEN: `127.0.0.1:${port}`,
      VEIVISER_PUBLIC_URL: url,
      ...settings,
    },
  };
  const veiviser = (...args) => promisify(execFile)(binary, args, options);
  await veiviser("migrate");
  await veiviser("seed", ...(demo ? ["--demo"] : []));

  await mkdir(shots, { recursive: true });
  const logFile = path.join(shots, `server-${process.pid}-${port}.log`);
  const log = createWriteStream(logFile);
  const child = spawn(binary, ["serve"], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  const exited = new Promise((resolve) => child.once("exit", resolve));

  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGTERM");
      const forced = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await exited;
      clearTimeout(forced);
    }
    log.end();
    await rm(data, { recursive: true, force: true });
  };
  try {
    await answers(`${url}/healthz`, child, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, data, veiviser, stop };
}

async function answers(url, child, logFile) {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) {
      throw new Error(`the server ended with ${child.exitCode}: ${await readFile(logFile, "utf8")}`);
    }
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await sleep(50);
  }
  throw new Error(`the server did not answer at ${url} within ${START_SECONDS} s, see ${logFile}`);
}

/**
 * One server and one browser for the tests of a file.
 *
 *     const browser = browserTests();
 *     browser.test("a person does something", async ({ page, open, server }) => { … });
 *
 * `page` is a fresh person's page, and `open()` gives another person's. Errors on any of them fail the test.
 */
export function browserTests(options = {}) {
  let server;
  let browser;
  before(async () => {
    server = await startServer(options);
    browser = await chromium.launch({ executablePath, headless: true, args: CHROMIUM_ARGS });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  const browserTest = (name, run) =>
    test(name, { timeout: 180_000 }, async () => {
      const contexts = [];
      const errors = [];
      const open = async (contextOptions = {}) => {
        const context = await browser.newContext({
          baseURL: server.url,
          locale: "nb-NO",
          timezoneId: "Europe/Oslo",
          viewport: { width: WIDTHS[0], height: 900 },
          reducedMotion: "reduce",
          ...contextOptions,
        });
        contexts.push(context);
        const page = await context.newPage();
        collectErrors(page, errors);
        return page;
      };
      try {
        const page = await open();
        await run({
          page,
          open,
          server,
          // A test that provokes an error says which one: expectError(/401/).
          expectError: (pattern) => {
            const index = errors.findIndex((error) => pattern.test(error));
            assert.notEqual(index, -1, `no page error matches ${pattern}`);
            errors.splice(index, 1);
          },
        });
        assert.deepEqual(errors, [], "the page reported errors");
      } catch (error) {
        await keepFailure(name, contexts);
        if (errors.length > 0) error.message += `\npage errors:\n${errors.join("\n")}`;
        throw error;
      } finally {
        for (const context of contexts) await context.close();
      }
    });
  return { test: browserTest };
}

/** What the page itself reports: uncaught errors, console errors (a broken policy is one), server faults. */
function collectErrors(page, errors) {
  page.on("pageerror", (error) => errors.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) errors.push(`response: ${response.status()} ${response.url()}`);
  });
}

async function keepFailure(name, contexts) {
  const file = name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80);
  await mkdir(shots, { recursive: true });
  let number = 0;
  for (const page of contexts.flatMap((context) => context.pages())) {
    number += 1;
    await page
      .screenshot({ path: path.join(shots, `FAILED-${file}-${number}.png`), fullPage: true, timeout: 10_000 })
      .catch(() => undefined); // The picture helps; without it the test's own error still stands.
  }
}

/** Signs a person in on the page that asks for it, and waits until the console has taken its place. */
export async function signIn(page, email, password) {
  const secret = page.locator("input[type=password]");
  if ((await secret.count()) === 0) await page.goto("/");
  await secret.waitFor();
  await page.locator("input[autocomplete=username], input[type=email]").first().fill(email);
  await secret.fill(password);
  await secret.press("Enter");
  await secret.waitFor({ state: "detached" });
  await page.locator("#boot").waitFor({ state: "detached" });
}

/**
 * Presses Tab (or Shift+Tab) until what has focus matches the selector, and bears the name if one is given. What Tab does not reach, a
 * keyboard does not.
 */
export async function tabTo(page, selector, { name = "", back = false, most = 120 } = {}) {
  // What has just been opened is drawn in its own time: nobody tabs past what they wait for.
  await page.locator(selector).first().waitFor();
  const there = ([wanted, called]) => {
    const now = document.activeElement;
    const words = now?.getAttribute("aria-label") ?? now?.textContent ?? "";
    return (now?.matches(wanted) ?? false) && words.includes(called);
  };
  for (let presses = 0; presses <= most; presses += 1) {
    if (await page.evaluate(there, [selector, name])) return;
    await page.keyboard.press(back ? "Shift+Tab" : "Tab");
  }
  const where = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  assert.fail(`Tab did not reach ${selector} ${name}; focus is at ${where}`);
}

/** Asks the API as the person whose page it is. */
export async function ask(page, query, variables = {}) {
  const answer = await page.evaluate(
    async (body) => {
      const response = await fetch("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    { query, variables },
  );
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data;
}

/** Writes over what is in the field that has focus, and goes on. */
export async function write(page, text) {
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Tab");
}

/** Runs `look` with the page wide and narrow, light and dark, and puts it back as it was. */
export async function everyWay(page, look) {
  const viewport = page.viewportSize();
  try {
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
        await page.emulateMedia({ colorScheme });
        await look({ width, colorScheme });
      }
    }
  } finally {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: null });
  }
  await draws(page);
}

/**
 * Waits until the page draws again. On a busy machine Chromium sometimes stops drawing after a change of size, and whatever waits for
 * the next frame, as a click does, waits for ever. Another size makes it begin again, and so does a picture. A page that does not even
 * answer is at fault itself.
 */
async function draws(page) {
  const within = (promise) => Promise.race([promise, sleep(FRAME_SECONDS * 1000, "late", { ref: false })]);
  const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve("drawn"))));
  const viewport = page.viewportSize();
  for (let attempt = 0; attempt < 6; attempt += 1) {
    if ((await within(page.evaluate(frames))) === "drawn") return;
    assert.equal(await within(page.evaluate(() => "alive")), "alive", "the page's own program has not answered for seconds");
    await page.setViewportSize({ width: viewport.width, height: viewport.height + 1 });
    await page.setViewportSize(viewport);
    // The picture waits for a frame as well: one that does not come is tried for again.
    await page.screenshot({ timeout: FRAME_SECONDS * 1000 }).catch(() => undefined);
  }
  assert.fail("the page draws nothing any more");
}

/** Keeps four pictures of the page: target/browser/NAME-{1280,390}-{light,dark}.png. */
export async function shot(page, name) {
  await mkdir(shots, { recursive: true });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await everyWay(page, ({ width, colorScheme }) =>
    page.screenshot({
      path: path.join(shots, `${name}-${width}-${colorScheme}.png`),
      fullPage: true,
      animations: "disabled",
    }),
  );
}

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds, wide and narrow, light and dark: WCAG 2.2 AA and best practice, one line a finding. */
export async function axe(page) {
  const findings = [];
  await everyWay(page, async ({ width, colorScheme }) => {
    // By the debugger, not as a script of the page: the page's policy stays in force.
    await page.evaluate(axeSource);
    // What lies under the bar at the bottom at this moment is no small target: it scrolls out, and focus never stays under it.
    await page.evaluate(() => {
      for (const bar of document.querySelectorAll(".edit-bar")) bar.style.position = "static";
    });
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run(document, {
        resultTypes: ["violations"],
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
        rules: { "target-size": { enabled: true } },
      }),
    );
    await page.evaluate(() => {
      for (const bar of document.querySelectorAll(".edit-bar")) bar.style.removeProperty("position");
    });
    for (const { id, help, nodes } of violations) {
      for (const node of nodes) findings.push(`${width} ${colorScheme}: ${id}: ${help}: ${node.target.join(" ")}`);
    }
  });
  return findings;
}

/** Looks at a page as it is: pictures, no sideways scroll, no bare link in a card, nothing for axe to find. */
export async function look(page, name) {
  await page.waitForLoadState("networkidle");
  // The design system gives a card's own link no look: one that says nothing of its class cannot be told from text.
  const bare = await page.evaluate(() =>
    [...document.querySelectorAll(".ds-card a:not(.ds-link, .ds-button)")].map((link) => link.outerHTML.slice(0, 200)),
  );
  assert.deepEqual(bare, [], `${name}: links in a card need ds-link`);
  await shot(page, name);
  await everyWay(page, async ({ width }) => {
    assert.equal(await scrollsSideways(page), false, `${name} scrolls sideways at ${width} px`);
  });
  assert.deepEqual(await axe(page), [], name);
}

/** Does the page scroll sideways at this moment? */
export function scrollsSideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}
