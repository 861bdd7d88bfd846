"use client";

import { type SubmitEvent, useState } from "react";

/** A form is emptied once its action has ended; what was typed into a field comes back as its default. */
export function useKeptField(name: string) {
  const [value, setValue] = useState("");
  const keep = (event: SubmitEvent<HTMLFormElement>) =>
    setValue(String(new FormData(event.currentTarget).get(name) ?? ""));
  return { value, keep };
}
