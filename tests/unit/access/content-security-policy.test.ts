import { expect, it } from "vitest";
import { contentSecurityPolicy } from "@/lib/content-security-policy";

const policy = (more: Partial<Parameters<typeof contentSecurityPolicy>[0]> = {}) =>
  contentSecurityPolicy({ nonce: "abc", isHttps: true, isDevelopment: false, formOrigins: [], ...more });

it("a script runs by its nonce alone: nothing inline, nothing evaluated, nothing in an attribute", () => {
  const [scripts] = policy().match(/(?<=^|; )script-src [^;]*/) ?? [];
  expect(scripts).toBe("script-src 'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy()).toContain("script-src-attr 'none'");
  expect(policy()).toContain("frame-ancestors 'none'");
});

it("forms lead to ourselves, and to the providers that are used", () => {
  expect(policy()).toContain("form-action 'self';");
  expect(policy({ formOrigins: ["https://github.com"] })).toContain("form-action 'self' https://github.com;");
});

it("insecure requests are upgraded behind https only, where there is something to upgrade to", () => {
  expect(policy()).toMatch(/; upgrade-insecure-requests$/);
  expect(policy({ isHttps: false })).not.toContain("upgrade-insecure-requests");
});

it("pictures come from ourselves and from where TikTok keeps those of products, over https", () => {
  const [pictures] = policy().match(/(?<=^|; )img-src [^;]*/) ?? [];
  expect(pictures).toBe(
    "img-src 'self' data: blob: https://*.ibyteimg.com https://*.tiktokcdn.com https://*.tiktokcdn-us.com https://*.tiktokcdn-eu.com https://*.ttcdn-us.com",
  );
});
