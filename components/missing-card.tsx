import { SearchX } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import type { MissingTexts } from "./missing-page";

/** What `not-found.tsx` shows for a thing that is not there. */
export function MissingCard({
  texts: { title, heading, sentence, linkText, href },
}: {
  texts: MissingTexts;
}) {
  return (
    <>
      <PageHeader title={title} />
      <Card>
        <EmptyState
          icon={SearchX}
          title={heading}
          action={
            <Link href={href} className={buttonVariants()}>
              {linkText}
            </Link>
          }
        >
          {sentence}
        </EmptyState>
      </Card>
    </>
  );
}
