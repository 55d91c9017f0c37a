// What somebody has written is never lost without a word: not when nothing reaches the server, not when other text is saved before the
// rescued one is asked for, not on leaving, and on signing out only when they say so.

import assert from "node:assert/strict";
import { browserTests, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";
const RESCUED = "Åpent for alle som trenger noen å snakke med.";

async function asPerson(open, email) {
  const page = await open();
  await signIn(page, email, PASSWORD);
  await page.locator("main h1").waitFor();
  return page;
}

/** A draft of a new listing with this name, saved. */
async function begin(page, name) {
  await page.goto("/listings/new");
  await page.locator("#new-serviceTypeSlug").selectOption("samtalegruppe");
  await page.getByRole("button", { name: "Begynn" }).click();
  await page.waitForURL(/\/changes\/change_/);
  await saving(page, () => page.locator("#f-name-nb").fill(name));
}

/** Does something that the draft is saved for, and waits until the server has it. */
async function saving(page, act) {
  const saved = page.waitForResponse((response) => response.request().postData()?.includes("saveDraft") ?? false);
  await act();
  await saved;
  await page.locator(".save-state", { hasText: /^Lagret kl/ }).waitFor();
}

/** From now on no draft reaches the server, while the browser believes that it has a network. Gives a way back. */
async function cutOff(page) {
  const cut = (route) => (route.request().postData()?.includes("saveDraft") ? route.abort() : route.continue());
  await page.route("**/graphql", cut);
  return () => page.unroute("**/graphql", cut);
}

/** Takes every report of a save that was cut off, and asks for one at least. */
function cutOffWasReported(expectError) {
  expectError(/Failed to load resource.*graphql/);
  for (;;) {
    try {
      expectError(/Failed to load resource.*graphql/);
    } catch {
      return;
    }
  }
}

/** Writes the summary while nothing reaches the server. */
async function writeInVain(page, text) {
  await page.locator("#f-summary-nb").fill(text);
  await page.locator(".save-state", { hasText: "Veiviser svarer ikke: ikke lagret" }).waitFor();
}

const kept = (page) => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("veiviser.work.")));
const question = (page) => page.locator("#unsaved-work[open]");
const banner = (page) => page.getByRole("heading", { name: "Vi fant tekst som ikke ble lagret" });

browser.test("text that did not reach the server outlives what is saved beside it, and is fetched back", async ({ open, expectError }) => {
  const page = await asPerson(open, "redaktor@demo.example");
  await begin(page, "Samtalegruppa Reddet");
  const change = new URL(page.url()).pathname;
  const back = await cutOff(page);
  await writeInVain(page, RESCUED);

  // The banner tells the truth: there is a network, only the server does not answer.
  await page.getByText("Veiviser svarer ikke. Det du skriver, tas vare på her").waitFor();

  // Leaving asks, although the click itself has begun another try.
  const menu = page.getByRole("navigation", { name: "Hovedmeny" });
  await menu.getByRole("link", { name: "Oppføringer" }).click();
  await question(page).waitFor();
  await question(page).getByText("Det ligger i denne nettleseren til du åpner utkastet igjen.").waitFor();
  const first = question(page).getByRole("button").first();
  assert.equal(await first.innerText(), "Bli her");
  assert.equal(await first.getAttribute("data-variant"), "primary");
  await first.click();
  await question(page).waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).pathname, change);
  assert.equal(await page.locator("#f-summary-nb").inputValue(), RESCUED);

  await menu.getByRole("link", { name: "Oppføringer" }).click();
  await question(page).getByRole("button", { name: "Gå videre" }).click();
  await page.getByRole("heading", { level: 1, name: "Oppføringer" }).waitFor();
  await back();

  // Min side knows of it, before everything else.
  await menu.getByRole("link", { name: "Min side" }).click();
  const row = page.locator(".waiting-row").first();
  await row.getByText("Du har tekst som ikke er lagret").waitFor();
  await row.getByText("Samtalegruppa Reddet").waitFor();
  await row.getByRole("link", { name: "Åpne utkastet" }).click();
  await page.waitForURL((url) => url.pathname === change);
  await banner(page).waitFor();

  // Not answered; something else is written and saved.
  await saving(page, () => page.locator("#f-name-nb").fill("Samtalegruppa Reddet og nytt"));
  await page.reload();
  await banner(page).waitFor();
  assert.equal(await page.locator("#f-summary-nb").inputValue(), "");

  await saving(page, () => page.getByRole("button", { name: "Hent den fram" }).click());
  assert.equal(await page.locator("#f-summary-nb").inputValue(), RESCUED);
  assert.equal(await page.locator("#f-name-nb").inputValue(), "Samtalegruppa Reddet og nytt");
  await page.waitForFunction(() => document.activeElement.id === "f-summary-nb");
  assert.deepEqual(await kept(page), []);
  await page.reload();
  await page.locator("#f-summary-nb").waitFor();
  assert.equal(await page.locator("#f-summary-nb").inputValue(), RESCUED);
  assert.equal(await banner(page).count(), 0);
  cutOffWasReported(expectError);
});

