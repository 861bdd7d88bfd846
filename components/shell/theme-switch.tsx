import { Monitor, Moon, Sun } from "lucide-react";
import { type Theme, themes } from "@/lib/theme";

const faces = {
  light: { label: "Light", icon: Sun },
  dark: { label: "Dark", icon: Moon },
  system: { label: "System", icon: Monitor },
} as const;

type ThemeSwitchProps = { theme: Theme; action: (formData: FormData) => Promise<void> };

/** The choice is a cookie, so the server draws the right theme first and nothing flashes. */
export function ThemeSwitch({ theme, action }: ThemeSwitchProps) {
  return (
    <form action={action}>
      <fieldset className="flex gap-0.5 rounded-md bg-surface-sunken p-0.5 ring-1 ring-line ring-inset">
        <legend className="sr-only">Theme</legend>
        {themes.map((choice) => {
          const { label, icon: Icon } = faces[choice];
          return (
            <button
              key={choice}
              type="submit"
              name="theme"
              value={choice}
              aria-pressed={choice === theme}
              className="flex h-7 flex-1 items-center justify-center gap-1.5 rounded-sm px-2 text-xs font-medium text-ink-muted hover:text-ink aria-pressed:bg-surface-raised aria-pressed:text-ink aria-pressed:shadow-card"
            >
              <Icon aria-hidden className="size-3.5" />
              {label}
            </button>
          );
        })}
      </fieldset>
    </form>
  );
}
