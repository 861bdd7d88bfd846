import { type Asked, type Said, serve } from "./http-server";

export type GitHubEmail = { email: string; verified: boolean; primary: boolean };

/** A GitHub server of one's own, as far as signing in goes; it vouches for whoever the test says, and knows no PKCE. */
export async function startGitHub() {
  let emails: GitHubEmail[] = [];
  const answers: Record<string, (asked: Asked) => Said> = {
    "/login/oauth/authorize": ({ url }) => {
      const back = new URL(url.searchParams.get("redirect_uri") ?? "");
      back.searchParams.set("code", "one-time");
      const state = url.searchParams.get("state");
      if (state) back.searchParams.set("state", state);
      return { redirect: back.toString() };
    },
    "/login/oauth/access_token": () => ({
      json: { access_token: "token", token_type: "bearer", scope: "read:user user:email" },
    }),
    // The public address is not to be believed: it may be anything the account's holder typed.
    "/api/v3/user": () => ({
      json: { id: 1, login: "somebody", name: "Somebody", email: "owner@example.com" },
    }),
    "/api/v3/user/emails": () => ({ json: emails }),
  };
  const server = await serve((asked) => answers[asked.url.pathname]?.(asked) ?? null);
  return {
    ...server,
    vouchFor: (...list: GitHubEmail[]) => {
      emails = list;
    },
  };
}
