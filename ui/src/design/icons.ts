// The icons of the window as paths in a square of 24.
export const PATHS = {
  library: "M4 5h4v14H4zM10 5h4v14h-4zM16.2 5.6l3.8-.9 3 13.6-3.9.9z",
  plus: "M12 5v14M5 12h14",
  export: "M12 15V4M7.5 8.5 12 4l4.5 4.5M5 14v5h14v-5",
  close: "M6 6l12 12M18 6 6 18",
  chevron: "M9 6l6 6-6 6",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M4.9 4.9l1.8 1.8M17.3 17.3l1.8 1.8M4.9 19.1l1.8-1.8M17.3 6.7l1.8-1.8",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
  system: "M3 5h18v11H3zM8 20h8M12 16v4",
  warning: "M12 4 2.8 19.5h18.4zM12 10v4.5M12 17h.01",
  history: "M4 12a8 8 0 1 0 2.6-5.9M4 4.5v4h4M12 8v4.5l3 1.8",
  check: "M5 12.5l4.5 4.5L19 7",
  text: "M4 7h16M4 12h10M4 17h13",
  heading: "M6 5v14M18 5v14M6 12h12",
  bold: "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
  italic: "M10 5h8M6 19h8M14 5l-4 14",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7L12 17",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  numbers: "M10 6h10M10 12h10M10 18h10M4 4.5l1.5-.5v5M3.8 15.2c.6-1.6 3-1 2.4.5L3.8 19h2.6",
  quote: "M5 5v14M9.5 8H20M9.5 12H20M9.5 16h6",
  code: "M8.5 7 4 12l4.5 5M15.5 7l4.5 5-4.5 5",
  outline: "M4 6h16M8 12h12M12 18h8M4 12h.01M8 18h.01",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20 20",
  settings:
    "M4 7h8M18 7h2M4 17h2M12 17h8M15 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM9 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5Z",
  up: "M6 15l6-6 6 6",
  down: "M6 9l6 6 6-6",
};

export type IconName = keyof typeof PATHS;
