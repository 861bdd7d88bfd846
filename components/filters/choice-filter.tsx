import type { Route } from "next";
import { buttonVariants } from "@/components/ui/button";
import { Popup } from "@/components/ui/popup";
import { SoftForm } from "@/components/ui/soft-form";
import { SoftLink } from "@/components/ui/soft-link";
import type { RawSearchParams } from "@/lib/address";
import { filterHref, transientKeys } from "@/lib/filters/address";
import { labelChoices } from "@/lib/filters/labels";
import { choiceClass } from "./filter-part";
import { KeptParams } from "./kept-params";

export type Choice = { value: string; label: string; isChosen: boolean; hint?: string };

type ChoiceFilterProps = {
  pathname: Route;
  params: RawSearchParams;
  name: "status" | "fulfilment";
  label: string;
  /** Of several, in the button: `3 statuses`. */
  many: string;
  choices: readonly Choice[];
};

/** Any number of a few. Boxes and one button, so that choosing three costs one load and no script. */
export function ChoiceFilter({ pathname, params, name, label, many, choices }: ChoiceFilterProps) {
  const chosen = choices.filter(({ isChosen }) => isChosen);
  const text = labelChoices(
    chosen.map((choice) => choice.label),
    many,
  );
  return (
    <Popup
      key={chosen.map(({ value }) => value).join()}
      isActive={chosen.length > 0}
      label={
        chosen.length === 0 ? (
          label
        ) : (
          <span className="max-w-48 truncate">
            <span className="sr-only">{label}: </span>
            {text}
          </span>
        )
      }
    >
      <SoftForm action={pathname} aria-label={label} className="grid p-1.5">
        <KeptParams params={params} without={[name, ...transientKeys]} />
        {choices.map((choice) => (
          <label key={choice.value} className={`${choiceClass} cursor-pointer`}>
            <input
              type="checkbox"
              name={name}
              value={choice.value}
              defaultChecked={choice.isChosen}
              className="size-4 accent-accent"
            />
            <span className="min-w-0 flex-1 truncate">{choice.label}</span>
            {choice.hint ? <span className="text-xs text-ink-muted tabular-nums">{choice.hint}</span> : null}
          </label>
        ))}
        <div className="sticky bottom-0 mt-1 flex gap-2 border-t border-line bg-surface-raised px-1 pt-2 pb-0.5">
          <button
            type="submit"
            className={buttonVariants({ variant: "primary", size: "sm", className: "flex-1" })}
          >
            Apply
          </button>
          {chosen.length > 0 ? (
            <SoftLink
              isStaying
              href={filterHref(pathname, params, { [name]: null })}
              className={buttonVariants({ size: "sm" })}
            >
              Clear
            </SoftLink>
          ) : null}
        </div>
      </SoftForm>
    </Popup>
  );
}
