/** What became of a mail, for the person who caused it; null where no mail server is set up. */
export type MailOutcome = { isSent: true } | { isSent: false; reason: string } | null;
