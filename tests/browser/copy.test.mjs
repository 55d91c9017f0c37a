// Opening hours copied to other places: within a listing and to other listings, seen before it is done, taken back, sent to review; and
// what every target says when something is in the way. The API is asked afterwards what really stands there.

import assert from "node:assert/strict";
import { ask, axe, browserTests, everyWay, scrollsSideways, shot, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";
const OFFICE = /Mandag–fredag 08\.00–15\.30/;

/** The listing of that name with its open changes. */
async function listing(page, text) {
  const data = await ask(
    page,
    `query ($text: String!) { listingRecords(filter: { municipalityNumber: "1103", text: $text }) { nodes { id name
      openChangeRequests { id state version author { name } document } } } }`,
    { text },
  );
  assert.equal(data.listingRecords.nodes.length, 1, text);
  return data.listingRecords.nodes[0];
}

/** An editor in a draft of the listing of that name. */
async function editing(page, text, email = "redaktor@demo.example") {
  await signIn(page, email, PASSWORD);
  await page.locator("main h1").waitFor();
  const { id, openChangeRequests } = await listing(page, text);
  if (openChangeRequests.length > 0) {
    // Begun by a test before this one: the draft is gone on with.
    await page.goto(`/changes/${openChangeRequests[0].id}`);
  } else {
    await page.goto(`/listings/${id}`);
    await page.getByRole("button", { name: "Endre", exact: true }).click();
    await page.waitForURL(/\/changes\/change_/);
  }
  // A place that has the municipality's hours gets its own first: what is inherited is not copied.
  const own = page.locator("#f-places-sted-hoursSource-OWN");
  await own.check();
  await page.locator("#f-places-sted-openingHours-copy-button").waitFor();
}

const dialog = (page) => page.locator("#f-places-sted-openingHours-copy");

/** Opens the dialog of the place's hours. */
async function openDialog(page) {
  await page.locator("#f-places-sted-openingHours-copy-button").click();
  await dialog(page).getByRole("heading", { name: "Kopier åpningstidene" }).waitFor();
  return dialog(page);
}

/** Picks another listing in the dialog and chooses the targets named. */
async function pick(page, name, targets) {
  const inside = dialog(page);
  await inside.getByLabel("Finn en oppføring").fill(name);
  await inside.getByRole("button", { name: new RegExp(name) }).click();
  const group = inside.getByRole("group", { name: new RegExp(name) });
  await group.waitFor();
  for (const target of targets) await group.getByLabel(target).check();
  return group;
}

const hoursOf = (change, list, id) => change.document[list].find((one) => one.id === id).openingHours;

browser.test("hours are copied within the listing and to others, seen first, and taken back", async ({ page }) => {
  await editing(page, "Mestringshuset");

  // By keyboard: the button, the first target, its preview in words.
  await page.locator("#f-places-sted-openingHours-copy-button").focus();
  await page.keyboard.press("Enter");
  const inside = dialog(page);
  await inside.getByText("Disse tidene kopieres:").waitFor();
  await inside.getByText(OFFICE).first().waitFor();

  // Nothing chosen: said, and nothing done.
  await inside.getByRole("button", { name: /^Kopier \(0/ }).click();
  await inside.getByText("Velg minst ett sted eller kontaktpunkt.").waitFor();

  const phone = inside.getByLabel(/^Telefon /).first();
  await phone.focus();
  await page.keyboard.press("Space");
  await inside.getByText(/Mandag–fredag: før .*, nå 08\.00–15\.30/).waitFor();

  const outreach = await pick(page, "Utekontakten", [/^Telefon/]);
  await outreach.getByText(/nå 08\.00–15\.30/).first().waitFor();
  await pick(page, "Værestedet", [/Besøksadresse/]);
  await shot(page, "copy-1-choose");
  await everyWay(page, async ({ width }) => {
    assert.equal(await scrollsSideways(page), false, `the dialog scrolls sideways at ${width} px`);
  });
  assert.deepEqual(await axe(page), [], "choosing");

  // One click or two: it is done once.
  const copy = inside.getByRole("button", { name: /^Kopier \(3/ });
  await copy.evaluate((button) => {
    button.click();
    button.click();
  });
  await inside.getByText("Kopiert til 1 i utkastet ditt").waitFor();
  await inside.getByText("Lagt i et utkast. Ikke sendt inn ennå").nth(1).waitFor();
  await shot(page, "copy-2-results");
  assert.deepEqual(await axe(page), [], "results");

  const outreachNow = await listing(page, "Utekontakten");
  assert.equal(outreachNow.openChangeRequests.length, 1, "one draft, however many clicks");
  assert.equal(outreachNow.openChangeRequests[0].state, "DRAFT");
  const copied = hoursOf(outreachNow.openChangeRequests[0], "contactPoints", "telefon");
  assert.deepEqual(
    copied.weekly.map(({ start, durationMinutes }) => [start, durationMinutes]),
    [["08:00", 450]],
  );
  const untouched = await listing(page, "Familiesenteret");
  assert.equal(untouched.openChangeRequests.length, 0);

  // The page saves this listing's own; then everything is taken back.
  await inside.getByRole("button", { name: "Angre kopieringen" }).click();
  await inside.getByText("Kopieringen er angret").nth(2).waitFor();
  assert.equal((await listing(page, "Utekontakten")).openChangeRequests.length, 0, "the draft begun for it is gone");
  assert.equal((await listing(page, "Værestedet")).openChangeRequests.length, 0);
  await inside.getByRole("button", { name: "Lukk" }).click();
  await page.getByText(/Lagret/).first().waitFor();
  const own = await listing(page, "Mestringshuset");
  const phoneHours = hoursOf(own.openChangeRequests[0], "contactPoints", "telefon");
  assert.notDeepEqual(
    phoneHours.weekly.map(({ start, durationMinutes }) => [start, durationMinutes]),
    [["08:00", 450]],
    "the telephone has its own hours again",
  );
});

browser.test("a new draft is submitted from here, and what is in the way says so", async ({ page, open, server }) => {
  await editing(page, "Familiesenteret");
  // Somebody else is writing in one of them.
  const other = await open();
  await signIn(other, "nasjonal@demo.example", PASSWORD);
  await other.locator("main h1").waitFor();
  const inside = await openDialog(page);

  // A change of this one waits for review: no targets, a link instead.
  const waiting = await pick(page, "Rask psykisk helsehjelp", []);
  await waiting.getByText("En endring venter på godkjenning").waitFor();
  assert.equal(await waiting.getByRole("checkbox").count(), 0);

  await pick(page, "Helsestasjon for ungdom", [/Besøksadresse/]);
  await inside.getByRole("button", { name: /^Kopier \(1/ }).click();
  await inside.getByText("Lagt i et utkast").waitFor();
  await inside.getByRole("button", { name: "Send inn de nye utkastene (1)" }).click();
  await inside.getByText("Sendt inn").first().waitFor();
  const sent = await listing(page, "Helsestasjon");
  assert.equal(sent.openChangeRequests[0].state, "PUBLISHED_UNREVIEWED", "hours are public at once");
  assert.equal(await inside.getByRole("button", { name: "Angre kopieringen" }).count(), 0);

  // Before and after in words, for the one who reviews.
  await other.goto(`/review/${sent.openChangeRequests[0].id}`);
  await other.locator(".diff-week del").first().waitFor();
  await shot(other, "copy-3-review");
  assert.deepEqual(await axe(other), [], "review");

  // And it is public already.
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query: `{ listings(filter: { municipalityNumber: "1103", text: "Helsestasjon" }) { nodes { revisionNumber } } }`,
    }),
  });
  assert.equal((await response.json()).data.listings.nodes[0].revisionNumber, 2);
});

