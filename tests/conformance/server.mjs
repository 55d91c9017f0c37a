// Where to find the server to audit: the one at VEIVISER_URL, or one started here on a free port with an empty database.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const START_SECONDS = 60;

/** Returns the GraphQL address and a function that stops what was started. */
export async function startServer() {
  const given = process.env.VEIVISER_URL;
  if (given) return { url: given, stop: async () => {} };

  const root = resolve(import.meta.dirname, '../..');
  const binary = process.env.VEIVISER_BIN ?? join(root, 'target/debug/veiviser');
  const folder = await mkdtemp(join(tmpdir(), 'veiviser-conformance-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(binary, ['serve', '--migrate'], {
    cwd: folder,
    env: {
      ...process.env,
      VEIVISER_LISTEN: listen,
      VEIVISER_PUBLIC_URL: `http://${listen}`,
      VEIVISER_DATABASE_URL: `sqlite://${join(folder, 'veiviser.db')}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  let ended;
  const exit = new Promise((done) => {
    child.on('error', (error) => done((ended = error.message)));
    child.on('exit', (code, signal) => done((ended = `exited with ${code ?? signal}`)));
  });

  const stop = async () => {
    if (!ended) child.kill('SIGTERM');
    const forced = setTimeout(() => child.kill('SIGKILL'), 5_000);
    await exit;
    clearTimeout(forced);
    await rm(folder, { recursive: true, force: true });
  };

  const url = `http://${listen}/graphql`;
  for (let waited = 0; waited < START_SECONDS * 10; waited += 1) {
    if (ended) break;
    const answer = await fetch(`${url}?query=%7B__typename%7D`).catch(() => null);
    if (answer?.ok) return { url, stop };
    await new Promise((done) => setTimeout(done, 100));
  }
  const why = ended ?? `did not answer within ${START_SECONDS} s`;
  await stop();
  throw new Error(`${binary} ${why}\n${said}`);
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
