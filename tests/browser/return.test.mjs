// Going on and back in lists: Back leads to the same spot and the same link, another page begins at its heading, and a link to a page of
// a list that is no more leads to the first one.

import assert from "node:assert/strict";
import { browserTests, signIn } from "./harness.mjs";

const browser = browserTests();
const PASSWORD = "veiviser-demo-2026";

/** A national coordinator at a low window, so that every list is longer than it. */
async function atList(open, address) {
  const page = await open({ viewport: { width: 1280, height: 420 } });
  await signIn(page, "nasjonal@demo.example", PASSWORD);
  await page.goto(address);
  await page.locator("main tbody a").first().waitFor();
  return page;
}

const active = (page) => page.evaluate(() => [document.activeElement.tagName, document.activeElement.getAttribute("href")]);
const scrolled = (page) => page.evaluate(() => Math.round(scrollY));

/** Follows the last link of the list, goes back, and looks where one is. */
async function thereAndBack(page, links, there) {
  const link = links.last();
  await link.scrollIntoViewIfNeeded();
  const href = await link.getAttribute("href");
  const before = await scrolled(page);
  assert.ok(before > 100, "the list is longer than the window");
  await link.click();
  await page.waitForURL(there);
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
  assert.equal(await scrolled(page), 0);

  await page.goBack();
  await page.waitForFunction((wanted) => document.activeElement.getAttribute("href") === wanted, href);
  await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) <= 2, before);

  // Going on again is a new page, and begins at its heading.
  await page.keyboard.press("Enter");
  await page.waitForURL(there);
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
}

browser.test("Back leads to where one was among the listings", async ({ open }) => {
  const page = await atList(open, "/listings?order=updated");
  await thereAndBack(page, page.locator("main tbody th a"), /\/listings\/listing_/);
});

browser.test("Back leads to where one was in the queue", async ({ open }) => {
  const page = await atList(open, "/review");
  await thereAndBack(page, page.locator("main tbody a[href^='/review/']"), /\/review\/change_/);
});

browser.test("a loaded page begins where it was left", async ({ open }) => {
  const page = await atList(open, "/listings");
  await page.evaluate(() => scrollTo(0, 300));
  const before = await scrolled(page);
  await page.reload();
  await page.waitForFunction((wanted) => Math.abs(scrollY - wanted) <= 2, before);
});

browser.test("another page of a list begins at the heading, the last one too", async ({ open }) => {
  const page = await atList(open, "/listings");
  const next = page.getByRole("link", { name: "Neste" });
  const first = await page.locator("main tbody th a").first().getAttribute("href");
  assert.equal(await next.count(), 1, "the list has several pages");
  while ((await next.count()) > 0) {
    const address = page.url();
    await next.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.href !== address);
    await page.waitForFunction(() => document.activeElement.tagName === "H1");
    assert.equal(await scrolled(page), 0);
  }
  await page.getByRole("link", { name: "Forrige" }).click();
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
  assert.equal(await page.locator("main tbody th a").first().getAttribute("href"), first);
});

browser.test("a page of a list that is no more gives way to the first one", async ({ open }) => {
  const page = await atList(open, "/listings");
  const first = await page.locator("main tbody th a").first().getAttribute("href");
  for (const address of ["/listings?after=xyz", "/listings?order=updated&before=xyz"]) {
    await page.goto(address);
    await page.getByText("Siden du ba om i listen, finnes ikke lenger. Dette er den første.").first().waitFor();
    await page.locator("main tbody a").first().waitFor();
    assert.doesNotMatch(page.url(), /after|before/);
  }
  assert.match(page.url(), /order=updated/, "what else the address said still holds");
  await page.goto("/listings?after=xyz");
  await page.locator("main tbody a").first().waitFor();
  assert.equal(await page.locator("main tbody th a").first().getAttribute("href"), first);
  assert.deepEqual(await active(page).then(([tag]) => tag), "BODY", "nothing takes focus on a page that was just loaded");
});