browser.test("rescued text that is dropped stays dropped", async ({ open, expectError }) => {
  const page = await asPerson(open, "redaktor@demo.example");
  await begin(page, "Samtalegruppa Forkastet");
  const back = await cutOff(page);
  await writeInVain(page, RESCUED);
  page.once("dialog", (dialog) => dialog.accept());
  await page.reload();
  await back();
  await banner(page).waitFor();
  await page.getByRole("button", { name: "Forkast den" }).click();
  await banner(page).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  assert.deepEqual(await kept(page), []);
  await page.reload();
  await page.locator("#f-summary-nb").waitFor();
  assert.equal(await banner(page).count(), 0);
  cutOffWasReported(expectError);
});

browser.test("signing out asks about what cannot be saved, and then leaves nothing in the browser", async ({ open, expectError }) => {
  const page = await asPerson(open, "redaktor@demo.example");
  await begin(page, "Samtalegruppa Logg ut");
  await cutOff(page);
  await writeInVain(page, RESCUED);
  const signOut = page.getByRole("button", { name: "Logg ut", exact: true });
  const dialog = page.locator("#sign-out[open]");
  await signOut.click();
  await dialog.getByText("teksten i utkastet til Samtalegruppa Logg ut").waitFor();
  await dialog.getByRole("button", { name: "Bli her" }).click();
  await dialog.waitFor({ state: "detached" });
  assert.equal(await page.locator("#f-summary-nb").inputValue(), RESCUED);

  await signOut.click();
  await dialog.getByRole("button", { name: "Logg ut likevel" }).click();
  await page.locator("input[type=password]").waitFor();
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  assert.doesNotMatch(stored, /Samtalegruppa|snakke med/);
  cutOffWasReported(expectError);
});

browser.test("signing out saves what can be saved, and asks nothing", async ({ open }) => {
  const page = await asPerson(open, "redaktor@demo.example");
  await begin(page, "Samtalegruppa Lagres");
  const change = new URL(page.url()).pathname;
  await page.locator("#f-summary-nb").fill(RESCUED);
  await page.getByRole("button", { name: "Logg ut", exact: true }).click();
  await page.locator("input[type=password]").waitFor();
  assert.deepEqual(await kept(page), []);
  await signIn(page, "redaktor@demo.example", PASSWORD);
  await page.goto(change);
  await page.locator("#f-summary-nb").waitFor();
  assert.equal(await page.locator("#f-summary-nb").inputValue(), RESCUED);
});

browser.test("a comment and a reason are asked about before they are lost", async ({ open }) => {
  const page = await asPerson(open, "redaktor@demo.example");
  await begin(page, "Samtalegruppa Kommentar");
  await page.locator("#comment").fill("Husk å ringe.");
  const menu = page.getByRole("navigation", { name: "Hovedmeny" });
  await menu.getByRole("link", { name: "Oppføringer" }).click();
  await question(page).getByText("Går du videre nå, blir dette borte: kommentaren.").waitFor();
  await question(page).getByRole("button", { name: "Bli her" }).click();
  assert.equal(await page.locator("#comment").inputValue(), "Husk å ringe.");
  await page.getByRole("button", { name: "Send kommentar" }).click();
  await page.locator(".comment", { hasText: "Husk å ringe." }).waitFor();

  await page.getByRole("button", { name: "Se endringene" }).click();
  await page.waitForURL(/\/submit$/);
  const reason = page.locator("#reason");
  await reason.fill("Nytt tilbud.");
  await menu.getByRole("link", { name: "Oppføringer" }).click();
  await question(page).getByText("Går du videre nå, blir dette borte: begrunnelsen.").waitFor();
  await question(page).getByRole("button", { name: "Gå uten å lagre" }).click();
  await page.getByRole("heading", { level: 1, name: "Oppføringer" }).waitFor();
});
