import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { GlobalWorkerOptions, getDocument, type PDFDocumentProxy } from 'pdfjs-dist'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Link } from '../contract/client'
import { Problem } from '../contract/problem'
import { Found } from '../show/States'
import { drawn, type FileProps } from './FileRoom'
import { Fonts } from './fonts'
import { Sketch } from './Sketch'
import classes from './Sketch.module.css'

type Props = Pick<FileProps, 'shown' | 'strokes' | 'draw' | 'page' | 'turn'> & { link: Link }

/** The pages of a PDF, one at a time. Its letters are drawn as shapes: no font of a stranger is given to the browser. */
export function Pages(props: Props) {
  const { link } = props
  const pages = useQuery<PDFDocumentProxy, Problem>({
    queryKey: ['pages', link.url.split('?')[0]],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    structuralSharing: false,
    retry: false,
    queryFn: async () => {
      GlobalWorkerOptions.workerSrc = worker
      try {
        return await getDocument({
          url: link.url,
          isEvalSupported: false,
          disableFontFace: true,
          useWasm: false,
          useWorkerFetch: false,
          BinaryDataFactory: Fonts,
        }).promise
      } catch (cause) {
        throw new Problem('unavailable', cause instanceof Error ? cause.message : '')
      }
    },
  })
  return <Found query={pages}>{(found) => <Page {...props} pages={found} />}</Found>
}

function Page({ pages, page, turn, shown, strokes, draw }: Props & { pages: PDFDocumentProxy }) {
  const { t } = useTranslation()
  const canvas = useRef<HTMLCanvasElement>(null)
  const number = Math.max(1, Math.min(pages.numPages, page))
  useEffect(() => {
    let current = true
    let task: { cancel: () => void } | undefined
    void pages.getPage(number).then((found) => {
      if (!current || !canvas.current) return
      const scale = Math.min(3, 1400 / found.getViewport({ scale: 1 }).width)
      const viewport = found.getViewport({ scale })
      canvas.current.width = viewport.width
      canvas.current.height = viewport.height
      const rendering = found.render({ canvas: canvas.current, viewport })
      task = rendering
      rendering.promise.catch(() => undefined) // another page was asked for meanwhile
    })
    return () => {
      current = false
      task?.cancel()
    }
  }, [pages, number])
  const here = shown.filter((one) => one.page === number)
  return (
    <div>
      <Group mb="xs" gap="sm">
        <Button size="xs" variant="default" disabled={number <= 1} onClick={() => turn(number - 1)}>
          {t('room.pageBack')}
        </Button>
        <Text size="sm" aria-live="polite">
          {t('room.page', { page: number, of: pages.numPages })}
        </Text>
        <Button size="xs" variant="default" disabled={number >= pages.numPages} onClick={() => turn(number + 1)}>
          {t('room.pageOn')}
        </Button>
      </Group>
      <Sketch {...drawn(here, strokes)} draw={draw} label={t('room.drawn')}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={t('room.page', { page: number, of: pages.numPages })}
          className={classes.page}
        />
      </Sketch>
    </div>
  )
}
