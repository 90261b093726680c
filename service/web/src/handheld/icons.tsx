// The few signs the page uses, drawn with strokes in the colour of the text.

const PATHS = {
  back: "M15 5l-7 7 7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  away: "M7 17L17 7M9 7h8v8",
  ask: "M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 1.9M12 17.5v.1",
  door: "M6 21V4h12v17M4 21h16M14.5 12.5v.1",
  wave: "M5 12a7 7 0 0 1 14 0M8 12a4 4 0 0 1 8 0M12 12v.1",
  sound: "M4 10v4h3l5 4V6L7 10zM16 9a4 4 0 0 1 0 6M18.5 6.5a8 8 0 0 1 0 11",
  mute: "M4 10v4h3l5 4V6L7 10zM16 9.5l5 5M21 9.5l-5 5",
  photo: "M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z",
  find: "M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM20 20l-4.5-4.5",
  send: "M12 19V6M6.5 11L12 5.5l5.5 5.5M5 21h14",
  cut: "M4 4l16 16M7 16.5A3.5 3.5 0 0 1 7 9.6M10 6.3A5.5 5.5 0 0 1 17.5 10 3.4 3.4 0 0 1 20 15.5",
  again: "M19 8a8 8 0 1 0 1 6M19.5 3.5V8H15",
  more: "M5 12v.1M12 12v.1M19 12v.1",
  undo: "M9 7L4.5 11.5 9 16M5 11.5h9a5 5 0 0 1 0 10h-3",
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside words that say the same. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
