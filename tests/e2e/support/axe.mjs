// axe-core in the page. It is evaluated through the debugger, which the content security policy does not concern.

import { createRequire } from "node:module";

const { source } = createRequire(import.meta.url)("axe-core");

/** The violations on the page, one line each, with where they are. */
export async function axeViolations(page) {
  await page.evaluate(source);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
  if (passes.length < 5) throw new Error(`axe looked at nothing: ${passes.length} rules passed`);
  return violations.map((rule) => {
    const where = rule.nodes.slice(0, 4).map((node) => `${node.target.join(" ")}\n      ${node.failureSummary}`);
    return `${rule.id}: ${rule.help}\n    ${where.join("\n    ")}`;
  });
}
