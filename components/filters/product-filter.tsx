import type { Route } from "next";
import { buttonVariants } from "@/components/ui/button";
import { Popup } from "@/components/ui/popup";
import { SoftForm } from "@/components/ui/soft-form";
import { SoftLink } from "@/components/ui/soft-link";
import { firstParam } from "@/lib/address";
import { filterHref, transientKeys } from "@/lib/filters/address";
import { labelChoices } from "@/lib/filters/labels";
import { choiceClass, type FilterPartProps } from "./filter-part";
import { KeptParams } from "./kept-params";

export type ProductChoice = { productId: string; name: string | null };

type ProductFilterProps = FilterPartProps & {
  /** Those chosen, and those found by `?find=`; null while nothing is searched for. */
  chosen: readonly ProductChoice[];
  found: readonly ProductChoice[] | null;
};

const nameOf = ({ name, productId }: ProductChoice) => name ?? productId;

/** Any number out of thousands: found by a part of their name, then added or taken away one by one. */
export function ProductFilter({ pathname, params, filter, chosen, found }: ProductFilterProps) {
  const { productIds } = filter;
  const text = labelChoices(chosen.map(nameOf), "products");
  const hrefOf = (ids: readonly string[]) => filterHref(pathname, params, { product: ids }) as Route;
  const others = (found ?? []).filter(({ productId }) => !productIds.includes(productId));
  return (
    <Popup
      key={`${productIds.join()}:${found === null ? "" : firstParam(params, "find")}`}
      isOpen={found !== null}
      isActive={chosen.length > 0}
      className="sm:w-80"
      label={
        chosen.length === 0 ? (
          "Product"
        ) : (
          <span className="max-w-48 truncate">
            <span className="sr-only">Product: </span>
            {text}
          </span>
        )
      }
    >
      <SoftForm
        action={pathname}
        role="search"
        aria-label="Find a product"
        className="flex gap-2 border-b border-line p-3"
      >
        <KeptParams params={params} without={transientKeys} />
        <input
          type="search"
          name="find"
          aria-label="Product name"
          placeholder="Part of a product's name"
          defaultValue={firstParam(params, "find")}
          maxLength={100}
          autoComplete="off"
          className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-surface px-2.5 text-field placeholder:text-ink-muted"
        />
        <button type="submit" className={buttonVariants()}>
          Find
        </button>
      </SoftForm>
      <div className="grid gap-0.5 p-1.5">
        {chosen.map((product) => (
          <SoftLink
            isStaying
            key={product.productId}
            href={hrefOf(productIds.filter((id) => id !== product.productId))}
            aria-current="true"
            className={choiceClass}
          >
            <span className="min-w-0 flex-1 truncate">{nameOf(product)}</span>
            <span className="text-xs font-normal text-ink-muted">Remove</span>
          </SoftLink>
        ))}
        {others.map((product) => (
          <SoftLink
            isStaying
            key={product.productId}
            href={hrefOf([...productIds, product.productId])}
            className={choiceClass}
          >
            <span className="min-w-0 flex-1 truncate">{nameOf(product)}</span>
          </SoftLink>
        ))}
        {found?.length === 0 ? (
          <p className="px-2.5 py-2 text-sm text-ink-muted">No product sold here is called that.</p>
        ) : null}
        {found === null && chosen.length === 0 ? (
          <p className="px-2.5 py-2 text-sm text-ink-muted">
            Figures then count the lines of these products only.
          </p>
        ) : null}
      </div>
    </Popup>
  );
}
