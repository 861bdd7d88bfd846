import { expect, test } from "@playwright/test";
import { createHttpSession } from "../../scripts/lib/http-session.mjs";
import { baseUrl, createPerson, httpSession, openAs, openFresh, withDatabase } from "./people-support";
import { signIn } from "./support";

/** One try over HTTP from an address of its own. @returns the code that Auth.js leads back with, null when let in. */
async function tryFrom(address: string, credentials: { email: string; password: string }) {
  const session = createHttpSession(baseUrl);
  const { csrfToken } = await (await session.request("/api/auth/csrf")).json();
  const answer = await session.request("/api/auth/callback/credentials", {
    method: "POST",
    headers: { "x-forwarded-for": address },
    body: new URLSearchParams({ csrfToken, ...credentials }),
  });
  const location = new URL(answer.headers.get("location") ?? "", baseUrl);
  return location.searchParams.get("code") ?? location.searchParams.get("error");
}

test("a dozen right passwords at once, and more in turn, are all let in", async () => {
  const person = await createPerson("viewer", "busy");
  await Promise.all(Array.from({ length: 12 }, () => httpSession(person)));
  for (let index = 0; index < 6; index++) await httpSession(person);
});

test("guessing is slowed, for an account that exists exactly as for one that does not", async () => {
  const person = await createPerson("viewer", "guessed");
  const answers: (string | null)[][] = [];
  for (const [email, address] of [
    [person.email, "198.51.100.1"],
    [`nobody-${Date.now()}@example.com`, "198.51.100.2"],
  ] as const) {
    const codes: (string | null)[] = [];
    for (let index = 0; index < 5; index++) {
      codes.push(await tryFrom(address, { email, password: "not the password" }));
    }
    await withDatabase(
      // The wait as it is after many more tries, so that nothing depends on how fast this runs.
      (
        sql,
      ) => sql`update sign_in_counters set blocked_until = now() + interval '1 hour' where blocked_until > now()
        or (key like 'pair:%' and failures between 4.5 and 5.5)`,
    );
    codes.push(await tryFrom(address, { email, password: person.password }));
    answers.push(codes);
  }
  expect(answers[0]).toEqual([...Array(5).fill("credentials"), "throttled"]);
  expect(answers[1]).toEqual(answers[0]);
  // From elsewhere the account is open: the guesser has locked out nobody but themselves.
  expect(await tryFrom("203.0.113.99", person)).toBeNull();
});

test("a browser that has signed in before is let in while strangers hammer the account from everywhere", async ({
  browser,
}) => {
  const person = await createPerson("viewer", "hammered");
  const known = await openAs(browser, person);
  await known.getByRole("button", { name: "Account" }).click();
  await known.getByRole("button", { name: "Sign out" }).click();
  await expect(known).toHaveURL(/\/sign-in/);
  await tryFrom("198.51.100.7", { ...person, password: "wrong wrong wrong" });
  await withDatabase(
    (sql) => sql`
      update sign_in_counters set failures = 1000, blocked_until = now() + interval '1 hour', changed_at = now()
      where key like 'account:%' and changed_at > now() - interval '1 minute' and failures > 0`,
  );
  const stranger = await openFresh(browser);
  await signIn(stranger, person);
  await expect(
    stranger.getByRole("alert").filter({ hasText: /Too many tries\. Wait .* and try again/ }),
  ).toBeVisible();
  // The cookie of one account, or one that was tampered with, is worth nothing for another.
  const cookies = await known.context().cookies();
  const device = cookies.find(({ name }) => name === "sign-in-device")?.value ?? "";
  const other = await openAs(browser, await createPerson("viewer", "neighbour"));
  const foreign =
    (await other.context().cookies()).find(({ name }) => name === "sign-in-device")?.value ?? "";
  expect(device).toMatch(/^[\w-]+\.[\w-]+$/);
  const [id, signature = ""] = device.split(".");
  const tampered = `${id}.${signature.slice(1)}${signature[0]}`;
  for (const value of [foreign, tampered, `x${device}`, `${id}.`, `${foreign.split(".")[0]}.${signature}`]) {
    await stranger.context().addCookies([{ name: "sign-in-device", value, url: baseUrl }]);
    await signIn(stranger, person);
    await expect(stranger.getByRole("alert").filter({ hasText: "Too many tries" })).toBeVisible();
  }
  await signIn(known, person);
  await expect(known.getByRole("heading", { name: "Overview" })).toBeVisible();
  await withDatabase((sql) => sql`delete from sign_in_counters`);
});

test("sign-ins, good and bad, stand in the audit log with where they came from", async ({ page }) => {
  const person = await createPerson("viewer", "logged");
  await tryFrom("198.51.100.20", { ...person, password: "not the password" });
  await tryFrom("198.51.100.21", person);
  await page.goto(`/admin/audit?who=${encodeURIComponent(person.email)}`);
  const row = (text: string) => page.getByRole("row").filter({ has: page.getByText(text, { exact: true }) });
  await expect(row("Failed sign-in")).toContainText("198.51.100.20");
  await expect(row("Signed in")).toContainText("198.51.100.21");
  await page.getByLabel("What").selectOption("Failed sign-in");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(row("Signed in")).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const stream = await (await download).createReadStream();
  let csv = "";
  for await (const chunk of stream) csv += chunk;
  expect(csv.split("\r\n")[0]).toBe("\ufeffat,who,action,subject,shop_id,address,user_agent,details");
  expect(csv).toContain(`sign_in.failed,${person.email},,198.51.100.20`);
  expect(csv).not.toContain("sign_in.succeeded");
  await page.goto("/admin/audit?action=audit.exported");
  await expect(row("Exported the audit log").first()).toContainText(person.email);
});

test("the audit log is walked from the newest to the oldest entry without a gap or a repeat", async ({
  page,
}) => {
  const seen: string[] = [];
  await withDatabase(
    (sql) => sql`
      insert into audit_log (action, subject, details)
      select 'sign_out', 'walked-' || lpad(n::text, 3, '0'), '{}' from generate_series(1, 120) n`,
  );
  await page.goto("/admin/audit?who=walked-&action=sign_out");
  for (;;) {
    const texts = await page.getByRole("row").filter({ hasText: "walked-" }).allInnerTexts();
    seen.push(...texts.map((text) => /walked-\d{3}/.exec(text)?.[0] ?? ""));
    const older = page.getByRole("link", { name: "Older" });
    if ((await older.count()) === 0) break;
    await page.goto((await older.getAttribute("href")) ?? "");
  }
  expect(seen.length % 120).toBe(0);
  expect(new Set(seen).size).toBe(120);
});
