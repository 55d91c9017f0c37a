// Opening hours are public when they are submitted, and another person looks at them afterwards: confirms them, or puts back what was
// there and says why. An editor and an approver, two browsers, and anybody who asks the API in between.

import assert from "node:assert/strict";
import { browserTests, look, shot, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";
const THURSDAY = "#f-places-sted-openingHours-weekly-d3-0-end";

/** Two published listings: their Thursday, what an editor makes of it, and an instant only the new hours cover. */
const FAMILIES = { text: "Familiesenteret", was: "08.00–15.30", until: "18", becomes: "08.00–18.00", at: "2026-11-26T16:30:00+01:00" };
const MEETING = { text: "Værestedet", was: "16.00–21.00", until: "2230", becomes: "16.00–22.30", at: "2026-11-26T22:00:00+01:00" };

async function asPerson(open, email) {
  const page = await open();
  await signIn(page, email, PASSWORD);
  await page.locator("main h1").waitFor();
  return page;
}

/** Anybody asks what is published, and whether the place is open at the instant. */
async function published(server, { text, at }) {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query: `query ($text: String!, $at: DateTime!) { listings(filter: { municipalityNumber: "1103", text: $text }) { nodes { name revisionNumber places {
        openingHours { summary contentHash stateAt(at: $at) { state } } } } } }`,
      variables: { text, at },
    }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  assert.equal(data.listings.nodes.length, 1, text);
  const { name, revisionNumber, places } = data.listings.nodes[0];
  return { name, revisionNumber, hours: places[0].openingHours };
}

/** An editor keeps the place open longer on Thursdays, and publishes that. */
async function openLater(editor, server, listing) {
  const { text, was, until, becomes } = listing;
  const before = await published(server, listing);
  assert.equal(before.hours.stateAt.state, "CLOSED");
  await editor.goto(`/listings?text=${text}`);
  await editor.getByRole("link", { name: before.name }).click();
  await editor.getByRole("button", { name: "Endre", exact: true }).click();
  await editor.waitForURL(/\/changes\/change_/);
  const change = new URL(editor.url()).pathname.split("/").at(-1);
  await editor.locator(THURSDAY).fill(until);
  await editor.locator(THURSDAY).press("Tab");
  await editor.getByText(`orsdag ${becomes}`).first().waitFor();
  await editor.getByText(/^Lagret/).first().waitFor();
  assert.deepEqual(await published(server, listing), before, "a draft is nobody else's business");

  // The road is told before it is taken.
  await editor.getByRole("button", { name: "Se over og publiser" }).click();
  await editor.waitForURL(/\/submit$/);
  await editor.getByRole("heading", { level: 1, name: `Publiser: ${before.name}` }).waitFor();
  await editor.getByText("Publiseres med en gang og gjennomgås etterpå").waitFor();
  const thursday = editor.locator(".diff-week tr").filter({ hasText: "Torsdag" });
  await thursday.locator("del", { hasText: was }).waitFor();
  await thursday.locator("ins", { hasText: becomes }).waitFor();
  assert.equal(await editor.locator(".diff-week :is(ins, del)").count(), 2, "no other day changes");
  assert.deepEqual(await published(server, listing), before, "nothing is public before it is sent");
  await editor.locator("#reason").fill("Åpent lenger torsdager.");
  await editor.getByRole("button", { name: "Publiser nå" }).click();
  await editor.getByRole("heading", { name: "Endringen er publisert" }).waitFor();
  await editor.waitForFunction(() => document.activeElement.id === "sent");
  assert.equal(await editor.getByRole("link", { name: "Til utkastet" }).count(), 0, "there is no draft any more");

  const after = await published(server, listing);
  assert.equal(after.hours.stateAt.state, "OPEN", "public at once");
  assert.ok(after.hours.summary.includes(`Torsdag ${becomes}`), after.hours.summary);
  assert.equal(after.revisionNumber, before.revisionNumber + 1);
  return { before, after, change };
}

/** The reviewer finds the change in the queue and opens it. */
async function fromTheQueue(reviewer, name, change) {
  await reviewer.goto("/review");
  const row = reviewer.getByRole("row").filter({ hasText: name });
  await row.getByText("Publisert, venter på gjennomgang").waitFor();
  await row.getByText("Åpningstider").waitFor();
  await row.getByRole("link", { name }).click();
  await reviewer.waitForURL((url) => url.pathname === `/review/${change}`);
  await reviewer.getByRole("heading", { level: 1, name }).waitFor();
  await reviewer.getByRole("heading", { name: "Allerede publisert" }).waitFor();
  await reviewer.getByText("Åpent lenger torsdager.").first().waitFor();
}

/** Whether the change still waits in the queue. */
async function waits(reviewer, name) {
  await reviewer.goto("/review");
  // The demonstration has another that waits: when it is shown, so is all that waits.
  await reviewer.getByRole("row").filter({ hasText: "Rask psykisk helsehjelp" }).waitFor();
  return (await reviewer.getByRole("row").filter({ hasText: name }).count()) > 0;
}

