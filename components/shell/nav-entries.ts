import {
  LayoutDashboard,
  type LucideIcon,
  Package,
  ReceiptText,
  RefreshCcwDot,
  ShieldCheck,
  Truck,
  Undo2,
  Users,
} from "lucide-react";
import type { Route } from "next";

export type NavEntry = { path: Route; label: string; icon: LucideIcon; isForAdmins?: boolean };

/** In the order of the column; the first four stand in the bar of a phone, the others under its "More". */
export const navEntries: NavEntry[] = [
  { path: "/", label: "Overview", icon: LayoutDashboard },
  { path: "/orders", label: "Orders", icon: ReceiptText },
  { path: "/products", label: "Products", icon: Package },
  { path: "/fulfilment", label: "Fulfilment", icon: Truck },
  { path: "/customers", label: "Customers", icon: Users },
  { path: "/returns", label: "Returns", icon: Undo2 },
  { path: "/sync", label: "Sync", icon: RefreshCcwDot },
  { path: "/admin", label: "Admin", icon: ShieldCheck, isForAdmins: true },
];
