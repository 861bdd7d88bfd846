import "server-only";
import NextAuth, { type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { recordSignIn } from "@/db/mutations/users";
import { findUserByEmail } from "@/db/queries/users";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { verifyPassword } from "./password";

const credentialsSchema = z.object({
  email: z.string().trim().min(3).max(254),
  password: z.string().min(1).max(1_000),
});

async function authorize(input: unknown) {
  const given = credentialsSchema.safeParse(input);
  if (!given.success) return null;
  const user = await findUserByEmail(given.data.email);
  const isRight = await verifyPassword(given.data.password, user?.passwordHash ?? null);
  if (!user || !isRight) return null;
  await recordSignIn(user.id);
  return { id: user.id, email: user.email, name: user.name, sessionVersion: user.sessionVersion };
}

function buildConfig(): NextAuthConfig {
  return {
    secret: env().AUTH_SECRET,
    trustHost: env().AUTH_TRUST_HOST !== "false" && env().AUTH_TRUST_HOST !== "0",
    session: { strategy: "jwt", maxAge: 60 * 60 * 24 * 14 },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [Credentials({ credentials: { email: {}, password: {} }, authorize })],
    callbacks: {
      jwt({ token, user }) {
        if (user) {
          token.sub = user.id;
          token.sessionVersion = (user as { sessionVersion?: number }).sessionVersion;
        }
        return token;
      },
      session({ session, token }) {
        const version = typeof token.sessionVersion === "number" ? token.sessionVersion : 0;
        return { ...session, userId: token.sub ?? "", sessionVersion: version };
      },
    },
    logger: {
      // A wrong password is a person's everyday slip, not an error with a stack.
      error: (error) => {
        if ((error as { type?: string }).type !== "CredentialsSignin")
          log.error({ err: error }, "sign-in failed");
      },
      warn: (code) => log.debug({ code }, "auth warning"),
      debug: () => {},
    },
  };
}

export const { handlers, auth, signIn, signOut } = NextAuth(buildConfig);