browser.test("new hours are public at once, and a reviewer confirms them", async ({ open, server }) => {
  const listing = FAMILIES;
  const editor = await asPerson(open, "redaktor@demo.example");
  const { after, change } = await openLater(editor, server, listing);
  await look(editor, "publish-first-1-sent");

  // Nobody confirms their own work.
  await editor.goto(`/changes/${change}`);
  await editor.getByRole("heading", { name: "Publisert, venter på gjennomgang" }).waitFor();
  assert.equal(await editor.getByRole("link", { name: "Se gjennom" }).count(), 0);
  const refused = await editor.evaluate(async (id) => {
    const ask = async (query) => {
      const response = await fetch("/graphql", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables: { id } }),
      });
      return (await response.json()).data;
    };
    const { changeRequest } = await ask("query ($id: ID!) { changeRequest(id: $id) { version permitted { confirm revert } } }");
    const { confirmChange } = await ask(`mutation ($id: ID!) { confirmChange(input: { changeRequestId: $id, expectedVersion: ${changeRequest.version} }) {
      userErrors { code } } }`);
    return { permitted: changeRequest.permitted, codes: confirmChange.userErrors.map(({ code }) => code) };
  }, change);
  assert.deepEqual(refused.permitted, { confirm: false, revert: false });
  assert.equal(refused.codes.length, 1, "the server refuses too");

  const reviewer = await asPerson(open, "godkjenner@demo.example");
  await reviewer.locator("main li").filter({ hasText: after.name }).getByText("Publisert, venter på gjennomgang").waitFor();
  await fromTheQueue(reviewer, after.name, change);
  await look(reviewer, "publish-first-2-review");
  await reviewer.getByRole("button", { name: "Bekreft", exact: true }).click();
  const dialog = reviewer.getByRole("dialog", { name: "Bekrefte endringen?" });
  await dialog.getByLabel(/Kommentar/).fill("Takk, det stemmer.");
  await shot(reviewer, "publish-first-3-confirm");
  await dialog.getByRole("button", { name: "Bekreft", exact: true }).click();
  await reviewer.waitForURL((url) => !url.pathname.endsWith(change));
  await reviewer.locator("#decided").getByText("Endringen er bekreftet.").waitFor();
  await reviewer.waitForFunction(() => document.activeElement.id === "decided");

  assert.deepEqual(await published(server, listing), after, "what is public stands");
  assert.equal(await waits(reviewer, after.name), false);
  await editor.goto("/");
  const told = editor.locator("main li").filter({ hasText: after.name });
  await told.getByText(/er gått gjennom og bekreftet/).waitFor();
  await told.getByRole("link", { name: "Se på" }).click();
  await editor.getByRole("heading", { name: "Publisert og bekreftet" }).waitFor();
  await editor.getByText("Takk, det stemmer.").first().waitFor();
});

browser.test("a reviewer puts back what was there, and the editor sees what happened", async ({ open, server }) => {
  const listing = MEETING;
  const editor = await asPerson(open, "redaktor@demo.example");
  const { before, after, change } = await openLater(editor, server, listing);
  const why = "Torsdag stenger vi 15.30, det står på døra.";

  const reviewer = await asPerson(open, "godkjenner@demo.example");
  await fromTheQueue(reviewer, after.name, change);
  await reviewer.getByRole("button", { name: "Tilbakefør", exact: true }).click();
  const dialog = reviewer.getByRole("dialog", { name: "Tilbakeføre endringen?" });
  const words = dialog.getByLabel(/Begrunnelse til forfatteren/);

  // Without a reason nothing is done, and the field says so.
  await dialog.getByRole("button", { name: "Tilbakefør", exact: true }).click();
  await dialog.getByText("Skriv en begrunnelse, så forfatteren vet hvorfor.").waitFor();
  assert.equal(await words.getAttribute("aria-invalid"), "true");
  assert.ok(await words.evaluate((field) => field === document.activeElement), "focus is in the field");
  assert.deepEqual(await published(server, listing), after);
  await look(reviewer, "publish-first-4-revert");

  await words.fill(why);
  await dialog.getByRole("button", { name: "Tilbakefør", exact: true }).click();
  await reviewer.waitForURL((url) => !url.pathname.endsWith(change));
  await reviewer.getByText(/Endringen er tilbakeført/).first().waitFor();

  // What was there before is there again, as a revision of its own.
  const now = await published(server, listing);
  assert.deepEqual(now.hours, before.hours);
  assert.equal(now.revisionNumber, after.revisionNumber + 1);
  assert.equal(await waits(reviewer, after.name), false);

  // The editor: what, why, by whom; and the history has all three.
  await editor.goto("/");
  const told = editor.locator("main li").filter({ hasText: after.name }).filter({ hasText: "Tilbakeført" });
  await told.getByText(why).waitFor();
  await told.getByRole("link", { name: "Se hva som skjedde" }).click();
  await editor.getByRole("heading", { name: "Tilbakeført" }).waitFor();
  await editor.locator("blockquote", { hasText: why }).waitFor();
  await editor.getByText(/^Demo Godkjenner, /).waitFor();
  await editor.getByRole("heading", { level: 1, name: `Endring: ${after.name}` }).waitFor();
  await editor.locator(".diff-week ins", { hasText: listing.becomes }).waitFor();
  await look(editor, "publish-first-5-reverted");
  await editor.getByRole("link", { name: "Se historikken" }).click();
  await editor.getByText(`Tilbakefører utgave ${after.revisionNumber}`).waitFor();
  await editor.getByText(`Tilbakeført i utgave ${now.revisionNumber}`).waitFor();
  await look(editor, "publish-first-6-history");
});
