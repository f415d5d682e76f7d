package assemble

import (
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"time"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
)

// Tolerances of the master.
const (
	loudnessTolerance = 0.1 // LU by which the limiter may move the loudness before the gain is set again
	peakMargin        = 0.1 // dB kept below the true peak: the limiter sees 4x, the meter interpolates on its own
	masterRounds      = 3
	fullScale         = 0.05 // dB below which a peak is taken for one that was cut
	maxGainDB         = 60.0 // a sum quieter than this below its target is left quiet
)

// master is where the limiter's input gain and ceiling stand.
type master struct {
	gainDB  float64
	ceiling float64 // dBTP
	asIs    bool    // there is neither
}

const masterName = "master.part"

// final brings a sum to its loudness, encodes every output and measures what was encoded.
func (w *workshop) final(ctx context.Context, sum *mixed) error {
	defer os.Remove(w.path(masterName))
	if err := w.finalTrack(ctx, sum); err != nil {
		return err
	}
	return w.takeOutputs(ctx)
}

// finalTrack writes the master, and the sound files among the outputs.
func (w *workshop) finalTrack(ctx context.Context, sum *mixed) error {
	settings, err := w.firstSettings(ctx, sum)
	if err != nil {
		return err
	}
	measured, err := w.masterAndEncode(ctx, sum, settings)
	w.manifest.LUFS, w.manifest.TruePeak = measured.LUFS, measured.TruePeak
	if settings.asIs && w.request.Recipe.Kind == project.RecipeAudioMix && measured.TruePeak > -fullScale {
		w.remark("full_scale", "", 0, "the takes together reach full scale, where they are cut; leave as_is out of the recipe, or give them less gain")
	}
	return err
}

// firstSettings measures the sum and finds the one gain to its target.
func (w *workshop) firstSettings(ctx context.Context, sum *mixed) (master, error) {
	if w.request.Recipe.LUFS == 0 {
		return master{asIs: true}, nil
	}
	m := master{ceiling: w.request.Recipe.TruePeak - peakMargin}
	filter := fmt.Sprintf("volume=%g:precision=double,%s", sum.scale(), audio.MeterFilter(false))
	report, err := w.render(ctx, sum, []string{"-filter_complex", "[0:a]" + filter + "[m]", "-map", "[m]", "-f", "null", "-"})
	if err != nil {
		return m, err
	}
	loudness, err := audio.ParseLoudness(report.Log)
	if err == nil && loudness.LUFS > audio.SilentLUFS {
		m.gainDB = min(w.request.Recipe.LUFS-loudness.LUFS, maxGainDB)
	}
	return m, err
}

// masterAndEncode repeats the limiter while it moves the loudness, and the encoding when the true peak came out too high.
func (w *workshop) masterAndEncode(ctx context.Context, sum *mixed, m master) (audio.Loudness, error) {
	var measured audio.Loudness
	for range masterRounds {
		if err := w.limit(ctx, sum, &m); err != nil {
			return measured, err
		}
		var err error
		measured, err = w.encode(ctx)
		excess := measured.TruePeak - w.request.Recipe.TruePeak
		if err != nil || excess <= 0 || m.asIs {
			return measured, err
		}
		m.ceiling -= excess + peakMargin
	}
	return measured, nil
}

// limit writes the master: gain, true-peak limiter at four times the rate, 24 bits. It settles the gain on the way.
func (w *workshop) limit(ctx context.Context, sum *mixed, m *master) error {
	for round := range masterRounds {
		report, err := w.render(ctx, sum, append([]string{"-filter_complex", m.graph(sum), "-map", "[o]", "-c:a", "pcm_s24le", "-rf64", "auto"},
			append(bitexact(), "-f", "wav", masterName, "-map", "[m]", "-f", "null", "-")...))
		if err != nil {
			return err
		}
		loudness, err := audio.ParseLoudness(report.Log)
		if err != nil {
			return err
		}
		if m.asIs {
			return nil
		}
		miss := w.request.Recipe.LUFS - loudness.LUFS
		if math.Abs(miss) <= loudnessTolerance+1e-9 || loudness.LUFS <= audio.SilentLUFS || m.gainDB >= maxGainDB || round == masterRounds-1 {
			return nil
		}
		m.gainDB = min(m.gainDB+miss, maxGainDB)
	}
	return nil
}

