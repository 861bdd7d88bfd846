import { type Browser, expect, test } from "@playwright/test";
import { createPerson, limitToShops, openAs, openFresh, type Person, withDatabase } from "./people-support";
import { owner, signIn, syncPill } from "./support";

const newPassword = "a wholly new password";

async function expectRefused(browser: Browser, person: Person) {
  const page = await openFresh(browser);
  await signIn(page, person);
  await expect(page.getByRole("alert").filter({ hasText: "do not fit together" })).toBeVisible();
}

test("an owner invites somebody by link, who joins with the role and shops chosen; the link is good once", async ({
  page,
  browser,
}) => {
  const name = `Ann ${Date.now()}`;
  const email = `invited-${Date.now()}@example.com`;
  await page.goto("/admin/people");
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("radio", { name: /^Analyst/ }).check();
  await page.getByRole("radio", { name: "Only these" }).check();
  await page.getByRole("button", { name: "Make invitation link" }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await expect(page.getByText("Open invitations")).toBeVisible();

  const guest = await openFresh(browser);
  await guest.goto(link);
  await expect(guest.getByText(`As analyst, with ${email}`)).toBeVisible();
  await guest.getByLabel("Your name").fill(name);
  await guest.getByLabel("Password").fill("short");
  await guest.getByLabel("Password").evaluate((input) => input.removeAttribute("minlength"));
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest.getByRole("alert").filter({ hasText: "at least 10 characters" })).toBeVisible();
  await guest.getByLabel("Password").fill(newPassword);
  await guest.getByRole("button", { name: "Join" }).click();
  await expect(guest.getByRole("heading", { name: "Overview" })).toBeVisible();
  // No shop was ticked, so none is seen, though one is connected.
  await expect(guest.getByText("No shop yet")).toBeVisible();

  const late = await openFresh(browser);
  await late.goto(link);
  await expect(late.getByRole("heading", { name: "This invitation has ended" })).toBeVisible();

  await page.goto("/admin/people");
  await page.getByRole("link", { name }).click();
  // The list has such a form too, to invite somebody.
  const access = page.getByRole("region", { name: "Role and shops" });
  await access.getByRole("radio", { name: /^All shops/ }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await guest.reload();
  await expect(syncPill(guest)).toBeVisible();
  await expect(guest.getByRole("link", { name: "Admin" })).toHaveCount(0);
});

test("an open invitation can be revoked and made anew", async ({ page, browser }) => {
  const email = `revoked-${Date.now()}@example.com`;
  await page.goto("/admin/people");
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByRole("button", { name: "Make invitation link" }).click();
  const first = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await page.getByRole("button", { name: `New link for ${email}` }).click();
  await expect(page.getByText(`New invitation for ${email}`)).toBeVisible();
  const guest = await openFresh(browser);
  await guest.goto(first);
  await expect(guest.getByRole("heading", { name: "This invitation has ended" })).toBeVisible();
  await page.goto("/admin/people");
  await page.getByRole("button", { name: `Revoke the invitation of ${email}` }).click();
  await expect(page.getByText(email)).toHaveCount(0);
});

test("a forgotten password is set anew by a link, which signs out everywhere and is good once", async ({
  page,
  browser,
}) => {
  const person = await createPerson("viewer", "forgetful");
  const elsewhere = await openAs(browser, person);
  await page.goto("/admin/people");
  await page.getByRole("link", { name: person.email }).click();
  await page.getByRole("button", { name: "Make password link" }).click();
  const link = await page.getByRole("textbox", { name: "Link" }).inputValue();

  const fresh = await openFresh(browser);
  await fresh.goto(link);
  await fresh.getByLabel("New password").fill(newPassword);
  await fresh.getByRole("button", { name: "Set password" }).click();
  await expect(fresh.getByRole("heading", { name: "Overview" })).toBeVisible();
  await elsewhere.goto("/orders");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await expectRefused(browser, person);
  await fresh.goto(link);
  await expect(fresh.getByRole("heading", { name: "This link has ended" })).toBeVisible();
});

test("changing the password asks for the present one and signs out every other browser", async ({
  browser,
}) => {
  const person = await createPerson("analyst", "careful");
  const here = await openAs(browser, person);
  const there = await openAs(browser, person);
  await here.goto("/account");
  await here.getByLabel("Present password").fill("not the password");
  await here.getByLabel("New password").fill(newPassword);
  await here.getByRole("button", { name: "Change password" }).click();
  await expect(here.getByRole("alert").filter({ hasText: "present password is not right" })).toBeVisible();
  await here.getByLabel("Present password").fill(person.password);
  await here.getByLabel("New password").fill(newPassword);
  await here.getByRole("button", { name: "Change password" }).click();
  await expect(here.getByText("The password is changed.")).toBeVisible();
  await there.goto("/orders");
  await expect(there).toHaveURL(/\/sign-in/);
  await here.goto("/orders");
  await expect(here.getByRole("heading", { name: "Orders" })).toBeVisible();
  await expectRefused(browser, person);
});

test("sessions are listed; one can be ended, and all of them at once", async ({ browser }) => {
  const person = await createPerson("viewer", "scattered");
  const here = await openAs(browser, person);
  const there = await openAs(browser, person);
  await here.goto("/account");
  await expect(here.getByText("This browser")).toBeVisible();
  await here.getByRole("main").getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(here.getByRole("main").getByRole("button", { name: "Sign out", exact: true })).toHaveCount(0);
  await there.goto("/sync");
  await expect(there).toHaveURL(/\/sign-in/);
  const third = await openAs(browser, person);
  await here.reload();
  await here.getByRole("button", { name: "Sign out everywhere" }).click();
  await expect(here).toHaveURL(/\/sign-in/);
  for (const gone of [here, third]) {
    await gone.goto("/orders");
    await expect(gone).toHaveURL(/\/sign-in/);
  }
});

test("signing out ends the session for good, even for a copy of its cookie", async ({ browser }) => {
  const person = await createPerson("viewer", "copied");
  const page = await openAs(browser, person);
  const copy = await page.context().storageState();
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.context().addCookies(copy.cookies);
  await page.goto("/orders");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a removed person is out at once; the last owner cannot be removed or demoted", async ({
  page,
  browser,
}) => {
  const person = await createPerson("analyst", "leaving");
  const theirs = await openAs(browser, person);
  await page.goto("/admin/people");
  await page.getByRole("link", { name: person.email }).click();
  await page.getByLabel(/^Type .* to confirm$/).fill("somebody else");
  await page.getByRole("button", { name: "Remove person" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "not the one of this person" })).toBeVisible();
  await page.getByLabel(/^Type .* to confirm$/).fill(person.email);
  await page.getByRole("button", { name: "Remove person" }).click();
  await expect(page).toHaveURL(/\/admin\/people$/);
  await expect(page.getByText(person.email)).toHaveCount(0);
  await theirs.goto("/orders");
  await expect(theirs).toHaveURL(/\/sign-in/);

  await withDatabase((sql) => sql`delete from users where role = 'owner' and email <> ${owner.email}`);
  await page.goto("/admin/people");
  await page.getByRole("link", { name: /\(you\)/ }).click();
  const access = page.getByRole("region", { name: "Role and shops" });
  await access.getByRole("radio", { name: /^Admin/ }).check();
  await access.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "The last owner cannot be removed" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Remove person" })).toHaveCount(0);
});

