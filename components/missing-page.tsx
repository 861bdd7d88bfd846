"use client";

import { notFound, useServerInsertedHTML } from "next/navigation";

export type MissingTexts = {
  title: string;
  heading: string;
  sentence: string;
  linkText: string;
  href: "/orders" | "/products";
};

const plainStyle = {
  maxWidth: "32rem",
  margin: "15vh auto",
  padding: "0 1.5rem",
  font: "1rem/1.5 system-ui",
};

/**
 * Answers 404. Next draws `not-found.tsx` in the browser only and sends an empty body, so whoever has no script gets
 * the same sentences from here, in the one place of that document a page can write to.
 */
export function MissingPage({ texts }: { texts: MissingTexts }): never {
  const { title, heading, sentence, linkText, href } = texts;
  let isWritten = false;
  useServerInsertedHTML(() => {
    if (isWritten) return null;
    isWritten = true;
    return (
      <noscript>
        <main style={plainStyle}>
          <h1>{title}</h1>
          <p>
            {heading}. {sentence}
          </p>
          <a href={href}>{linkText}</a>
        </main>
      </noscript>
    );
  });
  notFound();
}
