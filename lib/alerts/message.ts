import type { AlertEvent } from "./alert";

export type Message = { event: AlertEvent | "test"; title: string; sentence: string; link: string | null };

const marks: Record<Message["event"], string> = {
  began: "⚠️",
  worse: "⚠️",
  reminder: "⏰",
  ended: "✅",
  test: "👋",
};
const colours: Record<Message["event"], string> = {
  began: "#c2410c",
  worse: "#c2410c",
  reminder: "#b45309",
  ended: "#0f766e",
  test: "#0b6a80",
};

/** Slack gives these three a meaning; a shop's name may hold them. */
function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/**
 * The body of an incoming webhook as Slack takes it; Mattermost and Discord (`…/slack`) do as well.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export function toSlackBody({ event, title, sentence, link }: Message): string {
  const still = event === "reminder" ? "Still: " : "";
  const text = `${marks[event]} ${still}${escapeText(title)}`;
  const lines = [escapeText(sentence), link === null ? "" : `<${link}|Open the dashboard>`].filter(Boolean);
  if (lines.length === 0) return JSON.stringify({ text });
  const attachment = { color: colours[event], text: lines.join("\n"), fallback: escapeText(sentence) };
  return JSON.stringify({ text, attachments: [attachment] });
}
