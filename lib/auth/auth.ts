import "server-only";
import NextAuth, { type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { endOwnSession, startSession } from "@/db/mutations/sessions";
import { isUuid } from "@/db/queries/users";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { safeReturnPath } from "@/lib/return-path";
import { admitOauth, buildProviders } from "./oauth";
import { isProxyTrusted, requestOrigin } from "./request-origin";
import { checkCredentials } from "./sign-in";

const daySec = 86_400;

/** A wrong password, an address that is not invited, a cookie of before the secret was changed: no errors of ours. */
const everyday = new Set(["CredentialsSignin", "AccessDenied", "JWTSessionError"]);

/** A path of ours, or an address below ours; anything else is the Overview. */
function keepAtHome(wanted: string, baseUrl: string): string {
  const path = wanted.startsWith(`${baseUrl}/`) ? wanted.slice(baseUrl.length) : wanted;
  return new URL(safeReturnPath(path), baseUrl).toString();
}

function buildConfig(): NextAuthConfig {
  const lifeSec = Math.round(env().SESSION_DAYS * daySec);
  return {
    secret: env().AUTH_SECRET,
    trustHost: env().AUTH_URL !== undefined || isProxyTrusted(),
    session: { strategy: "jwt", maxAge: lifeSec },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/account" },
    providers: [
      Credentials({ credentials: { email: {}, password: {} }, authorize: checkCredentials }),
      ...buildProviders(),
    ],
    callbacks: {
      redirect: ({ url, baseUrl }) => keepAtHome(url, baseUrl),
      async signIn({ user, account, profile }) {
        if (account?.type === "credentials") return true;
        const person = await admitOauth(account?.provider ?? "", profile, user.name ?? null);
        // The provider's id of the person gives way to ours, which the token is made of.
        if (person) Object.assign(user, person);
        return person !== null;
      },
      /** The cookie holds the ids of the person and of the session, nothing else. */
      async jwt({ token, user, account }) {
        if (!account) return token;
        const { id, email } = user;
        if (!id || !email) return null;
        const method =
          account.provider === "google" || account.provider === "github" ? account.provider : "password";
        const sid = await startSession({
          user: { id, email },
          method,
          origin: await requestOrigin(),
          lifeSec,
        });
        return { sub: id, sid };
      },
      session: ({ session, token }) => ({ expires: session.expires, sid: token.sid }) as never,
    },
    events: {
      async signOut(message) {
        const sid = "token" in message ? message.token?.sid : null;
        if (typeof sid === "string" && isUuid(sid)) await endOwnSession(sid, await requestOrigin());
      },
    },
    logger: {
      error: (error) => {
        const { type } = error as { type?: string };
        if (!everyday.has(type ?? "")) log.error({ err: error }, "sign-in failed");
      },
      warn: (code) => log.debug({ code }, "auth warning"),
      debug: () => {},
    },
  };
}

export const { handlers, signIn, signOut } = NextAuth(buildConfig);
