// A municipality's default opening hours: an approver sets them by keyboard, and every listing that inherits them answers with the new
// ones at once. Who may not set them is told who may; who was not first is told what stands now, and loses nothing.

import assert from "node:assert/strict";
import { browserTests, look, signIn, tabTo, write } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";
const THURSDAY = "#default-hours-weekly-d3-0-end";
const FRIDAY = "#default-hours-weekly-d4-0-end";

async function asPerson(open, email) {
  const page = await open();
  await signIn(page, email, PASSWORD);
  await page.locator("main h1").waitFor();
  return page;
}

/** Anybody asks: the hours of the first place of a listing in Stavanger, and whether it is open on a Thursday at half past four. */
async function publicHours(server, text) {
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query: `query ($text: String!) { listings(filter: { municipalityNumber: "1103", text: $text }) { nodes { places {
        openingHours { summary contentHash inheritedFrom { number } stateAt(at: "2026-11-26T16:30:00+01:00") { state } } } } } }`,
      variables: { text },
    }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  assert.equal(data.listings.nodes.length, 1, text);
  return data.listings.nodes[0].places[0].openingHours;
}

/** Types a closing time as a person with a mouse does. */
async function closeAt(page, field, time) {
  await page.locator(field).fill(time);
  await page.locator(field).press("Tab");
}

const reviewButton = (page) => page.getByRole("button", { name: "Se endringene og lagre" });
const dialog = (page) => page.getByRole("dialog", { name: "Lagre og publisere standardtidene?" });

/** Looks at what changes, and saves it. */
async function save(page) {
  await reviewButton(page).click();
  await dialog(page).getByRole("button", { name: "Lagre og publiser" }).click();
  await dialog(page).waitFor({ state: "hidden" });
}

/** At the hours of Stavanger, ready to be changed. */
async function atHours(page) {
  await page.goto("/default-hours/1103");
  await page.getByRole("heading", { level: 1, name: "Standardtider for Stavanger" }).waitFor();
  await page.locator(THURSDAY).waitFor();
}

