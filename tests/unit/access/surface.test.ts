import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { permissions } from "@/lib/auth/permissions";
import { actions, pages, type Requirement, routes } from "../../helpers/surface";

const appRoot = path.resolve(import.meta.dirname, "../../../app");
const sources = readdirSync(appRoot, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(path.join(appRoot, file), "utf8") }));

/** The address of a page or route: `(dashboard)/orders/page.tsx` is `/orders`. */
const addressOf = (file: string) =>
  `/${path.dirname(file)}`.replaceAll(/\/\([^/]+\)/g, "").replace(/^\/\.?$/, "") || "/";

function required(text: string, wrapper: RegExp): Requirement | "unguarded" {
  if (/\bcronRoute\(/.test(text)) return "cron-secret";
  const names = new Set([...text.matchAll(wrapper)].map((match) => match[1]));
  const name = permissions.find((permission) => names.has(permission));
  if (names.size === 0) return "public";
  return names.size === 1 && name ? name : "unguarded";
}

function found(fileName: RegExp, wrapper: RegExp): Record<string, Requirement | "unguarded"> {
  const files = sources.filter(({ file }) => fileName.test(file));
  return Object.fromEntries(files.map(({ file, text }) => [addressOf(file), required(text, wrapper)]));
}

describe("everything that answers from outside is listed with what it requires", () => {
  it("each page", () => {
    expect(found(/(^|\/)page\.tsx$/, /\brequirePage\(\s*"([^"]+)"/g)).toEqual(pages);
  });

  it("each route", () => {
    const listed = Object.entries(routes).map(([address, requirement]) => [
      address,
      requirement === "tiktok-signature" ? "public" : requirement,
    ]);
    expect(found(/(^|\/)route\.tsx?$/, /\bauthedRoute\(\s*"([^"]+)"/g)).toEqual(Object.fromEntries(listed));
  });

  it("each action", () => {
    const files = sources.filter(({ text }) => /^\s*["']use server["']/m.test(text));
    const exported = files.flatMap(({ text }) =>
      text
        .split(/^(?=export )/m)
        .filter((part) => /^export (?!type|interface)/.test(part))
        .map((part) => {
          const name = /^export (?:const|async function|default async function) (\w+)/.exec(part)?.[1];
          return [name ?? part.slice(0, 60), required(part, /\bauthed(?:Form)?Action\(\s*"([^"]+)"/g)];
        }),
    );
    expect(Object.fromEntries(exported)).toEqual(actions);
    expect(new Set(exported.map(([name]) => name)).size).toBe(exported.length);
  });
});

it("pages, routes and actions ask through the wrappers and list shops through the person's access", () => {
  const offenders = sources.filter(({ text }) =>
    /\b(requireApiUser|requireAdmin|getUser|auth)\(|\blistShops\b/.test(text),
  );
  expect(offenders.map(({ file }) => file)).toEqual([]);
});
