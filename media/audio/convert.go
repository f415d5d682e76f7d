package audio

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"tutti/media/tool"
	"tutti/project"
)

// Form is how sound is written: WAV, FLAC, AIFF or MP3.
type Form struct {
	Format   string
	Rate     int // Hz; 0 keeps the file's own
	BitDepth int // 16, 24 or 32; MP3 has none
}

// Convert writes a source in another form to the file at to, whose directory it may write. What is heard stays: the channels,
// the length, the level. The same source and tools give the same bytes. Errors: those of tool.Run, where Invalid judges the file.
func (d *Decoder) Convert(ctx context.Context, s Source, to string, f Form) error {
	args := append([]string{"-hide_banner", "-nostdin", "-nostats", "-y", "-v", "level+info"}, inputArgs(s)...)
	args = append(args, "-map", "0:a:0", "-map_metadata", "-1", "-threads", "1")
	if f.Rate > 0 && f.Rate != s.Header.Rate {
		args = append(args, "-filter_complex_threads", "1", "-af", fmt.Sprintf("aformat=sample_fmts=dblp,aresample=%d:internal_sample_fmt=dblp", f.Rate))
	}
	args = append(args, encoderOf(s.Header, f)...)
	args = append(args, "-fflags", "+bitexact", "-flags:a", "+bitexact", "file:"+filepath.Base(to))
	seconds := time.Duration(s.limit()) * time.Second
	_, err := d.Tools.Run(ctx, tool.Job{Tool: tool.FFmpeg, Args: args, Inputs: []string{s.Path}, Dir: filepath.Dir(to),
		Limits: tool.Limits{CPU: 20*time.Second + seconds/10, Wall: 2*time.Minute + seconds/4, FileBytes: project.MaxDeliveryBytes}})
	return err
}

// encoderOf gives the arguments that write a form. A WAV of floats stays one, because its peaks may lie above full scale.
func encoderOf(h Header, f Form) []string {
	switch f.Format {
	case MP3:
		return []string{"-c:a", "libmp3lame", "-b:a", "320k", "-write_xing", "1", "-f", "mp3"}
	case FLAC:
		if f.BitDepth > 16 {
			return []string{"-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24", "-f", "flac"}
		}
		return []string{"-c:a", "flac", "-sample_fmt", "s16", "-f", "flac"}
	case AIFF:
		return []string{"-c:a", fmt.Sprintf("pcm_s%dbe", f.BitDepth), "-f", "aiff"}
	}
	if f.BitDepth == 32 && h.Codec == "pcm_f32le" {
		return []string{"-c:a", "pcm_f32le", "-rf64", "auto", "-f", "wav"}
	}
	return []string{"-c:a", fmt.Sprintf("pcm_s%dle", f.BitDepth), "-rf64", "auto", "-f", "wav"}
}
