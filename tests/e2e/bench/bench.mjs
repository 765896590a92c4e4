// The figures that can be taken today, as a table with their budgets. A figure that depends on the machine is a ratio
// to peers that were visited in turn with it. Fails when a budget is exceeded.

import { freshContext, launch, signIn, watchedPage } from "../support/browser.mjs";
import { publishWithSdk } from "../support/sdk.mjs";
import { startServer } from "../support/server.mjs";
import { startPeers } from "./peers.mjs";
import { coldVisit, median } from "./visit.mjs";

const VISITS = 9;
const KIB = 1024;
const CARDS_SHOWN = `() => document.querySelector('main a[href*="/registry/"]') && !document.querySelector('[aria-busy=true]')`;
const LIST_SHOWN = `() => document.querySelector('main li a')`;

/** A row of the table: `value` must be at most `budget`; both are undefined for what has no budget. */
function row(figure, visits, show, { value, budget, words = "" } = {}) {
  const cells = ["vitrine", "react", "vanilla"].map((name) => show(visits[name]));
  const verdict = budget === undefined ? "" : value <= budget ? "✓" : "✗";
  const shown = value === undefined ? "" : value.toFixed(2);
  return { cells: [figure, ...cells, shown, words, verdict], isOver: verdict === "✗" };
}

function table(visits) {
  const middle = (name, key) => median(visits[name].map((visit) => visit[key]));
  const ratio = (key, peer) => middle("vitrine", key) / middle(peer, key);
  const kib = (list) => `${(median(list.map((visit) => visit.bytes)) / KIB).toFixed(0)} KiB`;
  const ms = (key) => (list) => `${median(list.map((visit) => visit[key])).toFixed(0)} ms`;
  return [
    row("bytes of a first visit, everything, brotli", visits, kib, {
      value: middle("vitrine", "bytes") / KIB, budget: 290, words: "≤ 290 KiB",
    }),
    row("first contentful paint, cold", visits, ms("paint_ms"), {
      value: ratio("paint_ms", "vanilla"), budget: 1.3, words: "≤ 1.3 × vanilla",
    }),
    row("main-thread time until data shown, cold", visits, ms("cpu_ms"), {
      value: ratio("cpu_ms", "react"), budget: 2, words: "≤ 2 × React",
    }),
    row("data shown, cold", visits, ms("shown_ms"), { value: ratio("shown_ms", "react"), words: "(× React)" }),
  ];
}

function print(rows, parts) {
  console.log(`\nmedian of ${VISITS} cold visits to /registry, each in turn with the peers\n`);
  console.log("| figure | Vitrine | React | vanilla | value | budget | |\n|---|--:|--:|--:|--:|---|---|");
  for (const { cells } of rows) console.log(`| ${cells.join(" | ")} |`);
  console.log("\nwhat the first visit fetches:");
  for (const [name, bytes] of parts.sort((one, other) => other[1] - one[1])) {
    console.log(`  ${(bytes / KIB).toFixed(1).padStart(7)} KiB  ${name}`);
  }
}

const server = await startServer();
const peers = await startPeers(`${server.url}/registry`);
const browser = await launch();
try {
  await publishWithSdk(server);
  const context = await freshContext(browser, server);
  await signIn(await watchedPage(context), server.adminKey);
  const visits = { vitrine: [], react: [], vanilla: [] };
  for (let visit = 0; visit < VISITS; visit += 1) {
    visits.vitrine.push(await coldVisit(context, "/registry", CARDS_SHOWN));
    visits.react.push(await coldVisit(context, peers.react, LIST_SHOWN));
    visits.vanilla.push(await coldVisit(context, peers.vanilla, LIST_SHOWN));
  }
  const rows = table(visits);
  print(rows, visits.vitrine[0].parts);
  // The control: the peers' sizes are known, so if they are wrong the sizes were not counted.
  const peerKib = ["vanilla", "react"].map((name) => median(visits[name].map((visit) => visit.bytes)) / KIB);
  if (!(peerKib[0] < 5 && peerKib[1] > 60 && peerKib[1] < 200)) throw new Error(`peers of ${peerKib} KiB`);
  if (rows.some(({ isOver }) => isOver)) process.exitCode = 1;
} finally {
  await browser.close();
  peers.stop();
  await server.stop();
}
