/** What is sent: the same words as plain text and as HTML. */
export type Mail = { subject: string; text: string; html: string };

type Parts = {
  subject: string;
  /** Why the mail comes. */
  opening: string;
  /** What the link does. */
  action: string;
  url: string;
  /** How long the link is good, and what to do when the mail was not expected. */
  closing: string;
};

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** One line of somebody's making: no line breaks, no control characters, nothing that turns the direction of text. */
function oneLine(text: string): string {
  return text
    .replaceAll(/[\p{C}\p{Z}]+/gu, " ")
    .trim()
    .slice(0, 100);
}

const styles = {
  body: "margin:0;padding:24px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif",
  frame: "max-width:32rem;margin:0 auto",
  button:
    "display:inline-block;padding:12px 20px;border-radius:8px;background:#0b6b82;color:#ffffff;text-decoration:none;font-weight:600",
  small: "font-size:14px;opacity:0.75;overflow-wrap:anywhere",
};

function compose({ subject, opening, action, url, closing }: Parts): Mail {
  const text = `${opening}\n\n${action}:\n${url}\n\n${closing}\n`;
  const html = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">',
    `<title>${escapeHtml(subject)}</title></head>`,
    `<body style="${styles.body}"><div style="${styles.frame}">`,
    `<p>${escapeHtml(opening)}</p>`,
    `<p><a href="${escapeHtml(url)}" style="${styles.button}">${escapeHtml(action)}</a></p>`,
    `<p style="${styles.small}">Or open this address: ${escapeHtml(url)}</p>`,
    `<p style="${styles.small}">${escapeHtml(closing)}</p>`,
    "</div></body></html>\n",
  ].join("\n");
  return { subject, text, html };
}

const dashboardAt = (url: string) => `the TikTok Shop dashboard at ${new URL(url).host}`;

type Inviter = { name: string | null; email: string };

/** To somebody who is invited. Who invites is named in the mail, never in its headers. */
export function invitationMail(about: { url: string; role: string; by: Inviter; life: string }): Mail {
  const { url, role, by, life } = about;
  const name = oneLine(by.name ?? "");
  return compose({
    subject: `Invitation to ${dashboardAt(url)}`,
    opening: `${name ? `${name} (${by.email})` : by.email} invites you to ${dashboardAt(url)}, as ${role}.`,
    action: "Accept the invitation",
    url,
    closing: `The link works once, within ${life}. If you do not know ${by.email}, ignore this mail: nothing happens without you.`,
  });
}

/** To somebody who may set a new password; `by` is the owner or admin who made the link, null for one asked for on the sign-in page. */
export function passwordMail(about: { url: string; email: string; by: Inviter | null; life: string }): Mail {
  const { url, email, by, life } = about;
  const opening = by
    ? `${by.email} made a link for you that sets a new password for ${email} on ${dashboardAt(url)}.`
    : `Somebody, most likely you, asked for a new password for ${email} on ${dashboardAt(url)}.`;
  return compose({
    subject: `New password for ${dashboardAt(url)}`,
    opening,
    action: "Set a new password",
    url,
    closing: `The link works once, within ${life}. If you did not ask for it, ignore this mail: your password stays as it is.`,
  });
}
