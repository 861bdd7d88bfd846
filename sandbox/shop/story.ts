export interface StoryStep {
  atSec: number;
  status: string;
}

/** The whole life of a return or a cancellation, past and future, in order of time; the first step is its creation. */
export type Story = readonly [StoryStep, ...StoryStep[]];

/** The last step taken by a time and the one after it; null before the creation. */
export function storyAt(
  story: Story,
  atSec: number,
): { step: StoryStep; next: StoryStep | undefined } | null {
  let position = -1;
  while ((story[position + 1]?.atSec ?? Number.POSITIVE_INFINITY) <= atSec) position += 1;
  const step = story[position];
  return step === undefined ? null : { step, next: story[position + 1] };
}
