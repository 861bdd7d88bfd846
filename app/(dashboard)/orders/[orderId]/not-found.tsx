import { SearchX } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { unknownOrderTexts } from "./_components/unknown-order-texts";

const { title, heading, sentence, linkText } = unknownOrderTexts;

export default function OrderNotFound() {
  return (
    <>
      <PageHeader title={title} />
      <Card>
        <EmptyState
          icon={SearchX}
          title={heading}
          action={
            <Link href="/orders" className={buttonVariants()}>
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
