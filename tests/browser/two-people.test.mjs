// Two tabs of one browser share a session. Somebody else signs in in the second tab while the first still shows the person before: nothing
// is written in the wrong name, nothing is lost, and the first tab asks for the password again.

import assert from "node:assert/strict";
import { browserTests, look, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";
const DRAFT = `query { listingRecords(filter: { municipalityNumber: "1103", text: "Kurs for bedre søvn" }) { nodes {
  openChangeRequests { id version contributors { name } document } } } }`;

/** Asks the API as whoever is signed in in the browser of this page. */
async function ask(page, query) {
  const answer = await page.evaluate(async (query) => {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    return response.json();
  }, query);
  assert.equal(answer.errors, undefined, JSON.stringify(answer.errors));
  return answer.data;
}

const draft = async (page) => (await ask(page, DRAFT)).listingRecords.nodes[0].openChangeRequests[0];

browser.test("the first tab writes as the person it shows, or asks", async ({ page, expectError }) => {
  await signIn(page, "redaktor@demo.example", PASSWORD);
  await page.locator("main h1").waitFor();
  const before = await draft(page);
  await page.goto(`/changes/${before.id}`);
  const summary = page.locator("#f-summary-nb");
  await summary.waitFor();

  const second = await page.context().newPage();
  await second.goto("/");
  await second.getByRole("button", { name: "Logg ut" }).click();
  await second.locator("#sign-in").waitFor();
  await signIn(second, "nasjonal@demo.example", PASSWORD);
  await second.getByText("Demo Nasjonal koordinator").first().waitFor();

  const words = "Fire kvelder om søvn, skrevet i den første fanen.";
  await summary.fill(words);
  await summary.press("Tab");
  const again = page.getByRole("dialog", { name: "Logg inn på nytt" });
  await again.waitFor();
  await again.getByText("redaktor@demo.example").waitFor();
  expectError(/401/);
  assert.equal(await summary.inputValue(), words, "what was written stands there");
  assert.deepEqual(await draft(second), before, "nothing was written in the other person's name");
  const viewer = await ask(second, "{ viewer { user { name } } }");
  assert.equal(viewer.viewer.user.name, "Demo Nasjonal koordinator", "and that person stays signed in");
  await look(page, "two-people-1-again");

  await again.locator("#again-password").fill(PASSWORD);
  await again.locator("#again-password").press("Enter");
  await again.waitFor({ state: "hidden" });
  await page.getByText(/^Lagret/).first().waitFor();
  const after = await draft(page);
  assert.equal(after.document.summary.nb, words);
  assert.equal(after.version, before.version + 1, "it was saved once");
  assert.deepEqual(after.contributors, before.contributors, "by the person who wrote it");
});

browser.test("who cannot be signed out because the server is away is told so", async ({ page, expectError }) => {
  await signIn(page, "redaktor@demo.example", PASSWORD);
  await page.locator("main h1").waitFor();
  await page.route("**/graphql", (route) => route.abort());
  await page.getByRole("button", { name: "Logg ut" }).click();
  await page.getByRole("alert").getByText("Du er fortsatt logget inn").waitFor();
  expectError(/ERR_FAILED/);
  assert.equal(await page.locator("main h1").count(), 1, "the page is still there");

  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "Logg ut" }).click();
  await page.locator("#sign-in").waitFor();
});
