import { guardDatabase } from "@/components/guard-database";
import { PageHeader } from "@/components/ui/page-header";
import { listAlerts } from "@/db/queries/alerts";
import { showAlertTargets } from "@/lib/alerts/target-addresses";
import { requirePage } from "@/lib/auth/page";
import { AlertList } from "./_components/alert-list";
import { TargetCard } from "./_components/target-card";
import { WhatIsTold } from "./_components/what-is-told";

export const metadata = { title: "Alerts" };

const shownAlerts = 30;

export default function AlertsPage() {
  return guardDatabase(renderAlerts);
}

async function renderAlerts() {
  await requirePage("alerts.manage");
  const [targets, alerts] = await Promise.all([showAlertTargets(), listAlerts(shownAlerts)]);
  const now = new Date();
  return (
    <>
      <PageHeader title="Alerts" hint="Who hears of it when a shop needs somebody" />
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-2">
        <TargetCard
          target="webhook"
          title="Webhook"
          hint="Gets a message in Slack's format. Mattermost takes it as it is, Discord at the address with /slack at its end."
          placeholder="https://hooks.slack.com/services/…"
          success="Last message arrived"
          state={targets.webhook}
          now={now}
        />
        <TargetCard
          target="heartbeat"
          title="Heartbeat"
          hint="Called after each good cron run. A service such as Healthchecks then alerts when the calls stop: when this app, its crons or its database are dead, nobody here could."
          placeholder="https://hc-ping.com/…"
          success="Last called"
          state={targets.heartbeat}
          now={now}
        />
      </div>
      <AlertList alerts={alerts} now={now} isTold={targets.webhook.address !== null} />
      <WhatIsTold />
    </>
  );
}
