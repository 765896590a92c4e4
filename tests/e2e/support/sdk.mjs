// The real SDK: the script of the README and a second run, as a person runs them.

import { mkdir } from "node:fs/promises";
import path from "node:path";

import { root, run } from "./server.mjs";

/** Runs both scripts and gives the addresses that the SDK built. */
export async function publishWithSdk(server) {
  const python = process.env.VITRINE_PYTHON ?? "python3";
  const folder = path.join(server.folder, "person");
  await mkdir(folder, { recursive: true });
  const env = {
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    // The SDK keeps settings, keys and caches below these: nothing of the machine's own is read or changed.
    HOME: folder,
    WANDB_CACHE_DIR: path.join(folder, "cache"),
    WANDB_CONFIG_DIR: path.join(folder, "config"),
    WANDB_DATA_DIR: path.join(folder, "staging"),
    WANDB_BASE_URL: server.url,
    WANDB_API_KEY: server.adminKey,
  };
  const script = (name) => run(python, [path.join(root, "tests/support", name)], { cwd: folder, env });
  await script("quickstart.py");
  const output = await script("second_run.py");
  const lines = output.trim().split("\n");
  return JSON.parse(lines[lines.length - 1]);
}
