// Every audit of the npm package `graphql-http`, one test each. What the specification says a server MUST or SHOULD do has
// to hold; what it MAY do is held too, so that a change of behaviour is seen, except where MAY_FAIL says why not.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { getIntrospectionQuery, buildClientSchema } from 'graphql';
import { serverAudits } from 'graphql-http';

import { startServer } from './server.mjs';

/** Audits of the MAY kind that are not followed, with the reason. */
const MAY_FAIL = new Map();

let server;
before(async () => (server = await startServer()));
after(async () => server?.stop());

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => server.url, fetchFn: fetch });

  test('all audits are there', () => {
    // Fewer than the pinned version has would mean that they are no longer found.
    assert.ok(audits.length >= 60, `only ${audits.length} audits`);
    for (const id of MAY_FAIL.keys()) assert.ok(audits.find((audit) => audit.id === id)?.name.startsWith('MAY'), id);
  });

  for (const audit of audits) {
    test(`${audit.id} ${audit.name}`, async (t) => {
      const result = await audit.fn();
      if (result.status === 'ok') return;
      if (MAY_FAIL.has(audit.id)) return t.diagnostic(`not followed: ${MAY_FAIL.get(audit.id)}`);
      assert.fail(`${result.status}: ${result.reason}`);
    });
  }
});

describe('Tools can read the schema', () => {
  for (const options of [{}, { descriptions: true, inputValueDeprecation: true, specifiedByUrl: true }]) {
    test(`the reference introspection query passes every limit ${JSON.stringify(options)}`, async () => {
      const answer = await fetch(server.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query: getIntrospectionQuery(options) }),
      });
      const result = await answer.json();
      assert.equal(answer.status, 200, JSON.stringify(result.errors));
      assert.ok(buildClientSchema(result.data).getQueryType());
    });
  }
});