// graph is the chain of the master. The limiter works at 192 kHz, where it sees the peaks between samples.
func (m master) graph(sum *mixed) string {
	limited := ""
	if !m.asIs {
		limited = fmt.Sprintf("aresample=192000,alimiter=level=disabled:limit=%.6f:attack=5:release=50:latency=1,aresample=48000,", math.Pow(10, m.ceiling/20))
	}
	return fmt.Sprintf("[0:a]volume=%.9g:precision=double,%sapad=whole_len=%d,atrim=end_sample=%d,aformat=sample_fmts=s32,asplit=2[o][x];[x]%s[m]",
		sum.scale()*math.Pow(10, m.gainDB/20), limited, sum.Frames, sum.Frames, audio.MeterFilter(false))
}

// encode makes the other outputs from the master file and measures that file, all in one run. Where no lossless output is
// wanted, the lossy one is decoded and measured instead.
func (w *workshop) encode(ctx context.Context) (audio.Loudness, error) {
	args := measureOnly(true)
	for _, format := range []string{"flac", "mp3"} {
		if slices.Contains(w.request.Recipe.Outputs, format) {
			args = append(append(args, "-map", "0:a"), w.encoder(format)...)
		}
	}
	report, err := w.renderFile(ctx, masterName, "wav", args)
	if err == nil && len(w.request.Recipe.Outputs) == 1 && w.request.Recipe.Outputs[0] == "mp3" {
		report, err = w.renderFile(ctx, partOf("mp3"), "mp3", measureOnly(true))
	}
	if err != nil {
		return audio.Loudness{}, err
	}
	return audio.ParseLoudness(report.Log)
}

// measureOnly reads the input into the meter and nothing else.
func measureOnly(truePeak bool) []string {
	return []string{"-filter_complex", "[0:a]" + audio.MeterFilter(truePeak) + "[m]", "-map", "[m]", "-f", "null", "-"}
}

func partOf(format string) string { return "output." + format + ".part" }

// encoder gives the arguments of one output file.
func (w *workshop) encoder(format string) []string {
	args := map[string][]string{
		"flac": {"-c:a", "flac", "-compression_level", "5", "-sample_fmt", "s32", "-bits_per_raw_sample", "24"},
		"mp3":  {"-c:a", "libmp3lame", "-b:a", "320k", "-id3v2_version", "3", "-write_xing", "1"},
	}[format]
	return append(append(append(args, w.tags()...), bitexact()...), "-f", format, partOf(format))
}

// maxArtists bounds the tag; everybody stands in credits.txt.
const maxArtists = 50

// tags are the title and the people, for players.
func (w *workshop) tags() []string {
	var artists []string
	for _, c := range w.manifest.Credits {
		if name := oneLine(c.Name); !slices.Contains(artists, name) {
			artists = append(artists, name)
		}
	}
	if more := len(artists) - maxArtists; more > 0 {
		artists = append(artists[:maxArtists], fmt.Sprintf("and %d more", more))
	}
	// Chapters keep their titles.
	return []string{"-map_metadata:g", "-1", "-map_metadata:s", "-1", "-metadata", "title=" + oneLine(w.request.Title), "-metadata", "artist=" + strings.Join(artists, "; ")}
}

// bitexact keeps times, random numbers and versions out of files.
func bitexact() []string { return []string{"-fflags", "+bitexact", "-flags:a", "+bitexact"} }

