import {
  LayoutDashboard,
  type LucideIcon,
  ReceiptText,
  RefreshCcwDot,
  ShieldCheck,
  Undo2,
} from "lucide-react";
import type { Route } from "next";

export type NavEntry = { path: Route; label: string; icon: LucideIcon; isForAdmins?: boolean };

/** In the order of the column; the first four stand in the bar of a phone, the others under its "More". */
export const navEntries: NavEntry[] = [
  { path: "/", label: "Overview", icon: LayoutDashboard },
  { path: "/orders", label: "Orders", icon: ReceiptText },
  { path: "/returns", label: "Returns", icon: Undo2 },
  { path: "/sync", label: "Sync", icon: RefreshCcwDot },
  { path: "/admin", label: "Admin", icon: ShieldCheck, isForAdmins: true },
];
