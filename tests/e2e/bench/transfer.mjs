// Twenty clients send and fetch a large file each, all at once: nothing is lost, and the server's memory stays small.
//
//   VITRINE_BENCH_MIB=64 node tests/e2e/bench/transfer.mjs    smaller files than the 1,024 MiB of the budget

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import http from "node:http";

import { startServer } from "../support/server.mjs";

const CLIENTS = 20;
const MIB = 1 << 20;
const SIZE_MIB = Number(process.env.VITRINE_BENCH_MIB ?? 1024);
const BUDGET_MIB = 200;

/** The content of a client, a MiB at a time: no two blocks of all clients are alike. */
function* blocks(client) {
  const block = Buffer.alloc(MIB, createHash("sha512").update(`client ${client}`).digest());
  for (let index = 0; index < SIZE_MIB; index += 1) {
    block.writeUInt32LE(index, 0);
    block.writeUInt32LE(client, 4);
    yield block;
  }
}

function md5(parts) {
  const hash = createHash("md5");
  for (const part of parts) hash.update(part);
  return hash.digest("base64");
}

async function ask(server, query, variables) {
  const headers = { "content-type": "application/json", authorization: `Basic ${btoa(`api:${server.adminKey}`)}` };
  const answer = await (await fetch(`${server.url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query, variables }) })).json();
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

/** Sends blocks as fast as the server takes them. */
async function put(url, parts, length) {
  const request = http.request(url, { method: "PUT", headers: { "content-length": length } });
  const answered = new Promise((resolve, reject) => {
    request.on("error", reject);
    request.on("response", (response) => response.resume().on("end", () => resolve(response.statusCode)));
  });
  for (const part of parts) {
    // The generator writes into the same block again, so the socket gets a copy of its own.
    if (!request.write(Buffer.from(part))) await new Promise((resolve) => request.once("drain", resolve));
  }
  request.end();
  const status = await answered;
  if (status !== 200) throw new Error(`PUT answers ${status}`);
}

async function md5At(url) {
  const hash = createHash("md5");
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`GET answers ${response.status}`);
  for await (const part of response.body) hash.update(part);
  return hash.digest("base64");
}

/** Logs a version of one file and reads it back; gives whether every byte came back. */
async function client(server, number) {
  const digest = md5(blocks(number));
  const name = `large-${number}`;
  const whole = createHash("md5").update(`wandb-artifact-manifest-v1\nlarge.bin:${digest}\n`).digest("hex");
  const at = { entityName: "my-team", projectName: "transfer", runName: "run" };
  const made = await ask(server, "mutation($input: CreateArtifactInput!) { createArtifact(input: $input) { artifact { id } } }", {
    input: { ...at, artifactTypeName: "model", artifactCollectionName: name, digest: whole, digestAlgorithm: "MANIFEST_MD5", aliases: [] },
  });
  const artifactID = made.createArtifact.artifact.id;
  const files = await ask(server, "mutation($input: CreateArtifactFilesInput!) { createArtifactFiles(input: $input) { files { edges { node { uploadUrl } } } } }", {
    input: { artifactFiles: [{ artifactID, name: "large.bin", md5: digest }], storageLayout: "V2" },
  });
  await put(files.createArtifactFiles.files.edges[0].node.uploadUrl, blocks(number), SIZE_MIB * MIB);
  const contents = { "large.bin": { digest, size: SIZE_MIB * MIB } };
  const manifest = Buffer.from(JSON.stringify({ version: 1, storagePolicy: "wandb-storage-policy-v1", storagePolicyConfig: { storageLayout: "V2" }, contents }));
  const announced = await ask(server, "mutation($input: CreateArtifactManifestInput!) { createArtifactManifest(input: $input) { artifactManifest { file { uploadUrl } } } }", {
    input: { ...at, artifactID, name: "wandb_manifest.json", digest: md5([manifest]), type: "FULL" },
  });
  await put(announced.createArtifactManifest.artifactManifest.file.uploadUrl, [manifest], manifest.length);
  await ask(server, "mutation($id: ID!) { commitArtifact(input: { artifactID: $id }) { artifact { state } } }", { id: artifactID });
  const found = await ask(server, "query($id: ID!) { artifact(id: $id) { files(first: 1) { edges { node { directUrl } } } } }", { id: artifactID });
  return (await md5At(found.artifact.files.edges[0].node.directUrl)) === digest;
}

async function peakMib(pid) {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)[1]) / 1024;
}

const server = await startServer();
try {
  await ask(server, "mutation($input: UpsertBucketInput!) { upsertBucket(input: $input) { inserted } }", {
    input: { entityName: "my-team", modelName: "transfer", name: "run" },
  });
  const idle = await peakMib(server.pid);
  const start = performance.now();
  const whole = await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(server, number)));
  const seconds = (performance.now() - start) / 1000;
  const peak = await peakMib(server.pid);
  const lost = whole.filter((isWhole) => !isWhole).length;
  console.log(`\n${CLIENTS} clients sent and fetched ${SIZE_MIB} MiB each in ${seconds.toFixed(0)} s (clients and server on the same cores)`);
  console.log("| figure | value | budget | |\n|---|--:|---|---|");
  console.log(`| resident memory of the server at its peak (idle ${idle.toFixed(0)} MiB) | ${peak.toFixed(0)} MiB | ≤ ${BUDGET_MIB} MiB | ${peak <= BUDGET_MIB ? "✓" : "✗"} |`);
  console.log(`| files lost or changed | ${lost} | 0 | ${lost === 0 ? "✓" : "✗"} |`);
  if (peak > BUDGET_MIB || lost > 0) process.exitCode = 1;
} finally {
  await server.stop();
}
