"use client";

import { Info, TriangleAlert } from "lucide-react";
import { DoctorButton } from "@/components/sync/doctor-button";
import { useStatusOf } from "@/components/sync/sync-provider";
import type { FormAction } from "@/lib/action-result";
import type { Diagnosis } from "@/lib/diagnosis";

type DoctorProps = {
  shopId: string;
  /** What the server found to be worth a note when it drew the page. */
  notes: Diagnosis[];
  canReconnect: boolean;
  refresh: FormAction;
};

const tones = {
  bad: "border-bad/30 bg-bad-soft [&>svg]:text-bad",
  warn: "border-warn/30 bg-warn-soft [&>svg]:text-warn",
  note: "border-line bg-surface [&>svg]:text-ink-muted",
};

/** Everything that is wrong, each in a sentence with one thing to press; what is urgent follows the poll. */
export function Doctor({ shopId, notes, canReconnect, refresh }: DoctorProps) {
  const problems = useStatusOf(shopId)?.problems ?? [];
  if (problems.length + notes.length === 0) return null;
  return (
    <section aria-label="What needs attention" className="grid gap-2">
      {[...problems, ...notes].map((diagnosis) => (
        <DiagnosisLine
          key={diagnosis.condition}
          diagnosis={diagnosis}
          canReconnect={canReconnect}
          refresh={refresh}
        />
      ))}
    </section>
  );
}

type LineProps = Omit<DoctorProps, "notes" | "shopId"> & { diagnosis: Diagnosis };

function DiagnosisLine({ diagnosis, ...rest }: LineProps) {
  const { tone, title, sentence } = diagnosis;
  const Icon = tone === "note" ? Info : TriangleAlert;
  return (
    <div
      role={tone === "note" ? undefined : "alert"}
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border px-4 py-3 ${tones[tone]}`}
    >
      <Icon aria-hidden className="size-5 shrink-0 self-start" />
      <div className="min-w-0 flex-1 max-sm:basis-4/5">
        <h2 className="font-semibold">{title}</h2>
        <p className="text-pretty">{sentence}</p>
      </div>
      <DoctorButton diagnosis={diagnosis} {...rest} />
    </div>
  );
}
