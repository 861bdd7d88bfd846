import { MonitorSmartphone } from "lucide-react";
import type { ReactNode } from "react";
import type { Session } from "@/db/queries/people";
import { browserName } from "@/lib/browser-name";
import { formatSpan } from "@/lib/format";

type SessionListProps = {
  sessions: Session[];
  /** The session that is looking, when it is one of them. */
  currentId: string;
  now: Date;
  /** What stands at the end of a row. */
  children?: (session: Session) => ReactNode;
};

const methods: Record<Session["method"], string> = {
  password: "password",
  google: "Google",
  github: "GitHub",
};

/** The browsers a person is signed in with, each with what tells it from the others. */
export function SessionList({ sessions, currentId, now, children }: SessionListProps) {
  const ago = (iso: string) => `${formatSpan(now.getTime() - Date.parse(iso))} ago`;
  return (
    <ul className="grid">
      {sessions.map((session) => (
        <li
          key={session.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line py-3 first:border-t-0"
        >
          <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-ink-muted" />
          <div className="min-w-0 flex-1">
            <p className="font-medium" title={session.userAgent ?? undefined}>
              {browserName(session.userAgent)}
              {session.id === currentId ? (
                <span className="ml-2 rounded-full bg-good-soft px-2 py-0.5 text-xs font-medium text-good">
                  This browser
                </span>
              ) : null}
            </p>
            <p className="text-xs break-words text-ink-muted">
              {session.address ?? "Unknown address"} · signed in {ago(session.createdAt)} by{" "}
              {methods[session.method]} · last used{" "}
              {session.id === currentId ? "now" : ago(session.lastSeenAt)}
            </p>
          </div>
          {children?.(session)}
        </li>
      ))}
    </ul>
  );
}