test("an admin sees owners and cannot touch them", async ({ page, browser }) => {
  const admin = await openAs(browser, await createPerson("admin", "helper"));
  await admin.goto("/admin/people");
  await expect(admin.getByRole("radio", { name: /^Owner/ })).toHaveCount(0);
  await page.goto("/admin/people");
  const ownPath = await page.getByRole("link", { name: /\(you\)/ }).getAttribute("href");
  await admin.goto(ownPath ?? "");
  await expect(admin.getByText("Only an owner can change")).toBeVisible();
  for (const name of ["Save", "Make password link", "Sign out everywhere", "Remove person"]) {
    await expect(admin.getByRole("button", { name })).toHaveCount(0);
  }
});

test("a viewer sees masked buyers, and somebody without a shop sees none of its orders", async ({
  browser,
}) => {
  const viewer = await openAs(browser, await createPerson("viewer", "masked"));
  await viewer.goto("/orders");
  const orderLinks = viewer.getByRole("link", { name: /^\d{17,19}$/ });
  const orderId = await orderLinks.first().innerText();
  await expect(viewer.getByRole("cell", { name: "•••" }).first()).toBeVisible();
  await viewer.goto(`/orders/${orderId}`);
  await expect(viewer.getByRole("definition").filter({ hasText: "•••" }).first()).toBeVisible();
  await expect(viewer.getByText("Other fields TikTok sent")).toHaveCount(0);

  const outsider = await createPerson("analyst", "outsider");
  await limitToShops(outsider, ["another-shop"]);
  const page = await openAs(browser, outsider);
  const shopId = await withDatabase(
    async (sql) => (await sql`select shop_id from shops`)[0]?.shop_id as string,
  );
  const answer = await page.goto(`/orders/${orderId}?shop=${shopId}`);
  expect(answer?.status()).toBe(404);
  await page.goto(`/orders?shop=${shopId}`);
  await expect(page.getByText("No shop is connected yet")).toBeVisible();
});
