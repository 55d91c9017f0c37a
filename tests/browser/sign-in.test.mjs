// Signing in: the form stands in plain HTML before any of the console is here, says in words what is wrong, and leads to the address one
// came for.

import assert from "node:assert/strict";
import { axe, browserTests, everyWay, scrollsSideways, shot, signIn } from "./harness.mjs";

const browser = browserTests();
const EMAIL = "redaktor@demo.example";
const PASSWORD = "veiviser-demo-2026";
/** What a signed-out visitor may load before they can type. */
const BUDGET = 40_000;
const CONSOLE = /\.wasm$/;

/** The addresses a page asks for from now on. */
function requests(page) {
  const asked = [];
  page.on("request", (request) => asked.push(request));
  return asked;
}

const urls = (asked) => asked.map((request) => request.url());

async function submit(page, email, password) {
  await page.locator("#email").fill(email);
  await page.locator("#password").fill(password);
  await page.locator("#password").press("Enter");
}

/** What the box above the form says, once it says something. */
async function problem(page) {
  await page.locator("#problems").waitFor();
  return page.locator("#problems").innerText();
}

const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.tagName);

browser.test("the form is light, and nothing of the console comes before somebody begins", async ({ page }) => {
  const asked = requests(page);
  await page.goto("/listings", { waitUntil: "networkidle" });
  const sizes = await Promise.all(asked.map((request) => request.sizes()));
  const bytes = sizes.reduce((sum, size) => sum + size.responseBodySize, 0);
  assert.ok(bytes > 0 && bytes <= BUDGET, `${bytes} bytes: ${urls(asked).join(" ")}`);
  assert.ok(!urls(asked).some((url) => CONSOLE.test(url) || url.endsWith(".woff2")), urls(asked).join(" "));

  const program = page.waitForRequest((request) => CONSOLE.test(request.url()));
  await page.locator("#email").focus();
  await program;
});

browser.test("whoever pays for each byte fetches the console only when signed in", async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
  const asked = requests(page);
  await page.goto("/");
  await page.locator("#email").fill(EMAIL);
  await page.waitForTimeout(500);
  assert.ok(!urls(asked).some((url) => CONSOLE.test(url)));
  await submit(page, EMAIL, PASSWORD);
  await page.locator("#main h1").waitFor();
});

browser.test("the form looks right in every width and colour, and at 400 %", async ({ page }) => {
  await page.goto("/");
  await shot(page, "sign-in");
  await everyWay(page, async ({ width }) => {
    assert.equal(await scrollsSideways(page), false, `at ${width} px`);
  });
  assert.deepEqual(await axe(page), []);
  await page.setViewportSize({ width: 320, height: 256 });
  assert.equal(await scrollsSideways(page), false, "at 400 %");
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ forcedColors: "active" });
  await shot(page, "sign-in-forced-colours");

  await page.locator("#submit").click();
  await shot(page, "sign-in-missing");
  assert.deepEqual(await axe(page), []);
});

browser.test("the keyboard reaches everything in the order in which it is read", async ({ page }) => {
  await page.goto("/");
  const order = [];
  for (let stop = 0; stop < 5; stop += 1) {
    await page.keyboard.press("Tab");
    order.push(await focused(page));
  }
  assert.deepEqual(order, ["language", "email", "password", "show-password", "submit"]);
  await page.locator("#password").fill("hemmelig");
  await page.locator("#show-password").press("Space");
  assert.equal(await page.locator("#password").getAttribute("type"), "text");
  await page.locator("#show-password").press("Space");
  assert.equal(await page.locator("#password").getAttribute("type"), "password");
});

