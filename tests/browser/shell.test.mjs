// The console arrives: its wasm starts, the static words before it go away, and nothing is reported.

import assert from "node:assert/strict";
import { axe, browserTests, everyWay, scrollsSideways, shot, signIn } from "./harness.mjs";

const browser = browserTests();
const EMAIL = "redaktor@demo.example";
const PASSWORD = "veiviser-demo-2026";

/** A page of somebody who signed in before, in a browser that has loaded nothing yet. */
async function signedIn(open) {
  const before = await open();
  await signIn(before, EMAIL, PASSWORD);
  return open({ storageState: await before.context().storageState() });
}

browser.test("the console starts and takes the place of the words before it", async ({ open }) => {
  const page = await signedIn(open);
  await page.goto("/");
  await page.locator("#boot").waitFor({ state: "detached" });
  await page.locator("h1").waitFor();
  await shot(page, "shell");
  await everyWay(page, async ({ width }) => {
    assert.equal(await scrollsSideways(page), false, `at ${width} px`);
  });
  assert.deepEqual(await axe(page), []);
});

browser.test("without scripts there are words, and they say what to do", async ({ open }) => {
  const before = await open();
  await signIn(before, EMAIL, PASSWORD);
  const storageState = await before.context().storageState();
  for (const state of [{}, { storageState }]) {
    const page = await open({ javaScriptEnabled: false, ...state });
    await page.goto("/");
    assert.match(await page.locator("noscript").innerText(), /JavaScript/);
    assert.equal(await page.locator("#boot-failed").isVisible(), false);
    assert.equal(await page.locator("#form").isVisible(), false, "a form that cannot be sent is not shown");
  }
});

browser.test("when the wasm cannot be had, the page says so and offers a way out", async ({ open, expectError }) => {
  const page = await signedIn(open);
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto("/");
  await page.locator("#boot-failed").waitFor();
  assert.equal(await page.locator("#boot-loading").isVisible(), false);
  await shot(page, "shell-failed");
  assert.deepEqual(await axe(page), []);
  // The aborted preload, the aborted fetch, and our own report of it.
  expectError(/wasm/);
  expectError(/Failed to fetch/);
});

browser.test("the API explorer runs from our own files under its policy", async ({ page, server }) => {
  const elsewhere = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(server.url) && !url.startsWith("data:")) elsewhere.push(url);
  });
  await page.goto("/graphiql");
  await page.locator(".graphiql-query-editor .CodeMirror").waitFor();
  await page.locator(".graphiql-execute-button").waitFor();
  await shot(page, "explorer");
  assert.deepEqual(elsewhere, []);
});
