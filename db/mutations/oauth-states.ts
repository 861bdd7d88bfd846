import "server-only";
import { getSql } from "../client";

export async function saveOauthState(state: {
  stateHash: string;
  userId: string;
  browserHash: string;
  lifeSec: number;
}): Promise<void> {
  await getSql()`
    insert into oauth_states (state_hash, user_id, browser_hash, expires_at)
    values (${state.stateHash}, ${state.userId}, ${state.browserHash}, now() + make_interval(secs => ${state.lifeSec}))`;
}

/** Uses a state up. @returns false when it is unknown, used, expired, or somebody else's. */
export async function consumeOauthState(state: {
  stateHash: string;
  userId: string;
  browserHash: string;
}): Promise<boolean> {
  const rows = await getSql()`
    update oauth_states set used_at = now()
    where state_hash = ${state.stateHash} and user_id = ${state.userId} and browser_hash = ${state.browserHash}
      and used_at is null and expires_at > now()
    returning 1`;
  return rows.length > 0;
}
