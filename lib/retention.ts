/** How long pages of TikTok's may be kept, in days; null is for ever. */
export const retentionChoices = [null, 365, 180, 90, 30] as const;

export function describeRetention(days: number | null): string {
  return days === null ? "For ever" : `${days} days`;
}
