// What comes over the wire: the first load, what each page adds to it, and what is said when a part of the console does not arrive.

import assert from "node:assert/strict";
import { axe, browserTests, shot, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";
const ADMIN = "admin@demo.example";

// The goals, 350,000 bytes for the first load and 15,000 for going on (docs/ARCHITECTURE.md, "Weight"), are reached. These hold what has
// been reached: measured, and a few per cent. The first load grew by 23,000 in November 2026 for words that are kept over a lost
// connection, the way back to one's place in a list, and months in words; it has no more room to grow.
const FIRST_LOAD = 342_000;
const PARTS = {
  "/listings": 114_000,
  "/review": 333_000,
  "/users": 157_000,
};
const WARM = 15_000;

/** Counts what the page loads from now on; `bytes()` waits for what is under way. */
function meter(page) {
  const sizes = [];
  const onFinished = (request) => {
    sizes.push(request.sizes().then((size) => ({ url: request.url(), bytes: size.responseBodySize })));
  };
  page.on("requestfinished", onFinished);
  return async () => {
    await page.waitForLoadState("networkidle");
    page.off("requestfinished", onFinished);
    const all = await Promise.all(sizes);
    return all.reduce((sum, { bytes }) => sum + bytes, 0);
  };
}

/** Opens a page of the console by its address without loading the console anew. */
async function goTo(page, address) {
  await page.evaluate((to) => {
    const link = document.createElement("a");
    link.href = to;
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
}

/** A page of somebody who signed in before, in a browser that has loaded nothing yet. */
async function signedIn(open) {
  const before = await open();
  await signIn(before, ADMIN, PASSWORD);
  await heading(before).waitFor();
  return open({ storageState: await before.context().storageState() });
}

const heading = (page) => page.locator("main h1");
const isPart = (url) => url.pathname.startsWith("/assets/") && url.pathname.endsWith(".wasm");

browser.test("the first load grows no heavier", async ({ open }) => {
  const page = await signedIn(open);
  const loaded = meter(page);
  await page.goto("/", { waitUntil: "networkidle" });
  const bytes = await loaded();
  assert.ok(bytes > 0 && bytes <= FIRST_LOAD, `${bytes} bytes`);
});

browser.test("a page brings its part, once, and no page weighs more than it did", async ({ open }) => {
  const heavy = [];
  for (const [address, budget] of Object.entries(PARTS)) {
    const person = await signedIn(open);
    await person.goto("/", { waitUntil: "networkidle" });
    await heading(person).waitFor();
    const first = meter(person);
    await goTo(person, address);
    await person.waitForURL(`**${address}`);
    await heading(person).waitFor();
    const bytes = await first();
    if (bytes > budget || bytes < WARM) heavy.push(`${address}: ${bytes} bytes`);

    await goTo(person, "/");
    await person.waitForURL(/\/$/);
    await heading(person).waitFor();
    const again = meter(person);
    await goTo(person, address);
    await person.waitForURL(`**${address}`);
    await heading(person).waitFor();
    const warm = await again();
    if (warm > WARM) heavy.push(`${address} again: ${warm} bytes`);
  }
  assert.deepEqual(heavy, []);
});

browser.test("a part is fetched when a link to it is pointed at", async ({ page }) => {
  await signIn(page, ADMIN, PASSWORD);
  await heading(page).waitFor();
  const part = page.waitForResponse((response) => isPart(new URL(response.url())));
  await page.locator('nav a[href="/audit"]').focus();
  assert.equal((await part).status(), 200);
});

browser.test("when a part does not arrive, the page says so and can be tried again", async ({ page, expectError }) => {
  await signIn(page, ADMIN, PASSWORD);
  await heading(page).waitFor();
  const address = page.url();
  // Something on the way does not let it through.
  await page.route(isPart, (route) => route.fulfill({ status: 403, contentType: "text/plain", body: "" }));
  await page.locator('nav a[href="/listings"]').click();
  await page.getByRole("heading", { name: "Siden kom ikke fram" }).waitFor();
  await shot(page, "part-failed");
  assert.deepEqual(await axe(page), []);
  // Still not.
  await page.getByRole("button", { name: "Prøv igjen" }).click();
  await page.getByRole("heading", { name: "Siden kom ikke fram" }).waitFor();

  await page.unroute(isPart);
  await page.getByRole("button", { name: "Prøv igjen" }).click();
  await page.getByRole("heading", { name: "Siden kom ikke fram" }).waitFor({ state: "detached" });
  await heading(page).waitFor();
  assert.notEqual(page.url(), address);
  forgive(expectError);
});

browser.test("without a network the page says that, and comes when the network does", async ({ page, expectError }) => {
  await signIn(page, ADMIN, PASSWORD);
  await heading(page).waitFor();
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  await page.locator('nav a[href="/users"]').click();
  await page.getByRole("heading", { name: "Siden kom ikke fram" }).waitFor();
  await page.getByText("Nettleseren din når ikke Veiviser").waitFor();
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Prøv igjen" }).click();
  await page.getByRole("heading", { name: "Siden kom ikke fram" }).waitFor({ state: "detached" });
  await page.locator("main table, main .empty").first().waitFor();
  forgive(expectError);
});

browser.test("after an upgrade the console is loaded anew where one meant to go, once", async ({ page, expectError }) => {
  await signIn(page, ADMIN, PASSWORD);
  await heading(page).waitFor();
  // The server has other files now, and its page names another script.
  const html = await (await page.request.get("/", { headers: { accept: "text/html" } })).text();
  const upgraded = html.replace(/boot-\w+\.js/, "boot-OTHER.js");
  assert.notEqual(upgraded, html);
  const gone = (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "Not found\n" });
  const parts = (url) => isPart(url) && !url.pathname.includes("console_bg");
  const asked = (url) => url.pathname === "/";
  await page.route(parts, gone);
  await page.route(asked, (route) => route.fulfill({ contentType: "text/html", body: upgraded }));
  const anew = page.waitForEvent("load");
  await page.locator('nav a[href="/listings"]').click();
  await anew;
  // It came back just as old: then words, and no going round in circles.
  await page.getByRole("heading", { name: "Veiviser er oppdatert" }).waitFor();
  await shot(page, "part-outdated");
  assert.deepEqual(await axe(page), []);

  await page.unroute(parts);
  await page.unroute(asked);
  await page.getByRole("button", { name: "Last siden på nytt" }).click();
  await page.getByRole("heading", { name: "Veiviser er oppdatert" }).waitFor({ state: "detached" });
  await heading(page).waitFor();
  assert.match(page.url(), /\/listings$/);
  forgive(expectError);
});

/** What a browser and the loader report of a part that did not come; how often depends on how many files the part has. */
function forgive(expectError) {
  const report = /Failed to load resource|Failed to fetch|NetworkError|Incorrect response MIME type|HTTP status code is not ok|ERR_/;
  expectError(report);
  for (;;) {
    try {
      expectError(report);
    } catch {
      return;
    }
  }
}
