import { unstable_rethrow } from "next/navigation";
import type { ReactElement } from "react";
import { TryAgain } from "@/components/try-again";
import { Card, CardHeader } from "@/components/ui/card";
import { isDatabaseUnavailable } from "@/lib/errors";
import { log } from "@/lib/log";

/** Renders one panel; when its numbers cannot be read, the panel says so and the rest of the page stands. */
export async function guardPanel(title: string, render: () => Promise<ReactElement>): Promise<ReactElement> {
  try {
    return await render();
  } catch (error) {
    unstable_rethrow(error);
    const isAway = isDatabaseUnavailable(error);
    if (!isAway) log.error({ err: error, panel: title }, "a panel could not be read");
    return (
      <Card aria-label={title}>
        <CardHeader title={title} />
        <div className="grid min-h-40 place-content-center gap-3 px-6 py-8 text-center">
          <p className="text-ink-muted">
            {isAway ? "The database does not answer." : "These numbers could not be read."} The rest of the
            page is not touched by it.
          </p>
          <p>
            <TryAgain className="font-medium text-accent underline-offset-3 hover:underline" />
          </p>
        </div>
      </Card>
    );
  }
}