browser.test("an approver changes the week by keyboard, and who inherits it answers at once", async ({ open, server }) => {
  const before = await publicHours(server, "Mestringshuset");
  assert.equal(before.inheritedFrom.number, "1103", "it keeps the municipality's hours");
  assert.equal(before.stateAt.state, "CLOSED");
  const own = await publicHours(server, "Familiesenteret");
  assert.equal(own.inheritedFrom, null, "it has hours of its own");

  const page = await asPerson(open, "godkjenner@demo.example");
  await tabTo(page, "main a", { name: "Kommunens standardtider" });
  await page.keyboard.press("Enter");
  // There is one municipality to choose: no choice is asked for.
  await page.getByRole("heading", { level: 1, name: "Standardtider for Stavanger" }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/default-hours/1103");
  await page.getByText("Én publisert oppføring følger disse tidene.").waitFor();
  // It is named, in the reader's language without a reload, and its name leads to it.
  const heir = page.locator("main").getByRole("link", { name: "Mestringshuset" });
  await heir.waitFor();
  const language = page.locator("label.language select");
  await language.selectOption("nn");
  await page.locator("main").getByRole("link", { name: "Meistringshuset" }).waitFor();
  await language.selectOption("nb");
  await heir.click();
  await page.getByRole("heading", { level: 1, name: "Mestringshuset" }).waitFor();
  assert.match(new URL(page.url()).pathname, /^\/listings\/listing_/);
  await page.goBack();
  await page.locator(THURSDAY).waitFor();

  // Nothing to save yet: the button says so.
  await tabTo(page, "main button", { name: "Se endringene og lagre" });
  await page.keyboard.press("Enter");
  await page.locator("main").getByText("Ingenting er endret.").waitFor();
  assert.equal(await dialog(page).count(), 0);

  await tabTo(page, THURSDAY, { back: true });
  await write(page, "18");
  await page.getByText("Mandag–onsdag og fredag 08.00–15.30").first().waitFor();
  await look(page, "default-hours-2-edit");

  // What was and what will be, in words, and for how many.
  await tabTo(page, "main button", { name: "Se endringene og lagre" });
  await page.keyboard.press("Enter");
  await dialog(page).getByText(/^Torsdag: før 08\.00–15\.30.*, nå 08\.00–18\.00/).waitFor();
  await page.waitForFunction(() => document.activeElement.id === "default-hours-review-title");
  await page.keyboard.press("Enter");
  assert.equal(await dialog(page).locator("#default-hours-review-text").getByRole("listitem").count(), 1, "only Thursday changes");
  await dialog(page).getByText(/Torsdag 08\.00–18\.00.*Lørdag og søndag stengt/).waitFor();
  await dialog(page).getByText("Én publisert oppføring følger disse tidene.").waitFor();
  await dialog(page).getByRole("listitem").filter({ hasText: "Mestringshuset" }).waitFor();
  await dialog(page).getByText("Endringen gjelder for alle med en gang, uten godkjenning.").waitFor();
  await look(page, "default-hours-3-review");
  assert.deepEqual(await publicHours(server, "Mestringshuset"), before, "nothing is public before it is saved");

  await tabTo(page, "dialog[open] button", { name: "Lagre og publiser" });
  await page.keyboard.press("Enter");
  await dialog(page).waitFor({ state: "hidden" });
  await page.locator("main").getByText(/Standardtidene er lagret/).waitFor();
  await page.waitForFunction(() => document.activeElement.id === "default-hours-outcome");

  const after = await publicHours(server, "Mestringshuset");
  assert.equal(after.inheritedFrom.number, "1103");
  assert.match(after.summary, /Torsdag 08\.00–18\.00/);
  assert.equal(after.stateAt.state, "OPEN");
  assert.deepEqual(await publicHours(server, "Familiesenteret"), own, "who has hours of its own keeps them");
});

browser.test("an editor reads the hours, and is told who may set them", async ({ open, server }) => {
  const before = await publicHours(server, "Mestringshuset");
  const editor = await asPerson(open, "redaktor@demo.example");
  await editor.getByRole("link", { name: "Ny oppføring" }).waitFor();
  assert.equal(await editor.getByRole("link", { name: "Kommunens standardtider" }).count(), 0, "no way that leads nowhere");
  for (const address of ["/default-hours", "/default-hours/1103"]) {
    await editor.goto(address);
    await editor.getByText("Du kan ikke endre standardtidene her").waitFor();
    await editor.getByText(/en som godkjenner i kommunen/).waitFor();
    assert.equal(await editor.locator("#default-hours").count(), 0, address);
  }
  await look(editor, "default-hours-4-no-access");

  // The server says the same to those who ask it themselves.
  const answer = await editor.evaluate(async () => {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        query: `mutation { setDefaultOpeningHours(input: { municipalityNumber: "1103", expectedVersion: 1, schedule: { mode: ALWAYS } }) {
          userErrors { code } } }`,
      }),
    });
    return response.json();
  });
  assert.deepEqual(answer.data.setDefaultOpeningHours.userErrors, [{ code: "NOT_ALLOWED" }]);
  assert.deepEqual(await publicHours(server, "Mestringshuset"), before);

  // In a listing that inherits them they are told in words. Only who may set them has a link to them.
  await editor.goto("/listings?text=Mestringshuset");
  await editor.getByRole("link", { name: /Mestringshuset/ }).click();
  await editor.getByRole("button", { name: "Endre", exact: true }).click();
  await editor.waitForURL(/\/changes\/change_/);
  const draft = new URL(editor.url()).pathname;
  const toHours = (page) => page.getByRole("link", { name: "Endre kommunens standardtider" });
  await editor.locator("#f-places-sted-openingHours").getByText(/Mandag–/).waitFor();
  assert.equal(await toHours(editor).count(), 0);
  const approver = await asPerson(open, "godkjenner@demo.example");
  await approver.goto(draft);
  await toHours(approver).first().waitFor();
  assert.equal(await toHours(approver).first().getAttribute("href"), "/default-hours/1103");
});

