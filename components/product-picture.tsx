import { cn } from "@/lib/cn";
import { pictureAddress } from "@/lib/product-images";
import { ProductImage } from "./product-image";

type ProductPictureProps = {
  /** As TikTok gave it. */
  address: string | null;
  name: string | null;
  size?: "small" | "large";
};

const sizes = { small: "size-8 rounded-md text-xs", large: "size-12 rounded-lg text-md" };

/**
 * A product's picture over a tile with its first letter, which is what is left where it cannot be loaded. Beside it stands
 * the name, so it says nothing to a screen reader.
 */
export function ProductPicture({ address, name, size = "small" }: ProductPictureProps) {
  const source = pictureAddress(address);
  return (
    <span
      aria-hidden
      className={cn(
        "relative grid shrink-0 place-items-center overflow-hidden font-semibold ring-1 ring-line select-none ring-inset",
        sizes[size],
      )}
      style={tint(name ?? "")}
    >
      {firstLetter(name)}
      {source ? <ProductImage source={source} /> : null}
    </span>
  );
}

function firstLetter(name: string | null): string {
  return /[\p{L}\p{N}]/u.exec(name ?? "")?.[0].toLocaleUpperCase("en-US") ?? "";
}

const hueSteps = 12;

/** The same name has the same colour everywhere; light enough for the letter on it. */
function tint(name: string) {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  const hue = (sum % hueSteps) * (360 / hueSteps);
  return {
    background: `light-dark(oklch(0.94 0.03 ${hue}), oklch(0.31 0.035 ${hue}))`,
    color: `light-dark(oklch(0.43 0.08 ${hue}), oklch(0.83 0.07 ${hue}))`,
  };
}
