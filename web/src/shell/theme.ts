import { type CSSVariablesResolver, createTheme, defaultVariantColorsResolver } from '@mantine/core'

/** Violet is ours; greys are a little warm, so that long lists do not look cold. */
export const theme = createTheme({
  primaryColor: 'violet',
  primaryShade: { light: 8, dark: 8 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  focusRing: 'auto',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  headings: {
    fontWeight: '680',
    sizes: { h1: { fontSize: '1.65rem', lineHeight: '1.25' }, h2: { fontSize: '1.15rem', lineHeight: '1.35' } },
  },
  colors: {
    dark: [
      '#d6d5db',
      '#bdbcc4',
      '#93929d',
      '#6d6c78',
      '#45444e',
      '#383740',
      '#2b2a32',
      '#201f26',
      '#18171d',
      '#111015',
    ],
  },
  variantColorResolver: (input) => {
    const given = defaultVariantColorsResolver(input)
    const name = input.color ?? input.theme.primaryColor
    // Mantine's light and outline variants are too faint for small text in both schemes.
    if (input.variant === 'light' || input.variant === 'outline' || input.variant === 'subtle') {
      const deep = name === 'yellow' ? '#774209' : `var(--mantine-color-${name}-9)` // there is no deep yellow
      return { ...given, color: `light-dark(${deep}, var(--mantine-color-${name}-2))` }
    }
    return given
  },
})

/** Dimmed and placeholder text with the contrast of WCAG AA in both schemes. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-7)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-anchor': 'var(--mantine-color-violet-8)',
    '--tutti-page': '#faf9fc',
    '--tutti-card': '#ffffff',
    '--tutti-line': '#e4e2ea',
    '--tutti-accent': 'var(--mantine-color-violet-8)',
  },
  dark: {
    '--mantine-color-dimmed': 'var(--mantine-color-dark-1)',
    '--mantine-color-placeholder': 'var(--mantine-color-dark-1)',
    '--mantine-color-error': 'var(--mantine-color-red-3)',
    '--mantine-color-anchor': 'var(--mantine-color-violet-2)',
    '--tutti-page': 'var(--mantine-color-dark-8)',
    '--tutti-card': 'var(--mantine-color-dark-7)',
    '--tutti-line': 'var(--mantine-color-dark-5)',
    '--tutti-accent': 'var(--mantine-color-violet-2)',
  },
})
