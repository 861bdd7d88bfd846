import { imageSources } from "./product-images";

type PolicyOptions = {
  /** Fresh for each answer; Next puts it on every script it writes. */
  nonce: string;
  isHttps: boolean;
  /** React's tools for development evaluate text; a built app does not. */
  isDevelopment: boolean;
  /** Other sites a form may lead to: the sign-in pages of Google and GitHub, when they are used. */
  formOrigins: readonly string[];
};

/**
 * What a page of ours may load and run: our own files, pictures of products from TikTok, and scripts that carry the nonce or were loaded by one that does.
 * Style attributes are allowed, because charts place their marks by them; they run nothing. A script that was written
 * into a product's name has no nonce, so it does not run even if it reached the page as markup.
 */
export function contentSecurityPolicy(options: PolicyOptions): string {
  const { nonce, isHttps, isDevelopment, formOrigins } = options;
  const directives: Record<string, readonly string[]> = {
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    "script-src-attr": ["'none'"],
    "style-src": isDevelopment ? ["'self'", "'unsafe-inline'"] : ["'self'", `'nonce-${nonce}'`],
    "style-src-attr": ["'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", ...imageSources],
    "font-src": ["'self'"],
    "connect-src": isDevelopment ? ["'self'", "ws:"] : ["'self'"],
    "form-action": ["'self'", ...formOrigins],
    "frame-src": ["'none'"],
    "frame-ancestors": ["'none'"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    ...(isHttps ? { "upgrade-insecure-requests": [] } : {}),
  };
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(" "))
    .join("; ");
}
