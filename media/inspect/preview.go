package inspect

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
)

// AudioPreview names the reduced form of a sound file: MP3 at 96 kb/s, which plays and seeks in every browser.
const (
	AudioPreview     = "preview.mp3"
	AudioPreviewType = "audio/mpeg"
)

// Preview writes the reduced form of a file into dir, an absolute path of a directory for this alone, and gives its path; ""
// when the file has none: it is no sound, or cannot be decoded. What the inspection decoded is taken from the cache. Beside it
// stands project.ReviewSound, which the review room plays. Errors are those of Inspect.
func (i *Inspector) Preview(ctx context.Context, f File, dir string) (string, error) {
	h, err := audio.ReadHeader(f.Path)
	if err != nil {
		return "", notOurs(err)
	}
	sound, err := i.decoder.PCM(ctx, audio.Source{Path: f.Path, SHA256: f.SHA256, Header: h})
	switch {
	case errors.Is(err, audio.ErrTooLong) || err != nil && !toolTrouble(err):
		return "", nil
	case err != nil:
		return "", err
	}
	defer sound.Close()
	if sound.Frames == 0 {
		return "", nil
	}
	if err := i.encodePreview(ctx, sound, dir); err != nil {
		return "", err
	}
	return filepath.Join(dir, AudioPreview), nil
}

// notOurs forgets what judges the file and keeps what is our own trouble.
func notOurs(err error) error {
	var codec *audio.CodecError
	var damaged *audio.DamagedError
	if errors.Is(err, audio.ErrNotAudio) || errors.As(err, &codec) || errors.As(err, &damaged) {
		return nil
	}
	return err
}

func (i *Inspector) encodePreview(ctx context.Context, sound *pcm.File, dir string) error {
	length := time.Duration(pcm.Seconds(sound.Frames) * float64(time.Second))
	_, err := i.decoder.Tools.Run(ctx, tool.Job{Tool: tool.FFmpeg, Dir: dir, Stdin: sound.Reader(), Args: []string{
		"-hide_banner", "-nostdin", "-nostats", "-v", "level+info", "-threads", "1", "-filter_complex_threads", "1",
		"-f", "s32le", "-ar", fmt.Sprint(pcm.Rate), "-ac", fmt.Sprint(pcm.Channels), "-i", "pipe:0",
		"-filter_complex", fmt.Sprintf("[0:a]volume=%d:precision=double,asplit[o][r]", (1<<31)/pcm.One), "-map", "[o]", "-map_metadata", "-1",
		"-c:a", "libmp3lame", "-b:a", "96k", "-compression_level", "9", "-write_xing", "1", "-fflags", "+bitexact", "-flags:a", "+bitexact",
		"-f", "mp3", AudioPreview,
		"-map", "[r]", "-ac", "1", "-ar", fmt.Sprint(project.ReviewRate), "-c:a", "pcm_s16le", "-fflags", "+bitexact", "-f", "s16le", project.ReviewSound,
	}, Limits: tool.Limits{CPU: time.Minute + length/4, Wall: 2*time.Minute + length, FileBytes: 1<<20 + int64(length.Seconds()*2*project.ReviewRate)}})
	if err != nil && !toolTrouble(err) {
		return project.Because(err, project.Internal, "the preview could not be encoded") // its input is ours
	}
	return err
}
