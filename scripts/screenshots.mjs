import { mkdirSync } from "node:fs";
import path from "node:path";
import { findBrowser } from "./browser.mjs";
import { isMain } from "./lib/is-main.mjs";
import { complain, describeError, say, UserError } from "./lib/output.mjs";
import { projectRoot } from "./lib/project.mjs";

const PAGES = [{ name: "overview", path: "/" }];
const USAGE =
  "Usage: USER_EMAIL=… USER_PASSWORD=… node scripts/screenshots.mjs http://localhost:3000 (the demo prints both)";

/** The README's pictures, taken from a running app: `docs/images/<page>-<scheme>.png`, and `overview.png`. */
async function takeScreenshots(baseUrl, { email, password }) {
  const { chromium } = await import("@playwright/test");
  const { executablePath, args, env } = await findBrowser();
  const browser = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } });
  const folder = path.join(projectRoot, "docs/images");
  mkdirSync(folder, { recursive: true });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });
    await page.goto(`${baseUrl}/sign-in`);
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("status", { name: "Sync status" }).waitFor();
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      for (const { name, path: target } of PAGES) {
        await page.goto(`${baseUrl}${target}`, { waitUntil: "networkidle" });
        const file = colorScheme === "light" ? `${name}.png` : `${name}-dark.png`;
        await page.screenshot({ path: path.join(folder, file) });
        say(`docs/images/${file}`);
      }
    }
  } finally {
    await browser.close();
  }
}

if (isMain(import.meta.url)) {
  try {
    const baseUrl = process.argv[2];
    const { USER_EMAIL: email, USER_PASSWORD: password } = process.env;
    if (!baseUrl || !email || !password) throw new UserError(USAGE);
    await takeScreenshots(baseUrl.replace(/\/$/, ""), { email, password });
  } catch (error) {
    complain(describeError(error));
    process.exitCode = 1;
  }
}
