export const alertKinds = ["needs_reconnecting", "deadline", "stale", "looping", "proof"] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Something about a shop that needs somebody, as it is now. One of a kind and shop at a time. */
export type Alert = {
  shopId: string;
  shopName: string;
  kind: AlertKind;
  /** How near or bad it is, where that has steps: a lower one is told anew. */
  level: number;
  /** Whether it is told again each day until it is over. */
  isReminded: boolean;
  /** A line of some ten words, the shop's name in it. */
  title: string;
  /** One plain sentence with what to do. */
  sentence: string;
};

export const alertEvents = ["began", "worse", "reminder", "ended"] as const;
export type AlertEvent = (typeof alertEvents)[number];

/** What is to be said of an alert. */
export type AlertNews = Omit<Alert, "isReminded"> & { event: AlertEvent };

/** An alert that has begun and not ended, as it is stored. Instants are ISO 8601. */
export type OpenAlert = Alert & { beganAt: string; toldAt: string | null };
