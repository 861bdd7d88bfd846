/** What the columns of products and SKUs mean, in words that their pages share. */
export const productWords = {
  netSales:
    "What was paid for the product, TikTok's discounts included, less cancelled units and completed refunds, by the shop's day of payment.",
  gmv: "The same before cancellations and refunds.",
  units: "One line item for each unit of paid orders; gifts and free samples are not counted.",
  orders: "Paid orders with at least one unit of the product.",
  share: "Of the net sales of all products in this currency and period.",
  cancellationRate: "Cancelled units divided by all units.",
  refundRate: "Units of which some or all of the price was given back, divided by all units.",
};
