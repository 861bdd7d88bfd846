import { CircleAlert, CircleCheck, CircleDashed } from "lucide-react";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ShownTarget } from "@/lib/alerts/target-addresses";
import { formatSpan } from "@/lib/format";
import { removeAlertTargetAction, saveAlertTargetAction, testAlertTargetAction } from "../actions";

type TargetCardProps = {
  target: "webhook" | "heartbeat";
  title: string;
  hint: string;
  placeholder: string;
  /** Before the age of the last success: `Last called`. */
  success: string;
  state: ShownTarget;
  now: Date;
};

/** An address that is called: set, tried out, taken away. Shown is only as much of it as tells it from others. */
export function TargetCard({ target, title, hint, placeholder, success, state, now }: TargetCardProps) {
  const isSet = state.address !== null;
  return (
    <Card aria-labelledby={`${target}-title`} className="h-full">
      <CardHeader id={`${target}-title`} title={title} hint={hint} />
      <div className="grid gap-4 px-4 py-4 sm:px-5">
        <div className="flex items-start justify-between gap-3">
          <TargetState state={state} success={success} now={now} />
          {isSet ? (
            <ActionForm action={removeAlertTargetAction} className="shrink-0">
              <input type="hidden" name="target" value={target} />
              <SubmitButton size="sm">Remove</SubmitButton>
            </ActionForm>
          ) : null}
        </div>
        {isSet ? (
          <ActionForm action={testAlertTargetAction} done="It arrived.">
            <input type="hidden" name="target" value={target} />
            <SubmitButton className="w-fit">
              {target === "webhook" ? "Send a test" : "Call it now"}
            </SubmitButton>
          </ActionForm>
        ) : null}
        <ActionForm action={saveAlertTargetAction} done="Saved.">
          <input type="hidden" name="target" value={target} />
          <Field
            id={`${target}-url`}
            label={isSet ? "Another address" : "Address"}
            name="url"
            type="url"
            autoComplete="off"
            placeholder={placeholder}
            isRefused={false}
          />
          <SubmitButton variant={isSet ? "outline" : "primary"} className="w-fit">
            Save
          </SubmitButton>
        </ActionForm>
      </div>
    </Card>
  );
}

type TargetStateProps = { state: ShownTarget; success: string; now: Date };

function TargetState({ state, success, now }: TargetStateProps) {
  const { address, okAt, error, errorAt, isUnreadable } = state;
  if (address === null) return <Line icon={CircleDashed}>No address is set, so nobody is called.</Line>;
  const ago = (instant: string) => `${formatSpan(now.getTime() - Date.parse(instant))} ago`;
  const reason = isUnreadable
    ? "It was sealed with a key that is gone. Save it again."
    : error && errorAt
      ? `The last call failed ${ago(errorAt)}: ${error}`
      : null;
  return (
    <div className="grid min-w-0 gap-1.5">
      <p className="font-mono text-sm break-all">{address}</p>
      {reason ? (
        <Line icon={CircleAlert} tone="text-bad">
          {reason}
        </Line>
      ) : null}
      {okAt ? (
        <Line icon={CircleCheck} tone={reason ? undefined : "text-good"}>
          {success} {ago(okAt)}.
        </Line>
      ) : null}
      {!okAt && !reason ? <Line icon={CircleDashed}>Not called yet.</Line> : null}
    </div>
  );
}

type LineProps = { icon: typeof CircleCheck; tone?: string | undefined; children: ReactNode };

function Line({ icon: Icon, tone = "text-ink-muted", children }: LineProps) {
  return (
    <p className="flex items-start gap-2 text-sm text-ink-muted">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${tone}`} />
      <span className="min-w-0 text-pretty break-words">{children}</span>
    </p>
  );
}
