// The two things the page asks the API, as the console asks them (src/api/session.rs, src/api/transport.rs).

import { language } from "./texts.js";

const SIGN_IN = `mutation SignIn($input: SignInInput!) {
  signIn(input: $input) { viewer { user { id } } userErrors { message } }
}`;
const VIEWER = "query Viewer { viewer { user { id } } }";
const PATIENCE_MS = 30_000;

/** `{ data }`, or `{ failure, … }`: `offline`, `wait` with `seconds`, `server` or `invalid` with a `reference`. */
async function post(query, variables) {
  let response, body;
  try {
    response = await fetch("/graphql", {
      method: "POST",
      credentials: "same-origin",
      headers: {
        accept: "application/graphql-response+json, application/json",
        "accept-language": language(),
        "content-type": "application/json",
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    body = await response.text();
  } catch {
    return { failure: "offline" };
  }
  const seconds = Number(response.headers.get("retry-after"));
  if (response.status === 429 && seconds > 0) return { failure: "wait", seconds };
  const reference = response.headers.get("x-request-id");
  let answer;
  try {
    answer = JSON.parse(body);
  } catch {
    return { failure: "server", reference }; // A gateway answered in the server's place.
  }
  if (answer.data && !answer.errors) return { data: answer.data };
  const refused = response.status >= 400 && response.status < 500;
  return { failure: refused ? "invalid" : "server", reference };
}

/** Begins a session: `{}`, `{ refusal }` in words for the person, or a failure. */
export async function signIn(email, password) {
  const { data, ...failed } = await post(SIGN_IN, { input: { email, password } });
  if (!data) return failed;
  const [refusal] = data.signIn.userErrors;
  return refusal ? { refusal: refusal.message } : {};
}

/** Whether this browser has a session; `undefined` when that could not be asked. */
export async function signedIn() {
  const { data } = await post(VIEWER);
  return data && data.viewer !== null;
}
