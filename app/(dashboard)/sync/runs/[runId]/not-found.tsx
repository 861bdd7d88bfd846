import { FileQuestion } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

export default function RunNotFound() {
  return (
    <Card>
      <title>No such run · Shop dashboard</title>
      <EmptyState
        isPage
        icon={FileQuestion}
        title="There is no such run"
        action={
          <Link href="/sync" className={buttonVariants()}>
            To the run history
          </Link>
        }
      >
        No run of a shop that you may see has this address.
      </EmptyState>
    </Card>
  );
}
