import { spawnSync } from "node:child_process";
import postgres from "postgres";
import { expect, it } from "vitest";
import { verifyPassword } from "@/lib/auth/password";
import { createTestDatabase } from "../helpers/database";

function userCreate(databaseUrl: string | undefined, password: string, args: string[]) {
  const env = {
    PATH: process.env.PATH,
    USER_PASSWORD: password,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  };
  const flags = ["--conditions=react-server", "--import", "tsx", "scripts/user-create.ts", ...args];
  const result = spawnSync(process.execPath, flags, { env: { ...env, NODE_ENV: "test" }, encoding: "utf8" });
  return { code: result.status, text: result.stdout + result.stderr };
}

it("a user is made with nothing but the database's address, once, and can sign in with the password", async () => {
  const database = await createTestDatabase();
  const sql = postgres(database.url, { max: 1, prepare: false });
  try {
    const args = ["--email", "Owner@Example.com", "--role", "owner"];
    expect(userCreate(database.url, "correct horse battery", args)).toMatchObject({ code: 0 });
    const [user] = await sql`select email, role, password_hash from users`;
    expect(user).toMatchObject({ email: "owner@example.com", role: "owner" });
    expect(await verifyPassword("correct horse battery", user?.password_hash)).toBe(true);
    expect(await verifyPassword("correct horse batterz", user?.password_hash)).toBe(false);
    expect(await verifyPassword("anything", null)).toBe(false);
    const again = userCreate(database.url, "correct horse battery", args);
    expect(again).toMatchObject({ code: 1, text: expect.stringContaining("exists already") });
  } finally {
    await sql.end();
    await database.drop();
  }
});

it.each([
  ["a role that does not exist", ["--email", "a@example.com", "--role", "king"], /--role must be one of/],
  ["no e-mail address", ["--role", "owner"], /--email must be an e-mail address/],
])("%s is refused with one sentence", (_name, args, message) => {
  const { code, text } = userCreate("postgres://nobody@127.0.0.1:1/none", "correct horse battery", args);
  expect(code).toBe(1);
  expect(text).toMatch(message);
});

it("without DATABASE_URL the variable is named", () => {
  const { code, text } = userCreate(undefined, "correct horse battery", [
    "--email",
    "a@example.com",
    "--role",
    "owner",
  ]);
  expect(code).toBe(1);
  expect(text).toContain("DATABASE_URL");
});

it("user:password sets a password of anybody, and ends their sessions", async () => {
  const database = await createTestDatabase();
  const sql = postgres(database.url, { max: 1, prepare: false });
  const run = (email: string) => {
    const loader = ["--conditions=react-server", "--import", "tsx", "scripts/user-password.ts"];
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      USER_PASSWORD: "a wholly new password",
      NODE_ENV: "test" as const,
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [...loader, "--email", email], { env });
    return { code: status, text: String(stdout) + String(stderr) };
  };
  try {
    userCreate(database.url, "correct horse battery", ["--email", "owner@example.com", "--role", "owner"]);
    await sql`
      insert into user_sessions (id, user_id, method, expires_at)
      select gen_random_uuid(), id, 'password', now() + interval '1 day' from users`;
    expect(run("Owner@Example.com")).toMatchObject({ code: 0 });
    const [user] = await sql`select password_hash from users`;
    expect(await verifyPassword("a wholly new password", user?.password_hash)).toBe(true);
    expect(await sql`select 1 from user_sessions`).toHaveLength(0);
    expect(run("nobody@example.com")).toMatchObject({ code: 1, text: expect.stringContaining("Nobody") });
  } finally {
    await sql.end();
    await database.drop();
  }
});
