import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type axe from "axe-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const screens = [
  { width: 1440, height: 900 },
  { width: 390, height: 800 },
];

/** The only ones that look at colours: all others find the same in either theme. */
const rulesOfColour = ["color-contrast", "link-in-text-block"];

async function look(page: Page, rules: readonly string[] | null): Promise<string[]> {
  return page.evaluate(
    async (only) => {
      // A colour on its way from one theme to the other is nobody's.
      do await new Promise((resolve) => requestAnimationFrame(resolve));
      while (document.getAnimations().some(({ playState }) => playState === "running"));
      const { run } = (window as unknown as { axe: typeof axe }).axe;
      // What is right is not listed: naming it takes longer than finding what is wrong.
      const options: axe.RunOptions = { resultTypes: ["violations"] };
      const { violations } = await run(document, only ? { ...options, runOnly: only } : options);
      return violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
      );
    },
    rules as string[] | null,
  );
}

/** What is open now, in both themes at the size of the window. */
export async function expectNothingInThemes(page: Page, where: string): Promise<void> {
  await page.evaluate(source);
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  const found = await look(page, null);
  await page.emulateMedia({ colorScheme: "dark" });
  found.push(...(await look(page, rulesOfColour)).map((line) => `in dark: ${line}`));
  expect(found, where).toEqual([]);
}

/** axe finds nothing on the page that is open, in light and dark, on a desk and on a phone; and it fits 360 px. */
export async function expectNothingFound(page: Page, where: string): Promise<void> {
  for (const screen of screens) {
    await page.setViewportSize(screen);
    await expectNothingInThemes(page, `${where}, ${screen.width} px wide`);
  }
  await page.setViewportSize({ width: 360, height: 800 });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${where} is wider than 360 px`).toBeLessThanOrEqual(0);
}
