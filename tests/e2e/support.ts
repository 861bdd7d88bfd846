import { expect, type Page } from "@playwright/test";

export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these tests with npm test`);
  return value;
}

export const owner = { email: required("E2E_EMAIL"), password: required("E2E_PASSWORD") };
export const cronSecret = required("E2E_CRON_SECRET");
export const ownerState = "test-results/owner.json";
export const ordersInShop = 3_000;

export async function signIn(page: Page, credentials = owner): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(credentials.email);
  await page.getByLabel("Password").fill(credentials.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Opens a page and waits until it hears keys: what is pressed while its scripts still load goes to nobody. */
export async function openForKeys(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("html")).toHaveAttribute("data-keys", "on");
}

export function syncPill(page: Page) {
  return page.getByRole("status", { name: "Sync status" });
}

type ControlAnswer = { addedIds: string[]; shops: { id: string }[] };

/** Tells the sandbox TikTok Shop to change something. */
export async function control(command: Record<string, unknown>): Promise<ControlAnswer> {
  const answer = await fetch(`${required("E2E_SANDBOX_URL")}/__control`, {
    method: "POST",
    body: JSON.stringify(command),
  });
  expect(answer.ok).toBe(true);
  return (await answer.json()) as ControlAnswer;
}
