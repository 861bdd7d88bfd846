"use client";

import { Dialog } from "@/components/ui/dialog";
import { otherKeys, shortcuts } from "./shortcut-list";

export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog label="Keyboard shortcuts" onClose={onClose} className="w-96 max-w-[calc(100vw-2rem)]">
      <div className="p-5">
        <h2 className="text-md font-semibold">Keyboard shortcuts</h2>
        <dl className="mt-3 grid gap-0.5">
          {[...shortcuts, ...otherKeys].map(({ shown, label }) => (
            <div key={shown} className="flex items-center justify-between gap-4 py-1">
              <dt className="text-sm">{label}</dt>
              <dd>
                <kbd className="rounded-sm border border-line bg-surface-sunken px-1.5 py-0.5 font-sans text-xs text-ink-muted">
                  {shown}
                </kbd>
              </dd>
            </div>
          ))}
        </dl>
        <form method="dialog" className="mt-4 text-right">
          <button
            type="submit"
            className="h-8 rounded-md border border-line px-3 text-sm font-medium hover:bg-hover"
          >
            Close
          </button>
        </form>
      </div>
    </Dialog>
  );
}
