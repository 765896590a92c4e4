// Builds and serves the pages that Vitrine is measured beside, compressed as Vitrine is.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

import { build } from "esbuild";

const here = (name) => new URL(name, import.meta.url);

/** Headers by which a browser gives a page a process of its own, which takes time before the first paint. */
const ISOLATION = ["cross-origin-opener-policy", "cross-origin-resource-policy"];

/** Gives the addresses of the peers and how to stop them. They are isolated as the page at that address is. */
export async function startPeers(ours) {
  const { headers } = await fetch(ours);
  const isolation = Object.fromEntries(ISOLATION.map((name) => [name, headers.get(name)]));
  if (!Object.values(isolation).every(Boolean)) throw new Error(`${ours} is not isolated: ${JSON.stringify(isolation)}`);
  const models = JSON.stringify(["model", "dataset"]);
  const vanilla = await serve(await readFile(here("vanilla.html")), {
    "/vanilla.js": ["text/javascript", await readFile(here("vanilla.js"))],
    "/models.json": ["application/json", models],
  }, isolation);
  const react = await serve(await readFile(here("react.html")), {
    "/react.js": ["text/javascript", await bundle("react.jsx")],
    "/models.json": ["application/json", models],
  }, isolation);
  const stop = () => [vanilla, react].forEach((server) => server.close());
  return { vanilla: address(vanilla), react: address(react), stop };
}

async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [here(entry).pathname],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  return outputFiles[0].contents;
}

async function serve(page, files, isolation) {
  const answers = {};
  for (const [name, [type, body]] of Object.entries({ "/": ["text/html", page], ...files })) {
    answers[name] = [type, await promisify(brotliCompress)(body)];
  }
  const server = createServer((request, response) => {
    const [type, body] = answers[request.url] ?? [];
    response.writeHead(body ? 200 : 204, body ? { "Content-Type": type, "Content-Encoding": "br", ...isolation } : {});
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const address = (server) => `http://127.0.0.1:${server.address().port}/`;
