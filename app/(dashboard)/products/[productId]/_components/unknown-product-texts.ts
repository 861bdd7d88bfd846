import type { MissingTexts } from "@/components/missing-page";

export const unknownProductTexts: MissingTexts = {
  title: "Product not found",
  heading: "No order of these shops names that product",
  sentence: "It may belong to another shop, or its orders may not be loaded yet.",
  linkText: "To all products",
  href: "/products",
};

/** What TikTok's ids are made of; the database is not asked for anything else. */
export function isProductId(text: string): boolean {
  return /^[\w-]{1,128}$/.test(text);
}
