import "server-only";
import type { Provider } from "next-auth/providers";
import GitHub from "next-auth/providers/github";
import Google from "next-auth/providers/google";
import { z } from "zod";
import { recordAudit } from "@/db/mutations/audit";
import { acceptInvitationOf } from "@/db/mutations/invitations";
import { findUserByEmail } from "@/db/queries/users";
import { env } from "@/lib/env";
import { requestOrigin } from "./request-origin";

export type OauthName = "google" | "github";

const labels: Record<OauthName, string> = { google: "Google", github: "GitHub" };

/** Those whose keys are set. */
export function oauthProviders(): { name: OauthName; label: string }[] {
  const { AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET, AUTH_GITHUB_ID, AUTH_GITHUB_SECRET } = env();
  const names: OauthName[] = [];
  if (AUTH_GOOGLE_ID && AUTH_GOOGLE_SECRET) names.push("google");
  if (AUTH_GITHUB_ID && AUTH_GITHUB_SECRET) names.push("github");
  return names.map((name) => ({ name, label: labels[name] }));
}

export function buildProviders(): Provider[] {
  return oauthProviders().map(({ name }) => (name === "google" ? google() : github()));
}

function google(): Provider {
  const { AUTH_GOOGLE_ID: clientId, AUTH_GOOGLE_SECRET: clientSecret, AUTH_GOOGLE_ISSUER: issuer } = env();
  return Google({
    clientId,
    clientSecret,
    ...(issuer ? { issuer: issuer.replace(/\/$/, "") } : {}),
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { prompt: "select_account" } },
  });
}

const emailsSchema = z.array(z.object({ email: z.email(), verified: z.boolean(), primary: z.boolean() }));

/** GitHub's public address need not be the verified one we know a person by, so the list of addresses is asked for. */
function github(): Provider {
  const { AUTH_GITHUB_ID, AUTH_GITHUB_SECRET, AUTH_GITHUB_ENTERPRISE_URL: baseUrl } = env();
  const provider = GitHub({
    clientId: AUTH_GITHUB_ID,
    clientSecret: AUTH_GITHUB_SECRET,
    // A GitHub server of one's own may know no PKCE: without the state it would answer for another browser.
    checks: ["pkce", "state"],
    ...(baseUrl ? { enterprise: { baseUrl: baseUrl.replace(/\/$/, "") } } : {}),
  });
  const apiUrl = (provider.userinfo as { url: string }).url;
  const ask = async (url: string, token: string) => {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, "user-agent": "tiktok-shop-dashboard" },
      signal: AbortSignal.timeout(15_000),
    });
    if (!answer.ok) throw new Error(`GitHub answered ${answer.status}.`);
    return answer.json();
  };
  const request = async ({ tokens }: { tokens: { access_token?: string } }) => {
    const token = tokens.access_token ?? "";
    const [profile, emails] = await Promise.all([ask(apiUrl, token), ask(`${apiUrl}/emails`, token)]);
    return { ...profile, emails };
  };
  return { ...provider, userinfo: { url: apiUrl, request } } as Provider;
}

const googleProfile = z.object({ email: z.email(), email_verified: z.literal(true) });
const githubProfile = z.object({ emails: emailsSchema });

/** The addresses a provider vouches for, the main one first; what is not verified counts for nothing. */
export function verifiedEmails(provider: string, profile: unknown): string[] {
  if (provider === "google") {
    const parsed = googleProfile.safeParse(profile);
    return parsed.success ? [parsed.data.email.toLowerCase()] : [];
  }
  if (provider !== "github") return [];
  const parsed = githubProfile.safeParse(profile);
  const emails = parsed.success ? parsed.data.emails.filter(({ verified }) => verified) : [];
  return emails.sort((a, b) => Number(b.primary) - Number(a.primary)).map(({ email }) => email.toLowerCase());
}

/**
 * Whom a provider's answer signs in: the person with one of its verified addresses, or somebody invited at one, who
 * gets the account now. @returns null for everybody else; the audit log has it.
 */
export async function admitOauth(
  provider: string,
  profile: unknown,
  name: string | null,
): Promise<{ id: string; email: string } | null> {
  const emails = verifiedEmails(provider, profile);
  for (const email of emails) {
    const user = await findUserByEmail(email);
    if (user) return { id: user.id, email: user.email };
  }
  const origin = await requestOrigin();
  for (const email of emails) {
    const person = await acceptInvitationOf(email, name, origin);
    if (person) return person;
  }
  const details = { method: provider };
  await recordAudit({
    ...origin,
    action: "sign_in.refused",
    actor: null,
    subject: emails[0] ?? null,
    details,
  });
  return null;
}
