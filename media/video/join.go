package video

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tutti/media/tool"
	"tutti/project"
)

// Track is the sound that joins the pictures: a WAV file of ours, or canonical PCM with one gain.
type Track struct {
	Path string    // absolute, of the WAV file
	PCM  io.Reader // s32le; in place of Path
	Gain float64   // from the fraction of the range of int32 to full scale
	Kbps int       // of AAC
}

// Film is what becomes one file.
type Film struct {
	Scenes []Scene
	Rate   Rate     // of every scene
	Sound  *Track   // nil for a silent film
	Tags   []string // arguments that set the tags
	Format string   // MP4 or MKV
}

// Scene is a part of a film.
type Scene struct {
	Path     string // absolute; MP4 without sound, all scenes of one profile and directly in one directory
	Pictures int64
}

// Pictures is the length of the film.
func (f Film) Pictures() int64 {
	var n int64
	for _, s := range f.Scenes {
		n += s.Pictures
	}
	return n
}

// Join writes scenes one after another into one file, the pictures copied as they are. The list of scenes is written beside
// out. Join does not check that the scenes are of one profile.
func (e *Editor) Join(ctx context.Context, f Film, out string) error {
	if len(f.Scenes) == 0 {
		return project.Errorf(project.Internal, "a film without scenes cannot be joined")
	}
	list := out + ".txt"
	if err := os.WriteFile(list, f.list(), 0o600); err != nil {
		return err
	}
	defer os.Remove(list)
	// One directory to read, not one rule a scene: a film may have a thousand.
	job := tool.Job{Inputs: []string{filepath.Dir(f.Scenes[0].Path)}}
	job.Args = []string{"-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", "file:" + list}
	var encoder []string
	if f.Sound != nil {
		encoder = f.Sound.join(&job)
	}
	muxer := map[string][]string{MP4: {"-movflags", "+faststart", "-f", "mp4"}, MKV: {"-f", "matroska"}}[f.Format]
	job.Args = slices.Concat(job.Args, []string{"-map", "0:v", "-c:v", "copy"}, encoder, bitexact(), f.Tags, muxer, []string{"file:" + out})
	_, err := e.ffmpeg(ctx, job, effort(f.Rate.Seconds(f.Pictures()), 0, 0, 0), out)
	return ours(err, "joining the scenes")
}

// join adds the track to a job as its second input, and gives the arguments that encode it. The fast coder takes half of the time;
// at these rates nobody hears which one it was.
func (t *Track) join(job *tool.Job) []string {
	encoder := []string{"-map", "1:a", "-c:a", "aac", "-aac_coder", "fast", "-b:a", fmt.Sprintf("%dk", t.Kbps)}
	if t.PCM != nil {
		job.Stdin = t.PCM
		job.Args = append(job.Args, "-f", "s32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0")
		return append(encoder, "-af", fmt.Sprintf("volume=%g:precision=double", t.Gain))
	}
	job.Inputs = append(job.Inputs, t.Path)
	job.Args = append(job.Args, "-protocol_whitelist", "file", "-f", "wav", "-i", "file:"+t.Path)
	return encoder
}

// list is the script of the concat demuxer. Each scene's length stands in it, as the difference of two rounded times, so that
// nothing adds up; left alone the demuxer takes the length that the file tells in whole milliseconds.
func (f Film) list() []byte {
	var out strings.Builder
	out.WriteString("ffconcat version 1.0\n")
	var at int64
	for _, scene := range f.Scenes {
		micros := f.Rate.micros(at+scene.Pictures) - f.Rate.micros(at)
		at += scene.Pictures
		fmt.Fprintf(&out, "file 'file:%s'\nduration %d.%06d\n", strings.ReplaceAll(scene.Path, "'", `'\''`), micros/1e6, micros%1e6)
	}
	return []byte(out.String())
}

// micros is the time of a picture in microseconds.
func (r Rate) micros(picture int64) int64 { return (picture*r.Den*1e6 + r.Num/2) / r.Num }