browser.test("what is missing is said at its field, and linked from above", async ({ page }) => {
  const asked = requests(page);
  await page.goto("/", { waitUntil: "networkidle" });
  const before = asked.length;
  await page.locator("#submit").click();
  assert.match(await problem(page), /Fyll ut e-postadressen/);
  assert.equal(await focused(page), "problems");
  const email = page.locator("#email");
  assert.equal(await email.getAttribute("aria-invalid"), "true");
  assert.equal(await email.getAttribute("aria-describedby"), "email-error");
  assert.match(await page.locator("#email-error").innerText(), /Fyll ut e-postadressen/);
  await page.locator("#problems").getByRole("link", { name: "Fyll ut passordet." }).click();
  assert.equal(await focused(page), "password");
  await email.fill("a");
  assert.equal(await email.getAttribute("aria-invalid"), null);
  const posts = asked.slice(before).filter((request) => request.method() === "POST");
  assert.equal(posts.length, 0, "nothing is sent while something is missing");
});

browser.test("a wrong password is told in words; the right one leads where one meant to go", async ({ page }) => {
  await page.goto("/graphiql");
  await page.goto("/listings?text=samtale");
  await submit(page, EMAIL, "ikke-passordet");
  assert.match(await problem(page), /E-postadressen eller passordet er feil/);
  assert.equal(await focused(page), "problems");
  assert.equal(await page.locator("#email").inputValue(), EMAIL, "what was typed stays");
  await shot(page, "sign-in-wrong");
  assert.deepEqual(await axe(page), []);

  const asked = requests(page);
  await submit(page, EMAIL, PASSWORD);
  await page.locator("#main h1").waitFor();
  const { pathname, search } = new URL(page.url());
  assert.equal(pathname + search, "/listings?text=samtale");
  assert.ok(!asked.some((request) => request.isNavigationRequest()), "the console starts in place");
  await page.waitForFunction(() => document.activeElement?.tagName === "H1");
  assert.equal(await page.locator("#sign-in, #boot").count(), 0);
  assert.equal(await page.locator("link[rel=stylesheet]").count(), 1, "the form's style sheet has gone");

  await page.goBack();
  await page.waitForURL("**/graphiql");
  await page.goForward();
  await page.waitForURL("**/listings?text=samtale");
  await page.locator("#main h1").waitFor();
  assert.equal(await page.locator("#sign-in").count(), 0);
});

browser.test("too many attempts are stopped, and the words say to wait", async ({ page }) => {
  await page.goto("/");
  let words = "";
  for (let attempt = 0; attempt < 12 && !words.includes("For mange forsøk"); attempt += 1) {
    const answered = page.waitForResponse((response) => response.request().postData()?.includes("SignIn") ?? false);
    await submit(page, "finnes-ikke@demo.example", "feil");
    await answered;
    words = await problem(page);
  }
  assert.match(words, /For mange forsøk\. Prøv igjen om \d+ minutt/);
});

browser.test("a busy, a failing and an absent server each have their words", async ({ page, expectError }) => {
  await page.goto("/", { waitUntil: "networkidle" });
  let answer;
  await page.route("**/graphql", (route) => answer(route));

  answer = (route) => route.fulfill({ status: 429, headers: { "retry-after": "7" }, body: "{}" });
  await submit(page, EMAIL, PASSWORD);
  assert.match(await problem(page), /Prøv igjen om 7 sekunder/);
  expectError(/429/);

  answer = (route) => route.fulfill({ status: 400, headers: { "x-request-id": "ref-1" }, body: '{"errors":[{"message":"no"}]}' });
  await page.locator("#submit").click();
  await page.getByText("Referanse: ref-1").waitFor();
  assert.match(await problem(page), /Forespørselen ble avvist/);
  expectError(/400/);

  answer = (route) => route.abort();
  await page.locator("#submit").click();
  await page.getByText("Fikk ikke kontakt").waitFor();
  assert.equal(await focused(page), "problems");
  expectError(/ERR_FAILED/);

  await page.context().setOffline(true);
  await page.locator("#offline").waitFor();
  await page.context().setOffline(false);
  await page.locator("#offline").waitFor({ state: "hidden" });
});

