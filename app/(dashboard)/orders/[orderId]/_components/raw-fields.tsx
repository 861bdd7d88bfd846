import { ChevronRight } from "lucide-react";
import { Card } from "@/components/ui/card";

/** What TikTok sends beyond the columns, for whoever has to look under the bonnet. */
export function RawFields({ extra }: { extra: unknown }) {
  return (
    <Card>
      <details className="group">
        <summary className="flex items-center gap-1.5 px-4 py-3 text-sm font-medium text-ink-muted hover:text-ink sm:px-5">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          Other fields TikTok sent
        </summary>
        <pre className="border-t border-line p-4 font-mono text-xs break-words whitespace-pre-wrap sm:p-5">
          {JSON.stringify(extra, null, 2)}
        </pre>
      </details>
    </Card>
  );
}
