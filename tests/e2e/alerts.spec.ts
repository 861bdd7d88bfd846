import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { cronSecret } from "./support";

test("an admin sets where alerts go, tries it out, and each good cron run is heard", async ({
  page,
  request,
}) => {
  const calls: string[] = [];
  let status = 200;
  const receiver = createServer((incoming, answer) => {
    calls.push(`${incoming.method} ${incoming.url}`);
    incoming.resume().on("end", () => answer.writeHead(status).end());
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  try {
    await page.goto("/admin/alerts");
    const webhook = page.getByRole("region", { name: "Webhook" });
    await expect(webhook.getByText("No address is set")).toBeVisible();
    await webhook.getByLabel("Address").fill("ftp://example.com/hook");
    await webhook.getByRole("button", { name: "Save" }).click();
    await expect(webhook.getByRole("alert").filter({ hasText: "Only http and https" })).toBeVisible();
    await webhook.getByLabel("Address").fill(`${address}/hook/SECRET-PART-abcd`);
    await webhook.getByRole("button", { name: "Save" }).click();
    await expect(webhook.getByText(/^127\.0\.0\.1:\d+\/…abcd$/)).toBeVisible();
    expect(await page.content()).not.toContain("SECRET-PART");
    await webhook.getByRole("button", { name: "Send a test" }).click();
    await expect(webhook.getByText("It arrived.")).toBeVisible();
    expect(calls).toEqual(["POST /hook/SECRET-PART-abcd"]);
    status = 410;
    await webhook.getByRole("button", { name: "Send a test" }).click();
    await expect(webhook.getByRole("alert").filter({ hasText: "The address answered 410." })).toBeVisible();
    status = 200;

    const heartbeat = page.getByRole("region", { name: "Heartbeat" });
    await heartbeat.getByLabel("Address").fill(`${address}/beat`);
    await heartbeat.getByRole("button", { name: "Save" }).click();
    await expect(heartbeat.getByText("Not called yet.")).toBeVisible();
    const run = await request.get("/api/cron/resume", { headers: { authorization: `Bearer ${cronSecret}` } });
    expect(run.status()).toBe(200);
    await expect.poll(() => calls).toContain("GET /beat");
    await page.reload();
    await expect(heartbeat.getByText(/Last called \d+ s ago/)).toBeVisible();

    for (const region of [webhook, heartbeat]) {
      await region.getByRole("button", { name: "Remove" }).click();
      await expect(region.getByText("No address is set")).toBeVisible();
    }
    await page.goto("/admin/audit");
    await expect(page.getByRole("row").filter({ hasText: "Changed where alerts go" }).first()).toBeVisible();
  } finally {
    receiver.closeAllConnections();
    receiver.close();
  }
});
