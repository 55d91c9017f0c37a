// The out-of-hours doctor's hours, set up by keyboard alone: weekdays 15.30–08, weekends and holidays 08–08, Christmas Eve 10–12,
// closed in July. Then the public API is asked at instants where others go wrong.

import assert from "node:assert/strict";
import { axe, browserTests, everyWay, scrollsSideways, shot, signIn, tabTo, write } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";

/** The next Christmas Eve and the next July, as the editor sees them from today. */
function ahead(today = new Date()) {
  const year = today.getFullYear();
  const july = today.getMonth() <= 6 ? year : year + 1;
  return { eve: today.getMonth() === 11 && today.getDate() > 24 ? year + 1 : year, july, year };
}

async function stateAt(server, name, instants) {
  const fields = instants.map(([at], index) => `a${index}: stateAt(at: "${at}") { state }`).join(" ");
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query: `query ($text: String!) { listings(filter: { municipalityNumber: "1103", text: $text }) {
        nodes { contactPoints { openingHours { ${fields} } } } } }`,
      variables: { text: name },
    }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  const hours = data.listings.nodes[0].contactPoints[0].openingHours;
  return instants.map((_, index) => hours[`a${index}`].state);
}

browser.test("the out-of-hours doctor is set up by keyboard alone, and the API answers right", async ({ open, server }) => {
  const name = "Tastevakta";
  const { eve, july, year } = ahead();
  const page = await open();
  await signIn(page, "redaktor@demo.example", PASSWORD);
  await page.locator("main h1").waitFor();
  await page.goto("/listings/new");
  await page.locator("#new-serviceTypeSlug").selectOption("samtalegruppe");
  await page.getByRole("button", { name: "Begynn" }).click();
  await page.waitForURL(/\/changes\/change_/);
  await page.locator("#f-name-nb").fill(name);
  await page.locator("#f-summary-nb").fill("Prøver tider som går over midnatt.");
  await page.getByRole("button", { name: "Legg til kontaktpunkt" }).click();
  const value = page.locator("[id^='f-contactPoints-'][id$='-value']");
  await value.fill("39 00 12 35");
  await value.focus();

  // From here on, only keys. Fixed hours are the first choice of four.
  await tabTo(page, "[id*='-openingHours-mode-']");
  const first = () => page.evaluate(() => document.activeElement.id.endsWith("-mode-scheduled"));
  for (let presses = 0; presses < 4 && !(await first()); presses += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Space");
  await page.locator("[id$='-weekly-d0-state-closed']").waitFor();

  // Monday 15.30–08, and it is meant to go over midnight; then the same to Friday.
  await tabTo(page, "[id*='-weekly-d0-state-']");
  await page.keyboard.press("ArrowUp");
  await tabTo(page, "[id$='-weekly-d0-0-start']");
  await write(page, "1530");
  await tabTo(page, "[id$='-weekly-d0-0-end']");
  await write(page, "8");
  await page.getByText("stenger kl. 08.00 neste dag").first().waitFor();
  await tabTo(page, "button[aria-label^='Kopier'][aria-label*='andag']");
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  await tabTo(page, "dialog[open] [role=group] button:first-child");
  await page.keyboard.press("Enter");
  await tabTo(page, "dialog[open] .actions:last-child button:first-child");
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor({ state: "detached" });

  // Saturday round the clock: the same time twice is asked about, and the answer is yes. Sunday like it.
  await tabTo(page, "[id*='-weekly-d5-state-']");
  await page.keyboard.press("ArrowUp");
  await tabTo(page, "[id$='-weekly-d5-0-start']");
  await write(page, "08");
  await tabTo(page, "[id$='-weekly-d5-0-end']");
  await write(page, "8.00");
  await tabTo(page, ".hours-question button:first-child");
  await page.keyboard.press("Enter");
  await tabTo(page, "button[aria-label^='Kopier'][aria-label*='ørdag']");
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  await tabTo(page, "dialog[open] input[type=checkbox][value='6'], dialog[open] [id$='-copy-days-6']");
  await page.keyboard.press("Space");
  await tabTo(page, "dialog[open] .actions:last-child button:first-child");
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor({ state: "detached" });

  // Holidays as Sundays.
  await tabTo(page, "[id*='-holidays-rule-']");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.locator("[id$='-holidays-rule-sunday']").isChecked());

  // Christmas Eve 10–12.
  await tabTo(page, "summary[id$='-openingHours-holidays']");
  await page.keyboard.press("Enter");
  if (eve !== year) {
    await tabTo(page, `summary[id$='-holidays-${eve}']`);
    await page.keyboard.press("Enter");
  }
  const row = page.locator("tr", { hasText: "Julaften" }).first();
  await row.waitFor();
  const edit = await row.locator("[id$='-edit']").getAttribute("id");
  await tabTo(page, `#${edit}`);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id.includes("-choice-"));
  await page.keyboard.press("ArrowUp");
  await tabTo(page, "[id*='-holidays-overrides-0-spans-line0-start']");
  await write(page, "10");
  await tabTo(page, "[id*='-holidays-overrides-0-spans-line0-end']");
  await write(page, "12");

  // Closed in July.
  await tabTo(page, "summary[id$='-openingHours-exceptions']");
  await page.keyboard.press("Enter");
  await tabTo(page, "[id$='-openingHours-exceptions-add']");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id.endsWith("-exceptions-0-from"));
  await write(page, `1.7.${july}`);
  await tabTo(page, "[id$='-exceptions-0-to']");
  await write(page, `31.7.${july}`);
  await page.getByText(/Lagret/).first().waitFor();

  // What was set up, looked at.
  await page.waitForLoadState("networkidle");
  await shot(page, "legevakt-editor");
  await everyWay(page, async ({ width }) => {
    assert.equal(await scrollsSideways(page), false, `the editor scrolls sideways at ${width} px`);
  });
  assert.deepEqual(await axe(page), [], "the editor");

  // Sent, approved, public.
  await page.getByRole("button", { name: "Send til godkjenning" }).click();
  await page.waitForURL(/\/submit$/);
  const change = /\/changes\/([^/]+)\/submit/.exec(page.url())[1];
  await page.getByRole("button", { name: "Send til godkjenning" }).click();
  await page.getByText("Endringen er sendt").first().waitFor();
  const coordinator = await open();
  await signIn(coordinator, "nasjonal@demo.example", PASSWORD);
  await coordinator.locator("main h1").waitFor();
  await coordinator.goto(`/review/${change}`);
  await coordinator.getByText(name).first().waitFor();
  await shot(coordinator, "legevakt-review");
  await coordinator.getByRole("button", { name: "Godkjenn og publiser" }).click();
  await coordinator.locator("#decide").getByRole("button", { name: "Godkjenn og publiser" }).click();
  await coordinator.locator("#decide[open]").waitFor({ state: "detached" });
  await coordinator.waitForURL((url) => !url.pathname.endsWith(change));

  const instants = [
    ["2026-11-23T12:00:00+01:00", "CLOSED"], // Monday noon
    ["2026-11-23T15:30:00+01:00", "OPEN"], // the first second
    ["2026-11-24T07:59:59+01:00", "OPEN"], // the last second of the night
    ["2026-11-24T08:00:00+01:00", "CLOSED"], // the end is not part of it
    ["2026-11-28T08:00:00+01:00", "OPEN"], // Friday's night ends and Saturday begins
    ["2026-11-30T07:30:00+01:00", "OPEN"], // Sunday's tail on Monday
    ["2026-10-25T02:30:00+01:00", "OPEN"], // the hour that comes twice
    [`${eve}-12-24T09:00:00+01:00`, "CLOSED"], // before Christmas Eve's own hours
    [`${eve}-12-24T11:00:00+01:00`, "OPEN"],
    [`${eve}-12-24T20:00:00+01:00`, "CLOSED"], // no night on Christmas Eve
    [`${eve}-12-25T09:00:00+01:00`, "OPEN"], // Christmas Day as a Sunday
    [`${july}-07-01T07:00:00+02:00`, "OPEN"], // June's last night keeps its tail
    [`${july}-07-15T20:00:00+02:00`, "CLOSED"],
    [`${july}-08-01T16:00:00+02:00`, "OPEN"],
  ];
  const answered = await stateAt(server, name, instants);
  assert.deepEqual(
    instants.map(([at], index) => [at, answered[index]]),
    instants,
  );
});
