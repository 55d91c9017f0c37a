// Narrow screens and paper: whatever people call things, nothing scrolls sideways; the bar of the editor leaves room to write.

import assert from "node:assert/strict";
import { axe, browserTests, scrollsSideways, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";
const WORD = "Barneungdomsfamiliepsykiatrisamhandlingskoordineringstjenesten";
const ADDRESS = `https://www.stavanger.kommune.no/${"helse-og-omsorg-".repeat(8)}tjenester`;
const WIDTHS = [390, 320];

async function asPerson(open, email) {
  const page = await open();
  await signIn(page, email, PASSWORD);
  await page.locator("main h1").waitFor();
  return page;
}

/** Looks at the page as it is on narrow screens. */
async function fits(page, name) {
  await page.getByText(WORD).first().waitFor();
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 844 });
    assert.equal(await scrollsSideways(page), false, `${name} scrolls sideways at ${width} px`);
  }
  await page.setViewportSize(before);
}

browser.test("a long word and a long address fit everywhere, from the draft to the review", async ({ open }) => {
  const editor = await asPerson(open, "redaktor@demo.example");
  await editor.goto("/listings/new");
  await editor.locator("#new-serviceTypeSlug").selectOption("samtalegruppe");
  await editor.getByRole("button", { name: "Begynn" }).click();
  await editor.waitForURL(/\/changes\/change_/);
  await editor.locator("#f-name-nb").fill(WORD);
  await editor.locator("#f-summary-nb").fill(`Se ${ADDRESS}`);
  await editor.getByRole("button", { name: "Legg til kontaktpunkt" }).click();
  await editor.locator("[id^='f-contactPoints-'][id$='-kind']").selectOption("WEB");
  await editor.locator("[id^='f-contactPoints-'][id$='-value']").fill(ADDRESS);
  await editor.locator("#comment").focus();
  await editor.locator(".save-state", { hasText: /^Lagret kl/ }).waitFor();
  const change = new URL(editor.url()).pathname.split("/").at(-1);
  await editor.reload();
  await fits(editor, "the editor");
  await editor.goto("/");
  await fits(editor, "Min side");
  await editor.goto(`/listings?text=${WORD.slice(0, 12)}`);
  await fits(editor, "the listings");
  await editor.getByRole("link", { name: WORD }).click();
  await fits(editor, "the listing");
  await editor.goto(`/changes/${change}/submit`);
  await fits(editor, "what changes");
  await editor.getByRole("button", { name: "Send til godkjenning" }).click();
  await editor.getByText("Endringen er sendt").first().waitFor();

  const coordinator = await asPerson(open, "nasjonal@demo.example");
  await coordinator.goto("/review");
  await fits(coordinator, "the queue");
  for (const view of ["", "?view=side", "?view=preview"]) {
    await coordinator.goto(`/review/${change}${view}`);
    await fits(coordinator, `the review ${view}`);
  }
});

browser.test("the bar of the editor is low on a phone, and what is rare is behind a button", async ({ open }) => {
  const page = await asPerson(open, "redaktor@demo.example");
  await page.goto("/listings/new");
  await page.locator("#new-serviceTypeSlug").selectOption("samtalegruppe");
  await page.getByRole("button", { name: "Begynn" }).click();
  await page.waitForURL(/\/changes\/change_/);
  const bar = page.locator(".edit-bar");
  await bar.waitFor();
  const discard = bar.getByRole("button", { name: "Forkast utkastet" });
  const more = bar.getByRole("button", { name: "Mer", exact: true });
  assert.equal(await more.isVisible(), false, "there is room for everything");
  assert.equal(await discard.isVisible(), true);
  for (const [width, most] of [[390, 80], [320, 110]]) {
    await page.setViewportSize({ width, height: 844 });
    const { height } = await bar.boundingBox();
    assert.ok(height <= most, `the bar is ${height} px high at ${width} px`);
    assert.equal(await discard.isVisible(), false);
    assert.equal(await bar.getByRole("button", { name: "Send til godkjenning" }).isVisible(), true);
    assert.equal(await scrollsSideways(page), false);
  }
  await more.focus();
  await page.keyboard.press("Enter");
  assert.equal(await more.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Forkast utkastet/);
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Forkaste utkastet?" }).waitFor();
  await page.keyboard.press("Escape");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /Forkast utkastet/);
  await more.focus();
  await page.keyboard.press("Escape");
  assert.equal(await discard.isVisible(), false);
  assert.deepEqual(await axe(page), []);
});

browser.test("on paper there is what is read, and nothing to press", async ({ open }) => {
  const page = await asPerson(open, "redaktor@demo.example");
  await page.goto("/listings/new");
  await page.locator("#new-serviceTypeSlug").selectOption("samtalegruppe");
  await page.getByRole("button", { name: "Begynn" }).click();
  await page.waitForURL(/\/changes\/change_/);
  await page.locator(".discussion form").waitFor();
  await page.emulateMedia({ media: "print" });
  for (const gone of [".header", ".edit-bar", ".discussion form"]) {
    assert.equal(await page.locator(gone).isVisible(), false, gone);
  }
  assert.equal(await page.locator("main h1").isVisible(), true);
});

browser.test("the console that is still coming has its frame", async ({ open }) => {
  const before = await asPerson(open, "redaktor@demo.example");
  const page = await open({ storageState: await before.context().storageState() });
  let answer;
  const held = new Promise((resolve) => {
    answer = resolve;
  });
  await page.route("**/graphql", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/", { waitUntil: "commit" });
  await page.locator(".header .brand", { hasText: "Veiviser" }).waitFor();
  const loading = page.locator("main .loading");
  await loading.waitFor();
  assert.match(await loading.innerText(), /Laster …/);
  const { x } = await loading.boundingBox();
  assert.ok(x >= 16, "the page has its padding");
  answer();
  await page.locator("main h1").waitFor();
});
