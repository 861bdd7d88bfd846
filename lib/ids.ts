const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a part of an address may be asked for as a uuid at all. */
export function isUuid(text: string): boolean {
  return uuidPattern.test(text);
}