browser.test("when the connection goes, each target says so and the rest can be tried again", async ({ page, expectError }) => {
  await editing(page, "Lavterskel");
  const inside = await openDialog(page);
  await pick(page, "FACT", [/^Telefon/]);
  await pick(page, "Kurs i mestring", [/Besøksadresse/]);
  await page.context().setOffline(true);
  await inside.getByRole("button", { name: /^Kopier \(2/ }).click();
  await inside.getByText("Fikk ikke kontakt med tjeneren.").waitFor();
  await inside.getByText("Ikke kopiert ennå").waitFor();
  await page.context().setOffline(false);
  await inside.getByRole("button", { name: "Prøv resten igjen" }).click();
  await inside.getByText("Lagt i et utkast").nth(1).waitFor();
  assert.equal((await listing(page, "FACT")).openChangeRequests.length, 1);
  expectError(/ERR_INTERNET_DISCONNECTED/);
});

browser.test("the preview answers from the engine while one writes", async ({ page }) => {
  await editing(page, "Familiesenteret");
  const hours = page.locator("#f-places-sted-openingHours");
  const preview = hours.locator(".hours-preview");
  await preview.getByText(OFFICE).first().waitFor();
  // Three languages, each marked as what it is.
  await preview.getByText("Samme setning på de andre språkene").click();
  await preview.locator("[lang=nn]", { hasText: "Måndag–fredag" }).waitFor();
  await preview.locator("[lang=en]", { hasText: "Monday–Friday" }).waitFor();
  // Fourteen dates in words; the planning day says that it is closed.
  assert.equal(await preview.locator(".hours-strip li").count(), 14);
  assert.equal(await preview.locator(".hours-strip li[data-state=closed]").first().innerText().then((t) => /Stengt/.test(t)), true);
  // An instant.
  await preview.getByText("Hva ser publikum på et bestemt tidspunkt?").click();
  await preview.getByRole("button", { name: "Julaften kl. 11" }).click();
  await preview.locator(".hours-answer").getByText(/24\. desember/).waitFor();
  await preview.getByLabel("Dato").fill("2027-03-26");
  await preview.getByLabel("Klokkeslett").fill("10:00");
  await preview.locator(".hours-answer").getByText("Langfredag: stengt").waitFor();
  await preview.locator(".hours-answer").getByText("Åpner tirsdag 30. mars kl. 08.00.").waitFor();
  await shot(page, "preview");
  assert.deepEqual(await axe(page), [], "preview");
  await everyWay(page, async ({ width }) => {
    assert.equal(await scrollsSideways(page), false, `the preview scrolls sideways at ${width} px`);
  });
});
