const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  // For what is no page; proxy.ts gives each page a policy with a nonce instead.
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  },
];

/** Two years; only behind https, which a proxy in front tells by this header. */
const https = {
  source: "/:path*",
  has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
  headers: [{ key: "Strict-Transport-Security", value: "max-age=63072000" }],
};

/** @type {import('next').NextConfig} */
const nextConfig = {
  // `npm run build:standalone`: a folder that runs without node_modules.
  ...(process.env.NEXT_OUTPUT === "standalone" ? { output: "standalone" } : {}),
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: true,
  devIndicators: false,
  // `forbidden()`: a page that a role does not permit answers 403.
  experimental: { authInterrupts: true },
  serverExternalPackages: [
    "nodemailer",
    "pino",
    "postgres",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace-node",
  ],
  // The type checker has its own step in `npm run check` and `npm test`, over tests and scripts too.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [{ source: "/:path*", headers }, https],
};

export default nextConfig;
