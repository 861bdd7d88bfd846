"use client";

import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";

type DialogProps = { label: string; onClose: () => void; className?: string; children: ReactNode };

/** The browser's own modal: it keeps the focus, closes by Escape, and gives the focus back. */
export function Dialog({ label, onClose, className = "", children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>("input")?.focus();
  }, []);
  const closeOutside = (event: MouseEvent) => {
    if (event.target === dialog.current) dialog.current?.close();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a modal dialog by itself
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={closeOutside}
      className={`m-auto rounded-xl border border-line bg-surface-raised p-0 text-ink shadow-pop backdrop:bg-black/40 ${className}`}
    >
      {children}
    </dialog>
  );
}
