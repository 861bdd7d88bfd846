import { createHmac, randomBytes } from "node:crypto";
import type { SandboxClock } from "./clock";
import { ApiRefusal } from "./envelope";
import { fromMask, type Scope, toMask } from "./scopes";
import { secretsMatch } from "./signature";
import type { Settings } from "./types";

type TokenKind = "access" | "refresh";

interface TokenFacts {
  kind: TokenKind;
  serial: number;
  expiresSec: number;
  scopes: Scope[];
}

export interface TokenPair {
  accessToken: string;
  accessExpiresSec: number;
  refreshToken: string;
  refreshExpiresSec: number;
  scopes: Scope[];
}

const ACCESS_LIFE_SEC = 604_800;
const CODE_LIFE_SEC = 1_800;
const REFRESH_GRACE_SEC = 300;
/** Captures of real answers show the end of an authorisation in the 22nd century. */
const REFRESH_EXPIRES_SEC = 4_886_956_800;
const KINDS = { a: "access", r: "refresh" } as const;

/** Issues and checks codes and tokens. Tokens carry their own facts, so they outlive a restart of the sandbox. */
export class TokenAuthority {
  readonly #codes = new Map<string, { expiresSec: number; scopes: Scope[] }>();
  readonly #replacedAtSec = new Map<number, number>();
  #lastSerial = 0;
  #deadAccessSerial = 0;
  #deadRefreshSerial = 0;

  constructor(
    private readonly appSecret: string,
    private readonly prefix: string,
    private readonly clock: SandboxClock,
    private readonly settings: Settings,
  ) {}

  issueCode(): string {
    const code = `${this.prefix}_${randomBytes(24).toString("base64url")}`;
    const expiresSec = this.clock.nowSec() + CODE_LIFE_SEC;
    this.#codes.set(code, { expiresSec, scopes: this.settings.scopes });
    return code;
  }

  redeemCode(code: string): TokenPair {
    const consent = this.#codes.get(code);
    this.#codes.delete(code);
    if (consent === undefined || consent.expiresSec <= this.clock.nowSec()) {
      throw new ApiRefusal(200, 36004004, "auth code is invalid, expired or already used");
    }
    return this.#issuePair(consent.scopes);
  }

  refresh(token: string): TokenPair {
    const facts = this.#read(token);
    if (
      facts?.kind !== "refresh" ||
      facts.serial <= this.#deadRefreshSerial ||
      this.#isReplaced(facts.serial)
    ) {
      throw new ApiRefusal(200, 36004005, "can not find related auth record");
    }
    const nowSec = this.clock.nowSec();
    if (facts.expiresSec <= nowSec) throw new ApiRefusal(200, 36004001, "refresh token (rt) has expired");
    if (!this.#replacedAtSec.has(facts.serial)) this.#replacedAtSec.set(facts.serial, nowSec);
    return this.#issuePair(facts.scopes);
  }

  /** @returns what the seller has granted: a scope added later needs a new consent. */
  requireAccess(token: string | undefined): Scope[] {
    const facts = this.#read(token ?? "");
    if (facts?.kind !== "access")
      throw new ApiRefusal(400, 36009004, "Invalid x-tts-access-token: it is missing or malformed");
    if (facts.expiresSec <= this.clock.nowSec() || facts.serial <= this.#deadAccessSerial) {
      throw new ApiRefusal(401, 105002, "Expired credentials. Please refresh the access token");
    }
    return facts.scopes;
  }

  expireAccessTokens(): void {
    this.#deadAccessSerial = this.#nextSerial();
  }

  revokeAll(): void {
    this.expireAccessTokens();
    this.#deadRefreshSerial = this.#deadAccessSerial;
    this.#codes.clear();
  }

  #isReplaced(serial: number): boolean {
    const replacedAtSec = this.#replacedAtSec.get(serial);
    if (replacedAtSec === undefined) return false;
    const graceSec = this.settings.refreshRotation === "grace" ? REFRESH_GRACE_SEC : 0;
    return this.clock.nowSec() >= replacedAtSec + graceSec;
  }

  #issuePair(scopes: Scope[]): TokenPair {
    const accessExpiresSec = this.clock.nowSec() + ACCESS_LIFE_SEC;
    return {
      accessToken: this.#write("a", accessExpiresSec, scopes),
      accessExpiresSec,
      refreshToken: this.#write("r", REFRESH_EXPIRES_SEC, scopes),
      refreshExpiresSec: REFRESH_EXPIRES_SEC,
      scopes,
    };
  }

  /** Serials follow the machine's time, so that those of a restarted sandbox are still larger than the old ones. */
  #nextSerial(): number {
    this.#lastSerial = Math.max(this.#lastSerial + 1, Date.now() * 1000);
    return this.#lastSerial;
  }

  #write(kind: keyof typeof KINDS, expiresSec: number, scopes: Scope[]): string {
    const payload = Buffer.from(`${kind}.${this.#nextSerial()}.${expiresSec}.${toMask(scopes)}`).toString(
      "base64url",
    );
    return `${this.prefix}_${payload}${this.#seal(payload)}`;
  }

  #read(token: string): TokenFacts | null {
    const content = token.slice(this.prefix.length + 1);
    const payload = content.slice(0, -43);
    if (!token.startsWith(`${this.prefix}_`) || !secretsMatch(content.slice(-43), this.#seal(payload)))
      return null;
    const [kind, serial, expiresSec, mask] = Buffer.from(payload, "base64url").toString().split(".");
    if (kind !== "a" && kind !== "r") return null;
    const scopes = fromMask(mask === undefined ? undefined : Number(mask));
    return { kind: KINDS[kind], serial: Number(serial), expiresSec: Number(expiresSec), scopes };
  }

  #seal(payload: string): string {
    return createHmac("sha256", `token:${this.appSecret}`).update(payload).digest("base64url");
  }
}