browser.test("a browser that keeps no cookies is told so, not sent round in circles", async ({ page }) => {
  await page.goto("/");
  await page.route("**/graphql", async (route) => {
    const response = await route.fetch();
    await page.context().clearCookies();
    const { "set-cookie": _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await submit(page, EMAIL, PASSWORD);
  assert.match(await problem(page), /informasjonskapsler/);
});

browser.test("pressing twice signs in once", async ({ page }) => {
  await page.goto("/");
  await page.locator("#email").fill(EMAIL);
  await page.locator("#password").fill(PASSWORD);
  let sent = 0;
  await page.route("**/graphql", async (route) => {
    if (route.request().postData()?.includes("SignIn")) {
      sent += 1;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    await route.continue();
  });
  await page.locator("#password").press("Enter");
  await page.locator("#password").press("Enter");
  assert.equal(await page.locator("#submit").getAttribute("aria-busy"), "true");
  assert.equal(await page.locator("#progress").innerText(), "Logger inn …");
  await page.locator("#submit").click();
  await page.locator("#main h1").waitFor();
  assert.equal(sent, 1);
});

browser.test("the page speaks the browser's language, and another one when told so, in the console too", async ({ open }) => {
  const page = await open({ locale: "en-GB" });
  await page.goto("/");
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  assert.equal(await page.title(), "Sign in – Veiviser");
  await page.locator("#submit").click();
  assert.match(await problem(page), /Fill in the password/);

  await page.locator("#language").selectOption("nn");
  assert.equal(await page.locator("html").getAttribute("lang"), "nn");
  assert.match(await problem(page), /Fyll ut e-postadressa/, "what is wrong is said again");
  await page.reload();
  await page.getByText("oppføringane").waitFor();
  assert.equal(await page.locator("#language").inputValue(), "nn");

  await submit(page, EMAIL, PASSWORD);
  await page.locator("#main h1").waitFor();
  await page.getByRole("link", { name: "Oppføringar" }).first().waitFor();
});

browser.test("signing out leads back to the form, and Back does not bring the console", async ({ page }) => {
  await signIn(page, EMAIL, PASSWORD);
  await page.locator("#main h1").waitFor();
  await page.getByRole("link", { name: "Oppføringer" }).first().click();
  await page.waitForURL("**/listings");
  await page.getByRole("button", { name: "Logg ut" }).click();
  await page.locator("#sign-in").waitFor();
  assert.equal(new URL(page.url()).pathname, "/listings");
  await page.goBack();
  await page.locator("#sign-in").waitFor();
  assert.equal(await page.locator("#main").count(), 0);
});

browser.test("a session that has ended leads to the form at once, and one that goes on past it", async ({ page, server }) => {
  const asked = requests(page);
  await page.context().addCookies([{ name: "veiviser", value: "long-ended", url: server.url }]);
  await page.goto("/users");
  await page.locator("#email").waitFor();
  assert.ok(!urls(asked).some((url) => CONSOLE.test(url)), "no console for a dead session");

  await submit(page, EMAIL, PASSWORD);
  await page.locator("#main h1").waitFor();
  const first = page.waitForResponse((response) => response.request().isNavigationRequest());
  await page.reload();
  assert.doesNotMatch(await (await first).text(), /id="sign-in"/, "who is signed in is not shown the form");

  // A link on another site: the browser keeps the cookie back on the way here, and gives it to the page's own question.
  await page.goto("about:blank");
  await page.setContent(`<a href="${server.url}/listings">a link in a letter</a>`);
  await page.getByRole("link").click();
  await page.locator("#main h1").waitFor();
  assert.equal(new URL(page.url()).pathname, "/listings");
});

browser.test("when the console cannot be had after signing in, the page says so and offers a way out", async ({ page, expectError }) => {
  await page.addInitScript(() => {
    // Nothing is fetched ahead, so that each failure below is one of the start's own.
    Object.defineProperty(navigator, "connection", { value: { saveData: true } });
  });
  await page.route(CONSOLE, (route) => route.abort());
  await page.goto("/");
  await submit(page, EMAIL, PASSWORD);
  await page.locator("#boot-failed").waitFor();
  assert.equal(await page.locator("#boot-loading").isVisible(), false);
  assert.deepEqual(await axe(page), []);
  expectError(/wasm/);
  expectError(/Failed to fetch/);
});
