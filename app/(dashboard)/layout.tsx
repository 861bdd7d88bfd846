import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { guardDatabase } from "@/components/guard-database";
import { FindButton } from "@/components/shell/find-button";
import { Mark } from "@/components/shell/mark";
import { Nav } from "@/components/shell/nav";
import { RefreshButton } from "@/components/shell/refresh-button";
import { ShopSwitcher } from "@/components/shell/shop-switcher";
import { Shortcuts } from "@/components/shell/shortcuts";
import { SoftNavigation } from "@/components/shell/soft-navigation";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { UserMenu } from "@/components/shell/user-menu";
import { Freshness } from "@/components/sync/freshness";
import { SyncBanner } from "@/components/sync/sync-banner";
import { SyncPill } from "@/components/sync/sync-pill";
import { SyncProvider } from "@/components/sync/sync-provider";
import { PopupCloser } from "@/components/ui/popup-closer";
import { listMyShops, listMySyncStatuses } from "@/lib/auth/page";
import { can } from "@/lib/auth/permissions";
import { requireUser } from "@/lib/auth/session";
import { parseTheme, themeCookie } from "@/lib/theme";
import { refreshFormAction } from "./refresh-form-action";
import { signOutAction } from "./sign-out-action";
import { setThemeAction } from "./theme-action";

export default function DashboardLayout({ children }: { children: ReactNode }) {
  return guardDatabase(() => renderShell(children), { isShell: true });
}

async function renderShell(children: ReactNode) {
  const [user, shops, statuses, cookieStore] = await Promise.all([
    requireUser(),
    listMyShops(),
    listMySyncStatuses(),
    cookies(),
  ]);
  const timezones = Object.fromEntries(shops.map(({ shopId, timezone }) => [shopId, timezone]));
  const choices = shops.map(({ shopId, name, region, currency }) => ({ shopId, name, region, currency }));
  const theme = parseTheme(cookieStore.get(themeCookie)?.value);
  return (
    <SyncProvider initial={statuses}>
      <PopupCloser />
      <SoftNavigation />
      <Shortcuts shops={choices} isAdmin={can(user, "people.manage")} />
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-4 py-2 font-medium text-accent-ink focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        Skip to content
      </a>
      <header className="z-30 border-b border-line bg-surface lg:sticky lg:top-0 print:hidden">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2 lg:h-14 lg:flex-nowrap lg:px-5 lg:py-0">
          <Mark className="size-7 shrink-0" />
          <div className="min-w-0 flex-1">
            <ShopSwitcher shops={choices} />
          </div>
          <div className="order-last flex w-full items-center justify-between gap-3 lg:order-none lg:w-auto">
            <Freshness timezones={timezones} />
            <SyncPill />
          </div>
          <FindButton />
          <RefreshButton action={refreshFormAction} />
          <UserMenu user={user} signOut={signOutAction}>
            <ThemeSwitch theme={theme} action={setThemeAction} />
          </UserMenu>
        </div>
      </header>
      <SyncBanner canReconnect={can(user, "shops.connect")} refresh={refreshFormAction} />
      <div className="lg:grid lg:grid-cols-[13rem_minmax(0,1fr)] print:block">
        <Nav isAdmin={can(user, "people.manage")} />
        <main
          id="main"
          tabIndex={-1}
          className="min-w-0 pb-24 outline-none lg:min-h-[calc(100dvh-3.5rem)] lg:border-l lg:pb-12 print:border-0 print:pb-0"
        >
          <div className="mx-auto flex max-w-[76rem] flex-col gap-5 px-4 py-5 lg:px-8 lg:py-7 print:max-w-none print:gap-4 print:p-0">
            {children}
          </div>
        </main>
      </div>
    </SyncProvider>
  );
}
