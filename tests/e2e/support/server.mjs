// A real release server on a temporary data folder and a free port.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import readline from "node:readline";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");
export const binary = process.env.VITRINE_BINARY ?? path.join(root, "target/release/vitrine");

const READY = "Vitrine is ready: ";

/** Starts `vitrine serve`; gives its address, the key of its admin and how to stop it. */
export async function startServer() {
  const folder = await mkdtemp(path.join(tmpdir(), "vitrine-e2e-"));
  const adminKey = randomBytes(20).toString("hex");
  const dataDir = path.join(folder, "data");
  const child = spawn(binary, ["serve", "--listen", "127.0.0.1:0", "--data-dir", dataDir], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, VITRINE_ADMIN_USER: "ada", VITRINE_ADMIN_KEY: adminKey },
  });
  const log = [];
  const remember = (line) => log.push(line) > 400 && log.shift();
  readline.createInterface({ input: child.stderr }).on("line", remember);
  const url = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the server ended (${code})\n${log.join("\n")}`)));
    readline.createInterface({ input: child.stdout }).on("line", (line) => {
      remember(line);
      if (line.includes(READY)) resolve(line.split(READY)[1].trim().split(/\s/)[0].replace(/\/$/, ""));
    });
  });
  const ready = await fetch(`${url}/readyz`);
  if (ready.status !== 200) throw new Error(`/readyz answers ${ready.status}`);
  const stop = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    if (child.exitCode === null && child.kill("SIGTERM")) await ended;
    await rm(folder, { recursive: true, force: true });
  };
  return { url, adminKey, dataDir, folder, log, stop, pid: child.pid, command: (...words) => runCommand(dataDir, words) };
}

/** Runs an administration command beside the server and gives the JSON that it prints. */
async function runCommand(dataDir, words) {
  const output = await run(binary, [...words, "--json", "--data-dir", dataDir], {});
  return JSON.parse(output);
}

/** Runs a program to its end and gives its standard output; fails with everything it said. */
export function run(program, words, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ["ignore", "pipe", "pipe"], ...options });
    let output = "";
    let errors = "";
    child.stdout.on("data", (part) => (output += part));
    child.stderr.on("data", (part) => (errors += part));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ${words.join(" ")} ended with ${code}\n${output}\n${errors}`));
    });
  });
}
