// One cold visit: what came over the wire, what the main thread did until the data was there, the first paint.

/** `isShown` runs in the page and says whether its data is in the document. */
export async function coldVisit(context, address, isShown) {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devtools.send("Performance.enable");
  const sizes = new Map();
  const names = new Map();
  devtools.on("Network.responseReceived", ({ requestId, response }) => names.set(requestId, new URL(response.url).pathname));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  await page.addInitScript(`
    (() => {
      const isShown = ${isShown};
      const look = () => isShown() && requestAnimationFrame(() => { globalThis.dataShown ??= performance.now(); });
      new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
    })();
  `);
  const before = await metrics(devtools);
  await page.goto(address, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.dataShown !== undefined, undefined, { polling: 20 });
  const after = await metrics(devtools);
  const { paint_ms, shown_ms } = await page.evaluate(() => ({
    paint_ms: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN,
    shown_ms: globalThis.dataShown,
  }));
  await page.waitForLoadState("networkidle");
  const parts = [...sizes].map(([id, bytes]) => [names.get(id) ?? "?", bytes]);
  await page.close();
  return { bytes: parts.reduce((sum, [, bytes]) => sum + bytes, 0), parts, cpu_ms: cpu(after) - cpu(before), paint_ms, shown_ms };
}

async function metrics(devtools) {
  const { metrics: list } = await devtools.send("Performance.getMetrics");
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** Main-thread time in milliseconds. Chromium counts it from the start of the renderer. */
function cpu(metrics) {
  return 1000 * metrics.TaskDuration;
}

export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
