"use client";

import { ErrorMessage, type ErrorPageProps } from "@/components/error-message";

/** For what fails outside the dashboard's shell, which would bring the page's main part. */
export default function ErrorPage(props: ErrorPageProps) {
  return (
    <main>
      <ErrorMessage {...props} />
    </main>
  );
}
