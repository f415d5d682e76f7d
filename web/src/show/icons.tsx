// Small drawings of our own: strokes on a 24 by 24 sheet, in the colour of the text beside them.
const drawings = {
  home: 'M4 11.5 12 4l8 7.5M6 10v9h12v-9M10 19v-5h4v5',
  board: 'M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v6h-4z',
  sound: 'M4 10v4M8 6v12M12 9v6M16 4v16M20 10v4',
  money: 'M3 7h18v11H3zM12 10a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5M6.5 12.5h.01M17.5 12.5h.01',
  timeline: 'M4 6h7M8 12h8M13 18h7M4 3v18',
  graph: 'M4 9h6v6H4zM16 4h4v4h-4zM16 16h4v4h-4zM10 12h3V6h3M13 12v6h3',
  map: 'M9 4 3.500 6.500v13L9 17l6 3 5.500-2.500v-13L15 7zM9 4v13M15 7v13',
  casting:
    'M9 5a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7M2.500 20c.800-3.500 3.400-5 6.500-5 1.500 0 2.900.400 4 1.100M18 14v7M14.500 17.500h7',
  activity: 'M4 6h16M4 12h10M4 18h13',
  launch: 'M12 15 9 12c1-4 4-8 10-8 0 6-4 9-8 10zM9 12H5l2-4h4M12 15v4l4-2v-4M6 16c-1.5.5-2 2-2 4 2 0 3.500-.5 4-2',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8M12 2v2M12 20v2M4.2 4.2l1.500 1.500M18.300 18.300l1.500 1.500M2 12h2M20 12h2M4.200 19.800l1.500-1.500M18.300 5.700l1.500-1.500',
  moon: 'M19.500 14.500A8 8 0 0 1 9.500 4.500 8 8 0 1 0 19.500 14.500z',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8M4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16M12 8v4l3 2',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  upload: 'M12 16V5M7.500 9.500 12 5l4.500 4.500M5 19h14',
  download: 'M12 5v11M7.500 11.500 12 16l4.500-4.500M5 20h14',
  check: 'M5 12.500 10 17.500 19.500 7',
  cross: 'M6 6l12 12M18 6 6 18',
  question: 'M9 9a3 3 0 1 1 4.500 2.600c-1 .600-1.500 1.200-1.500 2.400M12 17.500h.01',
  play: 'M8 5v14l11-7z',
  pause: 'M8 5v14M16 5v14',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  note: 'M5 5h14v10H11l-4 4v-4H5z',
  search: 'M11 5a6 6 0 1 1 0 12 6 6 0 0 1 0-12M15.500 15.500 20 20',
  warning: 'M12 4 21 19H3zM12 10v4M12 16.500h.01',
  offline: 'M4 4l16 16M8.500 15.500a5 5 0 0 1 6 0M5.500 12a9 9 0 0 1 4-2.200M14.500 9.800a9 9 0 0 1 4 2.200M12 19h.01',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  globe: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16M4 12h16M12 4c3 2.500 3 13.500 0 16M12 4c-3 2.500-3 13.500 0 16',
  bell: 'M6 16.5V11a6 6 0 0 1 12 0v5.500l1.500 1.500h-15zM10 20.500h4',
  people:
    'M9 5a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7M2.500 19.500c.800-3.500 3.300-5 6.500-5s5.700 1.500 6.500 5M15.500 5.300a3.500 3.500 0 0 1 0 6.400M17.500 14.800c2 .600 3.400 2.100 4 4.700',
  tools: 'M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4',
  code: 'M8 7l-5 5 5 5M16 7l5 5-5 5M13.500 5l-3 14',
} as const

export type IconName = keyof typeof drawings

/** A drawing that says nothing by itself: the text beside it does, or the label of the button it stands in. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={name === 'play' ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={drawings[name]} />
    </svg>
  )
}