browser.test("who was not first sees what stands now, and keeps what was written", async ({ open, server }) => {
  const approver = await asPerson(open, "godkjenner@demo.example");
  const coordinator = await asPerson(open, "nasjonal@demo.example");
  await atHours(approver);
  await closeAt(approver, THURSDAY, "19");

  // The coordinator chooses among all municipalities; without a choice there is nothing to open.
  await coordinator.goto("/default-hours");
  await coordinator.getByRole("heading", { level: 1, name: "Kommunens standardtider" }).waitFor();
  await look(coordinator, "default-hours-1-choose");
  await coordinator.getByRole("button", { name: "Åpne", exact: true }).click();
  const choice = coordinator.getByLabel("Kommune", { exact: true });
  await coordinator.getByRole("link", { name: "Velg en kommune." }).waitFor();
  assert.equal(await choice.getAttribute("aria-invalid"), "true");
  await choice.selectOption("1103");
  await coordinator.getByRole("button", { name: "Åpne", exact: true }).click();
  await coordinator.locator(FRIDAY).waitFor();
  await closeAt(coordinator, FRIDAY, "13");
  await save(coordinator);
  await coordinator.getByText(/Sist endret .* av Demo Nasjonal koordinator/).first().waitFor();

  const conflict = approver.getByRole("heading", { name: "Noen andre endret standardtidene først" });
  const theirs = /Fredag 08\.00–13\.00/;
  await save(approver);
  await conflict.waitFor();
  await approver.getByText("Det du har skrevet, er ikke lagret.").waitFor();
  await approver.getByText(theirs).first().waitFor();
  await approver.getByText(/Sist endret .* av Demo Nasjonal koordinator/).first().waitFor();
  assert.equal(await approver.locator(THURSDAY).inputValue(), "19.00", "what was written is there");
  const published = await publicHours(server, "Mestringshuset");
  assert.match(published.summary, theirs);
  assert.doesNotMatch(published.summary, /19\.00/);
  await look(approver, "default-hours-5-conflict");

  // One's own hours are kept: what that does to theirs is seen before it is saved.
  await approver.getByRole("button", { name: "Behold mine tider" }).click();
  await conflict.waitFor({ state: "detached" });
  await reviewButton(approver).click();
  await dialog(approver).getByText(/^Fredag: før 08\.00–13\.00.*, nå 08\.00–15\.30/).waitFor();
  await dialog(approver).getByText(/^Torsdag: før .*, nå 08\.00–19\.00/).waitFor();
  await dialog(approver).getByRole("button", { name: "Lagre og publiser" }).click();
  await dialog(approver).waitFor({ state: "hidden" });
  await approver.getByText(/Standardtidene er lagret/).first().waitFor();
  assert.match((await publicHours(server, "Mestringshuset")).summary, /Torsdag 08\.00–19\.00/);

  // Now the coordinator is late, and takes what is there.
  await closeAt(coordinator, FRIDAY, "12");
  await save(coordinator);
  await coordinator.getByRole("button", { name: "Ta det som er lagret" }).click();
  await coordinator.getByText(/Sist endret .* av Demo Godkjenner/).first().waitFor();
  assert.equal(await coordinator.locator(THURSDAY).inputValue(), "19.00");
  assert.equal(await coordinator.locator(FRIDAY).inputValue(), "15.30");
  await reviewButton(coordinator).click();
  await coordinator.locator("main").getByText("Ingenting er endret.").waitFor();
});

browser.test("many listings that follow the hours are folded, and named when asked for", async ({ open }) => {
  const page = await asPerson(open, "godkjenner@demo.example");
  // The demonstration has one; here it has six neighbours.
  await page.route("**/graphql", async (route) => {
    if (!route.request().postData()?.includes("heirs")) return route.continue();
    const response = await route.fetch();
    const answer = await response.json();
    const record = answer.data.defaultHoursRecord;
    const [first] = record.heirs;
    const more = ["Frisklivet", "Varmestua", "Treffstedet", "Verkstedet", "Åpen dør", "Nattkafeen"];
    record.heirs.push(...more.map((nb) => ({ ...first, texts: { name: { nb, nn: null, en: null } } })));
    record.inheritingListings = record.heirs.length;
    await route.fulfill({ response, json: answer });
  });
  await atHours(page);
  await page.getByText("7 publiserte oppføringer følger disse tidene.").waitFor();
  const one = page.getByRole("link", { name: "Nattkafeen" });
  assert.equal(await one.isVisible(), false);
  await tabTo(page, "main summary", { name: "Vis hvilke" });
  await page.keyboard.press("Enter");
  await one.waitFor();
  assert.equal(await page.locator("main details").filter({ has: one }).getByRole("listitem").count(), 7);
  await look(page, "default-hours-6-many-heirs");
});
