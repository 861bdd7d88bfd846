const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
];

const systems: [RegExp, string][] = [
  [/\b(iPhone|iPad)\b/, "iOS"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

const nameIn = (list: [RegExp, string][], text: string) => list.find(([pattern]) => pattern.test(text))?.[1];

/** `Chrome on macOS`, as far as the header tells; for people who look for a sign-in that was not theirs. */
export function browserName(userAgent: string | null): string {
  if (!userAgent) return "Unknown program";
  const browser =
    nameIn(browsers, userAgent) ?? userAgent.split(/[\s/]/)[0]?.slice(0, 30) ?? "Unknown program";
  const system = nameIn(systems, userAgent);
  return system ? `${browser} on ${system}` : browser;
}
