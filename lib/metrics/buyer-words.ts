/** What the figures of buyers mean, in words. */
export const buyerWords = {
  buyers:
    "People with at least one order paid in the period that counts: not cancelled, no free sample. Each once, however often they bought.",
  newBuyers: "Whose first order that counts was paid in the period.",
  returning: "Who had bought before the period.",
  repeatRate: "Returning buyers divided by all buyers of the period.",
  ordersPerBuyer: "Orders that count, divided by buyers.",
  gaps: "How many days had passed since the same buyer's purchase before, over the returning purchases of the period. Orders paid on one day are one purchase; half of the purchases came sooner than the median.",
  cohorts:
    "Everybody whose first order that counts was paid in a month, and the share of them who bought again in each month after.",
  fineprint:
    "Counted by TikTok's buyer id within each shop. A cancellation or a late order changes who was new, and when.",
};
