import { expect, test } from "@playwright/test";
import { can, type Permission, permissions } from "@/lib/auth/permissions";
import { type Role, roles } from "@/lib/roles";
import { createHttpSession, type HttpSession } from "../../scripts/lib/http-session.mjs";
import { actions, pages, type Requirement, routes } from "../helpers/surface";
import { builtActions, callAction } from "./actions";
import { baseUrl, createPerson, httpSession } from "./people-support";

/** Something for each parameter of an address; what is not there answers 404, which is past the door. */
const fill = (address: string) =>
  address
    .replace("[...nextauth]", "session")
    .replace("[userId]", "00000000-0000-4000-8000-000000000000")
    .replaceAll(/\[\w+\]/g, "1234567890");

const isPermission = (requirement: Requirement): requirement is Permission =>
  permissions.some((permission) => permission === requirement);

type Visitor = { role: Role | null; session: HttpSession };
const visitors: Visitor[] = [];

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  for (const role of roles) {
    visitors.push({ role, session: await httpSession(await createPerson(role, `door-${role}`)) });
  }
  visitors.push({ role: null, session: createHttpSession(baseUrl) });
});

async function visit({ session }: Visitor, address: string) {
  const answer = await session.request(fill(address));
  await answer.arrayBuffer();
  return { status: answer.status, location: answer.headers.get("location") ?? "" };
}

for (const [address, requirement] of Object.entries(pages).filter(([, needs]) => isPermission(needs))) {
  test(`the page ${address} opens to those who may, and to nobody else`, async () => {
    for (const visitor of visitors) {
      const { status, location } = await visit(visitor, address);
      const who = `${visitor.role ?? "nobody"}: ${status} ${location}`;
      if (visitor.role === null) expect(location, who).toContain("/sign-in");
      else if (can({ role: visitor.role }, requirement as Permission))
        expect([200, 307, 404], who).toContain(status);
      else expect(status, who).toBe(403);
    }
  });
}

for (const [address, requirement] of Object.entries(routes)) {
  if (requirement === "public" || requirement === "tiktok-signature") continue;
  test(`the route ${address} answers those who may, and nobody else`, async () => {
    for (const visitor of visitors) {
      const { status, location } = await visit(visitor, address);
      const who = `${visitor.role ?? "nobody"}: ${status} ${location}`;
      const isSentAway = [302, 303, 307].includes(status);
      if (requirement === "cron-secret") expect(status, who).toBe(401);
      else if (visitor.role === null)
        expect(isSentAway ? location : String(status), who).toMatch(/\/sign-in|^401$/);
      else if (can({ role: visitor.role }, requirement)) {
        expect([401, 403], who).not.toContain(status);
        expect(location, who).not.toMatch(/\/sign-in|connect=forbidden/);
      } else expect(isSentAway ? location : String(status), who).toMatch(/connect=forbidden|^403$/);
    }
  });
}

test("the build holds the listed actions and no other", () => {
  const names = builtActions.map(({ name }) => name);
  // An action that no page uses is not built; one that is built and not listed would be a door nobody watches.
  for (const name of names) expect(actions, name).toHaveProperty(name);
});

for (const action of builtActions) {
  const requirement = actions[action.name];
  if (requirement === undefined || !isPermission(requirement)) continue;
  test(`the action ${action.name} works for those who may, and for nobody else`, async () => {
    for (const visitor of visitors) {
      // A forged cookie gets past the courtesy of proxy.ts and reaches the action itself.
      const cookie: Record<string, string> = visitor.role ? {} : { cookie: "authjs.session-token=forged" };
      // Nobody begins anew each time: a cookie that an answer left behind would replace the forged one.
      const session = visitor.role ? visitor.session : createHttpSession(baseUrl);
      const { text } = await callAction(session, action, null, cookie);
      const who = visitor.role ?? "nobody";
      if (visitor.role === null) expect(text, who).toContain('"code":"unauthorized"');
      else if (!can({ role: visitor.role }, requirement)) expect(text, who).toContain('"code":"forbidden"');
      // A wrong input is only told to whoever may give a right one.
      else expect(text, who).toContain('"code":"invalid_input"');
    }
  });
}
