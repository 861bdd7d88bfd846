"use client";

import { TryAgain } from "@/components/try-again";

/** Replaces the root layout when that itself fails, so it brings its own document and needs no style sheet. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body
        style={{
          fontFamily: "system-ui, sans-serif",
          display: "grid",
          placeItems: "center",
          minHeight: "90vh",
        }}
      >
        <main style={{ maxWidth: "28rem", padding: "1.5rem", textAlign: "center" }}>
          <h1 style={{ fontSize: "1.125rem" }}>The dashboard could not start</h1>
          <p>
            Something went wrong on our side. Your data is safe
            {error.digest ? `; the server's log has the details under ${error.digest}` : ""}.
          </p>
          <TryAgain />
        </main>
      </body>
    </html>
  );
}
