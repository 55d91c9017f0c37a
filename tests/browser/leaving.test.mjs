// People go on before the server has answered. What they did is done, the page they have gone to stays, and the console lives: the page
// they left reacts no more. Each test holds an answer back, leaves, and lets the answer come.

import assert from "node:assert/strict";
import { ask, browserTests, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";

async function enter(page, email) {
  await signIn(page, email, PASSWORD);
  await page.locator("main h1").waitFor();
}

const RECORD = `query ($number: String!, $text: String!) { listingRecords(filter: { municipalityNumber: $number, text: $text }) { nodes {
  id version verifiedAt openChangeRequests { id state document } } } }`;

/** The one listing that these words find. */
async function record(page, text, number = "1103") {
  const { nodes } = (await ask(page, RECORD, { number, text })).listingRecords;
  assert.equal(nodes.length, 1, text);
  return nodes[0];
}

/**
 * The server gets every call of the mutation at once, and the page no answer to it before it is released. `sent(count)` waits until so many
 * are with the server.
 */
async function holdAnswers(page, mutation) {
  const held = [];
  let arrived = () => undefined;
  const about = (request) => request.postData()?.includes(`${mutation}(`) ?? false;
  await page.route("**/graphql", async (route) => {
    if (!about(route.request())) return route.continue();
    const response = await route.fetch();
    await new Promise((release) => {
      held.push(release);
      arrived();
    });
    await route.fulfill({ response });
  });
  return {
    sent: async (wanted) => {
      while (held.length < wanted) await new Promise((resolve) => (arrived = resolve));
    },
    /** Lets the oldest answer come, and gives the page the time to react to it. */
    release: async () => {
      const answered = page.waitForResponse((response) => about(response.request()));
      held.shift()();
      await (await answered).finished();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
    },
  };
}

/** Does something, is on the list of listings when the answer comes, and is still there afterwards, in a console that works. */
async function leaveDuring(page, mutation, act) {
  const held = await holdAnswers(page, mutation);
  await act();
  await held.sent(1);
  // A dialog lies over the menu.
  if ((await page.locator("dialog[open]").count()) > 0) await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "Oppføringer", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Oppføringer" }).waitFor();
  await held.release();
  assert.equal(new URL(page.url()).pathname, "/listings", "the page that was gone to stays");
  await page.getByRole("link", { name: "Min side", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Min side" }).waitFor();
}

browser.test("«Stemmer fortsatt» on Min side, and away", async ({ page }) => {
  await enter(page, "bergen@demo.example");
  const row = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: /stemmer fortsatt/i }) }).first();
  const href = await row.getByRole("link").first().getAttribute("href");
  const verified = async () => {
    const data = await ask(page, `query ($id: ID!) { listingRecord(id: $id) { verifiedAt } }`, { id: href.split("/").at(-1) });
    return data.listingRecord.verifiedAt;
  };
  const before = await verified();
  await leaveDuring(page, "verifyListing", () => row.getByRole("button", { name: /stemmer fortsatt/i }).click());
  assert.notEqual(await verified(), before, "it was written");
  assert.equal(await page.locator(`main a[href="${href}"]`).count(), 0, "nothing is left to confirm");
});

browser.test("two rows confirmed before the first is answered: both are told", async ({ page }) => {
  await enter(page, "redaktor@demo.example");
  const buttons = page.getByRole("button", { name: /stemmer fortsatt/i });
  await buttons.first().waitFor();
  const names = await buttons.evaluateAll((all) => all.map((button) => button.ariaLabel.replace(" stemmer fortsatt", "")));
  assert.ok(names.length >= 2, `${names.length} rows to confirm`);
  const held = await holdAnswers(page, "verifyListing");
  for (const [index] of names.entries()) await buttons.nth(index).click();
  await held.sent(names.length);
  // With the first answer the list is read again, and all its rows are drawn anew.
  for (const name of names) {
    await held.release();
    await page.getByRole("status").filter({ hasText: name }).waitFor({ state: "attached" });
  }
  await buttons.first().waitFor({ state: "detached" });
  assert.equal(await page.getByText("Det ble ikke lagret").count(), 0);
});

browser.test("a listing is begun to be changed, and one is not carried into the draft", async ({ page }) => {
  await enter(page, "redaktor@demo.example");
  const { id, openChangeRequests } = await record(page, "Utekontakten");
  assert.deepEqual(openChangeRequests, []);
  await page.goto(`/listings/${id}`);
  await leaveDuring(page, "startDraft", () => page.getByRole("button", { name: "Endre", exact: true }).click());
  const after = await record(page, "Utekontakten");
  assert.deepEqual(after.openChangeRequests.map((change) => change.state), ["DRAFT"]);
});

browser.test("the last words in a draft are saved although the page is left", async ({ page }) => {
  await enter(page, "redaktor@demo.example");
  const change = (await record(page, "Kurs for bedre søvn")).openChangeRequests[0];
  await page.goto(`/changes/${change.id}`);
  const words = "Kurs for dem som ligger våkne om natten.";
  const summary = page.locator("#f-summary-nb");
  await summary.waitFor();
  // Leaving the field sends it.
  await leaveDuring(page, "saveDraft", async () => {
    await summary.fill(words);
    await summary.press("Tab");
  });
  const [saved] = (await record(page, "Kurs for bedre søvn")).openChangeRequests;
  assert.equal(saved.document.summary.nb, words);
  const kept = await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("veiviser.work.")));
  assert.deepEqual(kept, [], "the server has it: this browser keeps nothing");
});

browser.test("a draft is discarded, and what the browser kept of it", async ({ page }) => {
  await enter(page, "redaktor@demo.example");
  const change = (await record(page, "Pårørendesenteret")).openChangeRequests[0];
  await page.goto(`/changes/${change.id}`);
  await leaveDuring(page, "discardDraft", async () => {
    await page.getByRole("button", { name: "Forkast utkastet" }).click();
    await page.locator("#discard-draft").getByRole("button", { name: "Forkast", exact: true }).click();
  });
  assert.deepEqual((await record(page, "Pårørendesenteret")).openChangeRequests, []);
});

browser.test("a submitted change is taken back", async ({ page }) => {
  await enter(page, "redaktor@demo.example");
  const waiting = async () => (await record(page, "Rask psykisk helsehjelp")).openChangeRequests[0];
  const change = await waiting();
  assert.equal(change.state, "SUBMITTED");
  await page.goto(`/changes/${change.id}`);
  await leaveDuring(page, "withdrawChange", () => page.getByRole("button", { name: "Trekk tilbake" }).click());
  assert.equal(await waiting(), undefined);
});

browser.test("a change is approved, and one is not carried to the next", async ({ page }) => {
  await enter(page, "nasjonal@demo.example");
  const listing = () => record(page, "Sinnemestring");
  const [change] = (await listing()).openChangeRequests;
  assert.equal(change.state, "SUBMITTED");
  await page.goto(`/review/${change.id}`);
  await leaveDuring(page, "approveChange", async () => {
    await page.getByRole("button", { name: "Godkjenn og publiser" }).click();
    await page.locator("#decide").getByRole("button", { name: "Godkjenn og publiser" }).click();
  });
  assert.deepEqual((await listing()).openChangeRequests, []);
});
