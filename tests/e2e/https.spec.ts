import { expect, test } from "@playwright/test";
import { createHttpSession } from "../../scripts/lib/http-session.mjs";
import { callAction, findAction } from "./actions";
import { startReadyApp } from "./second-app";
import { owner } from "./support";

test("behind https every cookie is Secure, HttpOnly and Lax, and pages upgrade what they load", async () => {
  const app = await startReadyApp({ AUTH_URL: "https://shop.example" });
  try {
    const lines: string[] = [];
    const session = createHttpSession(app.url);
    const request = async (path: string | URL, init: RequestInit = {}) => {
      const answer = await session.request(path, init);
      lines.push(...answer.headers.getSetCookie());
      return answer;
    };
    const page = await request("/sign-in", { headers: { "x-forwarded-proto": "https" } });
    expect(page.headers.get("strict-transport-security")).toMatch(/^max-age=\d{8}/);
    expect(page.headers.get("content-security-policy")).toContain("upgrade-insecure-requests");
    const { csrfToken } = await (await request("/api/auth/csrf")).json();
    const body = new URLSearchParams({ csrfToken, ...owner });
    await request("/api/auth/callback/credentials", { method: "POST", body });
    expect(session.hasCookie("__Secure-authjs.session-token")).toBe(true);
    await request("/");
    await request("/api/tiktok/authorize");
    await callAction({ ...session, request }, findAction("setThemeAction"), null);
    const names = lines.map((line) => line.slice(0, line.indexOf("=")));
    expect(names).toEqual(
      expect.arrayContaining([
        "__Secure-authjs.session-token",
        "sign-in-device",
        "visit",
        "tiktok-connect",
        "theme",
      ]),
    );
    for (const line of lines) {
      expect(line).toMatch(/; Secure/i);
      expect(line).toMatch(/; HttpOnly/i);
      expect(line).toMatch(/; SameSite=Lax/i);
    }
  } finally {
    await app.stop();
  }
});
