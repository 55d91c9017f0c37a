// A service closes: an editor says its last day, an approver approves it, and the number is public no more; then it comes back the same way.
// Two people, two browsers, and anybody who asks the API in between.

import assert from "node:assert/strict";
import { browserTests, look, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";
const NAME = "[Demo] Værestedet Ankeret";
/** Passed already, whatever the hour in Norway. */
const LAST_DAY = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);

async function asPerson(open, email) {
  const page = await open();
  await signIn(page, email, PASSWORD);
  await page.locator("main h1").waitFor();
  return page;
}

/** How many listings by the name anybody finds. */
async function found(server) {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query: `query ($text: String!) { listings(filter: { municipalityNumber: "1103", text: $text }) { totalCount } }`,
      variables: { text: "Værestedet Ankeret" },
    }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data.listings.totalCount;
}

/** From the listing's page to the field, and on to whoever approves; answers the change's id. */
async function sayLastDay(editor, way, day) {
  await editor.goto("/listings?text=Ankeret");
  await editor.getByRole("link", { name: NAME }).click();
  await editor.getByRole("button", { name: way }).click();
  await editor.waitForURL(/\/changes\/change_[^/]+#f-endsOn$/);
  const change = new URL(editor.url()).pathname.split("/").at(-1);
  const field = editor.locator("#f-endsOn");
  await editor.waitForFunction(() => document.activeElement?.id === "f-endsOn");
  await field.fill(day);
  await field.press("Tab");
  await editor.getByText(/^Lagret/).first().waitFor();
  await look(editor, day ? "ending-1-editor" : "ending-5-editor-back");
  await editor.getByRole("button", { name: "Send til godkjenning" }).click();
  await editor.waitForURL(/\/submit$/);
  await editor.getByText("Tilbys til og med").first().waitFor();
  await editor.getByRole("button", { name: "Send til godkjenning" }).click();
  await editor.getByText("Endringen er sendt").first().waitFor();
  return change;
}

async function approve(approver, change) {
  await approver.goto(`/review/${change}`);
  await approver.getByText("Tilbys til og med").first().waitFor();
  await look(approver, "ending-2-review");
  await approver.getByRole("button", { name: "Godkjenn og publiser" }).click();
  await approver.locator("#decide").getByRole("button", { name: "Godkjenn og publiser" }).click();
  await approver.locator("#decide[open]").waitFor({ state: "detached" });
  await approver.waitForURL((url) => !url.pathname.endsWith(change));
}

browser.test("a listing is ended by two people, and comes back", async ({ open, server }) => {
  const editor = await asPerson(open, "redaktor@demo.example");
  const approver = await asPerson(open, "godkjenner@demo.example");
  assert.equal(await found(server), 1);

  const end = await sayLastDay(editor, "Avslutt oppføringen", LAST_DAY);
  assert.equal(await found(server), 1, "nothing ends before it is approved");
  await approve(approver, end);
  assert.equal(await found(server), 0);

  // Those who keep it find it, and read why nobody else does.
  await editor.goto("/listings?state=ended");
  await editor.getByRole("row").filter({ hasText: NAME }).getByText("Avsluttet").waitFor();
  await look(editor, "ending-3-list");
  await editor.getByRole("link", { name: NAME }).click();
  await editor.getByRole("heading", { name: "Oppføringen er avsluttet" }).waitFor();
  assert.equal(await editor.getByRole("button", { name: "Stemmer fortsatt" }).count(), 0);
  await look(editor, "ending-4-listing");

  const back = await sayLastDay(editor, "Vis oppføringen igjen", "");
  assert.equal(await found(server), 0);
  await approve(approver, back);
  assert.equal(await found(server), 1);
});
