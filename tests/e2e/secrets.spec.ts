import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { unseal } from "@/lib/seal";
import { withDatabase } from "./people-support";
import { control, cronSecret, owner, required } from "./support";

const appEnv = JSON.parse(required("E2E_APP_ENV")) as Record<string, string>;
const names = ["AUTH_SECRET", "CRON_SECRET", "TOKEN_ENCRYPTION_KEY", "TIKTOK_APP_SECRET", "DATABASE_URL"];
/** Of no secrets themselves, and yet nothing of it has a place in a browser. */
const serverOnly = [...names, "SMTP_URL", "MAIL_FROM", "nodemailer"];
const buildFolder = path.resolve(import.meta.dirname, "../../.next");

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(full);
    else yield full;
  }
}

/** Everything that must not be said: what the environment holds, a person's password, and the tokens as they are now. */
async function listSecrets(): Promise<string[]> {
  const tokens = await withDatabase(
    (sql) => sql<{ openId: string; access: string; refresh: string }[]>`
      select open_id as "openId", access_token_sealed as access, refresh_token_sealed as refresh
      from tiktok_connections`,
  );
  const key = appEnv.TOKEN_ENCRYPTION_KEY ?? "";
  const opened = tokens.flatMap(({ openId, access, refresh }) => [
    unseal(access, `access:${openId}`, key),
    unseal(refresh, `refresh:${openId}`, key),
  ]);
  expect(opened.length).toBeGreaterThan(1);
  const databasePassword = new URL(appEnv.DATABASE_URL ?? "").password;
  const settings = names.filter((name) => name !== "DATABASE_URL").map((name) => appEnv[name] ?? "");
  const secrets = [...settings, databasePassword, owner.password, ...opened];
  expect(secrets.every((secret) => secret.length >= 8)).toBe(true);
  return secrets;
}

test("no secret is in the build, and no name of one in what browsers load", async () => {
  const secrets = await listSecrets();
  const leaks: string[] = [];
  for (const part of ["static", "server"]) {
    for (const file of filesIn(path.join(buildFolder, part))) {
      const content = readFileSync(file, "latin1");
      if (secrets.some((secret) => content.includes(secret))) leaks.push(file);
      if (part === "static" && serverOnly.some((name) => content.includes(name))) leaks.push(file);
    }
  }
  expect(leaks).toEqual([]);
});

test("no secret is in a page, an answer, an address of ours or the log, whatever goes wrong", async ({
  page,
  request,
}) => {
  const secrets = await listSecrets();
  const said: string[] = [];
  page.on("request", (one) => said.push(one.url()));
  for (const address of [
    "/",
    "/orders",
    "/sync",
    "/admin/shops",
    "/admin/alerts",
    "/admin/audit",
    "/account",
  ]) {
    await page.goto(address);
    said.push(await page.content());
  }
  await control({ faults: [{ kind: "500", times: 8 }] });
  const cron = { headers: { authorization: `Bearer ${cronSecret}` } };
  for (const [address, options] of [
    ["/api/health", {}],
    ["/api/sync/status", {}],
    ["/api/cron/sync", cron],
    ["/api/cron/resume", { headers: { authorization: "Bearer wrong" } }],
    ["/api/tiktok/callback?code=stolen-code&state=forged", { maxRedirects: 0 }],
    ["/orders/export?status=%00", {}],
  ] as const) {
    const answer = await request.get(address, options);
    said.push(JSON.stringify(answer.headers()), await answer.text());
  }
  await control({ clearFaults: true });
  await request.get("/api/cron/sync", cron);
  said.push(readFileSync(required("E2E_APP_LOG"), "utf8"));
  const text = said.join("\n");
  for (const secret of secrets) expect(text.includes(secret), secret.slice(0, 4)).toBe(false);
  expect(text).not.toContain("stolen-code");
});
