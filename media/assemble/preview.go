package assemble

import (
	"context"
	"fmt"
	"math"
	"os"

	"tutti/media/audio"
	"tutti/project"
)

// preview encodes a sum once, small and fast, at the loudness of the final. MP3 plays and seeks in every browser, also in those
// that do not know Ogg Opus; it costs half a CPU second more for a song.
func (w *workshop) preview(ctx context.Context, sum *mixed) error {
	m, err := w.firstSettings(ctx, sum)
	if err != nil {
		return err
	}
	args := append([]string{"-filter_complex", m.previewGraph(sum), "-map", "[o]", "-c:a", "libmp3lame", "-b:a", "128k", "-compression_level", "7",
		"-id3v2_version", "3", "-write_xing", "1"}, w.tags()...)
	if _, err := w.render(ctx, sum, append(append(args, bitexact()...), "-f", "mp3", partOf("mp3"))); err != nil {
		return err
	}
	report, err := w.renderFile(ctx, partOf("mp3"), "mp3", measureOnly(false))
	if err != nil {
		return err
	}
	loudness, err := audio.ParseLoudness(report.Log)
	if err != nil {
		return err
	}
	w.manifest.LUFS = loudness.LUFS
	name := slugOf(w.request.Title) + "-preview.mp3"
	if err := os.Rename(w.path(partOf("mp3")), w.path(name)); err != nil {
		return err
	}
	return w.take(name, "audio/mpeg")
}

// track writes a sum as the master, for a film: brought to its loudness, and measured where it is the final.
func (w *workshop) track(ctx context.Context, sum *mixed) error {
	if w.request.Kind == project.ArtifactFinal {
		return w.finalTrack(ctx, sum)
	}
	m, err := w.firstSettings(ctx, sum)
	if err != nil {
		return err
	}
	args := append([]string{"-filter_complex", m.previewGraph(sum), "-map", "[o]", "-c:a", "pcm_s16le", "-rf64", "auto"}, bitexact()...)
	_, err = w.render(ctx, sum, append(args, "-f", "wav", masterName))
	return err
}

// previewGraph limits at the plain rate: good enough to listen, at a quarter of the cost.
func (m master) previewGraph(sum *mixed) string {
	if m.asIs {
		return fmt.Sprintf("[0:a]volume=%.9g:precision=double[o]", sum.scale())
	}
	return fmt.Sprintf("[0:a]volume=%.9g:precision=double,alimiter=level=disabled:limit=%.6f:attack=5:release=50:latency=1[o]",
		sum.scale()*math.Pow(10, m.gainDB/20), math.Pow(10, m.ceiling/20))
}