// takeOutputs gives the outputs their names and adds them to the result.
func (w *workshop) takeOutputs(ctx context.Context) error {
	types := map[string]string{"wav": "audio/vnd.wave", "flac": "audio/flac", "mp3": "audio/mpeg"}
	for _, format := range w.request.Recipe.Outputs {
		part := partOf(format)
		if format == "wav" {
			part = masterName
		}
		name := slugOf(w.request.Title) + "." + format
		if err := os.Rename(w.path(part), w.path(name)); err != nil {
			return err
		}
		if err := w.take(name, types[format]); err != nil {
			return err
		}
	}
	if w.request.Recipe.Stems {
		return w.bundle(ctx, slugOf(w.request.Title)+"-stems.zip")
	}
	return nil
}

// placeEntries tells where each delivery stands in the mix.
func (w *workshop) placeEntries(sum *mixed) {
	frames := map[string]int64{}
	for _, p := range sum.Parts {
		frames[p.Source] = p.Frames
	}
	for i, e := range w.manifest.Entries {
		from, to := int64(math.MaxInt64), int64(0)
		for _, f := range e.Files {
			start := startOf(w.request.Recipe, e.Input, f)
			from, to = min(from, max(0, start)), max(to, start+frames[f.SHA256])
		}
		w.manifest.Entries[i].FromSeconds, w.manifest.Entries[i].ToSeconds = pcm.Seconds(from), pcm.Seconds(to)
		w.manifest.Entries[i].AlignedMS = aligned(w.request.Recipe, e.Input)
	}
}

// startOf is the frame of the result at which a file starts: where the plan puts it, moved by what was measured against the guide
// where the recipe says so. It may lie before the start.
func startOf(r project.Recipe, in project.Input, f project.FileFacts) int64 {
	return framesOf(in.Place.OffsetMS) - alignment(r, f)
}

// aligned is by how much the first file of an input was moved, in milliseconds: negative for earlier.
func aligned(r project.Recipe, in project.Input) float64 {
	if len(in.Files) == 0 {
		return 0
	}
	return -1000*pcm.Seconds(alignment(r, in.Files[0])) + 0
}

// render runs ffmpeg on a sum, which it reads through a pipe as s32le.
func (w *workshop) render(ctx context.Context, sum *mixed, args []string) (tool.Report, error) {
	input := append([]string{"-f", "s32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0"}, w.chapterArgs()...)
	return w.ffmpeg(ctx, tool.Job{Stdin: sum.Reader(), Args: append(input, args...)})
}

// renderFile runs ffmpeg on a file of the work directory that we made.
func (w *workshop) renderFile(ctx context.Context, name, format string, args []string) (tool.Report, error) {
	input := append([]string{"-protocol_whitelist", "file", "-f", format, "-i", "file:" + w.path(name)}, w.chapterArgs()...)
	return w.ffmpeg(ctx, tool.Job{Args: append(input, args...)})
}

// chapterArgs name the chapters as a further input, where the recipe wrote some. They go into every output that can hold them.
func (w *workshop) chapterArgs() []string {
	if _, err := os.Stat(w.path(chaptersName)); err != nil {
		return nil
	}
	return []string{"-protocol_whitelist", "file", "-f", "ffmetadata", "-i", "file:" + w.path(chaptersName)}
}

func (w *workshop) ffmpeg(ctx context.Context, j tool.Job) (tool.Report, error) {
	j.Tool, j.Dir = tool.FFmpeg, w.request.Work
	j.Args = append([]string{"-hide_banner", "-nostdin", "-nostats", "-y", "-v", "level+info", "-threads", "1", "-filter_complex_threads", "1"}, j.Args...)
	length := time.Duration(w.manifest.Seconds * float64(time.Second))
	j.Limits = tool.Limits{CPU: time.Minute + length/2, Wall: 5*time.Minute + 2*length,
		FileBytes: 64<<20 + int64(w.manifest.Seconds*pcm.Rate*pcm.FrameBytes)}
	report, err := w.decoder.Tools.Run(ctx, j)
	if err != nil && project.CodeOf(err) == project.Invalid {
		// The input is ours, so a refusal is no fault of a seller.
		return report, project.Because(err, project.Internal, "the mix could not be encoded")
	}
	return report, err
}
