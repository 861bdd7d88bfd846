import { createHash, randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { type Asked, type Said, serve } from "./http-server";

export type Claims = { email: string; email_verified: boolean | string; name?: string };
/** What a token can be wrong in. */
export type Forgery = "issuer" | "audience" | "nonce" | "expired";

type Grant = { challenge: string; nonce: string | null; redirectUri: string };

export const openIdClient = { id: "client-id.apps.example.com", secret: "client-secret" };

/**
 * An OpenID provider as Google is one: discovery, consent, codes that are good once and bound to PKCE, ID tokens signed
 * with a key of its set. It is as strict as Google about what it is asked.
 */
export async function startOpenId() {
  const { publicKey, privateKey } = await generateKeyPair("RS256");
  const grants = new Map<string, Grant>();
  let claims: Claims = { email: "nobody@example.com", email_verified: true };
  let forgery: Forgery | null = null;

  const authorize = ({ url: { searchParams: asked } }: Asked): Said => {
    const redirectUri = asked.get("redirect_uri") ?? "";
    const challenge = asked.get("code_challenge") ?? "";
    const scopes = (asked.get("scope") ?? "").split(" ");
    const isRight =
      asked.get("client_id") === openIdClient.id &&
      asked.get("response_type") === "code" &&
      asked.get("code_challenge_method") === "S256" &&
      challenge !== "" &&
      ["openid", "email"].every((scope) => scopes.includes(scope)) &&
      redirectUri.endsWith("/api/auth/callback/google");
    if (!isRight) return { status: 400, json: { error: "invalid_request" } };
    const code = randomBytes(16).toString("hex");
    grants.set(code, { challenge, nonce: asked.get("nonce"), redirectUri });
    const back = new URL(redirectUri);
    back.searchParams.set("code", code);
    const state = asked.get("state");
    if (state) back.searchParams.set("state", state);
    return { redirect: back.toString() };
  };

  const token = async ({ form, authorization }: Asked): Promise<Said> => {
    const basic = `Basic ${Buffer.from(`${openIdClient.id}:${openIdClient.secret}`).toString("base64")}`;
    const decoded =
      authorization && decodeURIComponent(Buffer.from(authorization.slice(6), "base64").toString());
    const isClient = authorization === basic || decoded === `${openIdClient.id}:${openIdClient.secret}`;
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    grants.delete(code);
    const verifier = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!isClient) return { status: 401, json: { error: "invalid_client" } };
    if (!grant || grant.challenge !== verifier || grant.redirectUri !== form.get("redirect_uri"))
      return { status: 400, json: { error: "invalid_grant" } };
    const idToken = await sign(grant);
    return { json: { access_token: "token", token_type: "Bearer", expires_in: 3600, id_token: idToken } };
  };

  async function sign({ nonce }: Grant): Promise<string> {
    const nonceClaim = forgery === "nonce" ? { nonce: "another" } : nonce ? { nonce } : {};
    return new SignJWT({ ...claims, ...nonceClaim })
      .setProtectedHeader({ alg: "RS256", kid: "1" })
      .setSubject("10769150350006150715113082367")
      .setIssuer(forgery === "issuer" ? "https://evil.example" : server.url)
      .setAudience(forgery === "audience" ? "another-client" : openIdClient.id)
      .setIssuedAt(forgery === "expired" ? "-2h" : undefined)
      .setExpirationTime(forgery === "expired" ? "-1h" : "1h")
      .sign(privateKey);
  }

  const server = await serve(async (asked): Promise<Said> => {
    switch (asked.url.pathname) {
      case "/.well-known/openid-configuration":
        return {
          json: {
            issuer: server.url,
            authorization_endpoint: `${server.url}/o/oauth2/v2/auth`,
            token_endpoint: `${server.url}/token`,
            userinfo_endpoint: `${server.url}/v1/userinfo`,
            jwks_uri: `${server.url}/oauth2/v3/certs`,
            response_types_supported: ["code"],
            subject_types_supported: ["public"],
            id_token_signing_alg_values_supported: ["RS256"],
            code_challenge_methods_supported: ["S256"],
          },
        };
      case "/o/oauth2/v2/auth":
        return authorize(asked);
      case "/token":
        return token(asked);
      case "/oauth2/v3/certs":
        return {
          json: { keys: [{ ...(await exportJWK(publicKey)), kid: "1", alg: "RS256", use: "sig" }] },
        };
      default:
        return null;
    }
  });

  return {
    ...server,
    /** Whom the next tokens are about. */
    vouchFor: (about: Claims) => {
      claims = about;
    },
    /** What the next tokens are wrong in; null for nothing. */
    forge: (how: Forgery | null) => {
      forgery = how;
    },
  };
}
