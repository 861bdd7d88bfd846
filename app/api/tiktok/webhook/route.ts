import { after } from "next/server";
import { answerErrors } from "@/lib/http";
import { receiveNotification } from "@/lib/sync/receive-notification";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

/** TikTok's notifications: answered at once, worked on afterwards. */
export const POST = answerErrors((request) => receiveNotification(request, after));
