// A listing, all the way: an editor writes it, a coordinator approves it, the public API answers with it, the history shows who did
// what. Three people, three browsers.

import assert from "node:assert/strict";
import { browserTests, look, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";

async function asPerson(open, email) {
  const page = await open();
  await signIn(page, email, PASSWORD);
  await page.locator("main h1").waitFor();
  return page;
}

async function publicAnswer(server, name) {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query: `query ($text: String!) { listings(filter: { municipalityNumber: "1103", text: $text }) {
        totalCount nodes { name summary revisionNumber contactPoints { formattedValue openingHours {
          summary stateAt(at: "2026-11-25T09:00:00Z") { state } } } } } }`,
      variables: { text: name },
    }),
  });
  return (await response.json()).data.listings;
}

browser.test("a listing from an empty form to the public answer, by three people", async ({ open, server }) => {
  const name = "Samtalehjørnet Tasta";

  // The editor writes.
  const editor = await asPerson(open, "redaktor@demo.example");
  await look(editor, "road-1-my-page");
  await editor.goto("/listings/new");
  await editor.locator("#new-serviceTypeSlug").selectOption("samtalegruppe");
  await look(editor, "road-2-new");
  await editor.getByRole("button", { name: "Begynn" }).click();
  await editor.waitForURL(/\/changes\/change_/);
  await editor.locator("#f-name-nb").fill(name);
  await editor.locator("#f-summary-nb").fill("Åpne samtaler for alle som trenger noen å snakke med.");
  await editor.getByRole("button", { name: "Legg til kontaktpunkt" }).click();
  const value = editor.locator("[id^='f-contactPoints-'][id$='-value']");
  await value.fill("39 00 12 34");
  await editor.locator("[id$='-openingHours-mode-scheduled']").check();
  await editor.getByRole("button", { name: "Mandag–fredag 08–15.30" }).click();
  // Thursday is open until six: the third field from the keyboard, as typed.
  const thursday = editor.locator("[id$='-weekly-d3-0-end']");
  await thursday.fill("18");
  await thursday.press("Tab");
  await editor.getByText(/torsdag 08\.00–18\.00/i).first().waitFor();
  await editor.getByText(/Lagret/).first().waitFor();
  await look(editor, "road-3-editor");

  // What will change, then off it goes.
  await editor.getByRole("button", { name: "Send til godkjenning" }).click();
  await editor.waitForURL(/\/submit$/);
  await editor.locator("#reason").fill("Nytt tilbud fra høsten.");
  await look(editor, "road-4-submit");
  const change = /\/changes\/([^/]+)\/submit/.exec(editor.url())[1];
  await editor.getByRole("button", { name: "Send til godkjenning" }).click();
  await editor.getByText("Endringen er sendt").first().waitFor();
  assert.equal((await publicAnswer(server, name)).totalCount, 0, "nothing is public before it is approved");

  // The national coordinator reads and approves.
  const coordinator = await asPerson(open, "nasjonal@demo.example");
  await coordinator.goto("/review");
  await coordinator.locator("main h1").waitFor();
  await look(coordinator, "road-5-queue");
  await coordinator.goto(`/review/${change}`);
  await coordinator.getByText(name).first().waitFor();
  await look(coordinator, "road-6-review");
  await coordinator.getByRole("button", { name: "Godkjenn og publiser" }).click();
  await coordinator.locator("#decide").getByRole("button", { name: "Godkjenn og publiser" }).click();
  await coordinator.locator("#decide[open]").waitFor({ state: "detached" });
  await coordinator.waitForURL((url) => !url.pathname.endsWith(change));

  // Anybody asks.
  const answer = await publicAnswer(server, name);
  assert.equal(answer.totalCount, 1);
  const [listing] = answer.nodes;
  assert.equal(listing.name, name);
  assert.equal(listing.revisionNumber, 1);
  assert.equal(listing.contactPoints[0].formattedValue, "39 00 12 34");
  assert.equal(listing.contactPoints[0].openingHours.stateAt.state, "OPEN");
  assert.match(listing.contactPoints[0].openingHours.summary, /18\.00/);

  // The history says who did what.
  await editor.goto("/listings?text=Samtalehj%C3%B8rnet");
  await editor.getByRole("link", { name }).click();
  await look(editor, "road-7-listing");
  await editor.getByRole("link", { name: "Historikk" }).click();
  await editor.getByText("Demo Nasjonal koordinator").first().waitFor();
  await look(editor, "road-8-history");
});

browser.test("the other pages stand in every state", async ({ open }) => {
  const admin = await asPerson(open, "admin@demo.example");
  for (const [path, name] of [
    ["/users", "users"],
    ["/users/new", "users-new"],
    ["/audit", "audit"],
    ["/account", "account"],
    ["/listings", "listings-no-access"],
  ]) {
    await admin.goto(path);
    await admin.locator("main h1").waitFor();
    await admin.waitForLoadState("networkidle");
    await look(admin, name);
  }
});
