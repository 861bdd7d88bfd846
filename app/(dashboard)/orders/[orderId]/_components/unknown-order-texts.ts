import type { MissingTexts } from "@/components/missing-page";

export const unknownOrderTexts: MissingTexts = {
  title: "Order not found",
  heading: "This shop has no order with that id",
  sentence: "It may belong to another shop, or its day may not be loaded yet.",
  linkText: "To all orders",
  href: "/orders",
};
