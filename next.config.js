/** @type {import('next').NextConfig} */
const nextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: true,
  devIndicators: false,
  serverExternalPackages: ["pino", "postgres"],
  // The type checker has its own step in `npm run check` and `npm test`, over tests and scripts too.
  typescript: { ignoreBuildErrors: true },
};

export default nextConfig;
