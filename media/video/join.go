package video

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tutti/media/tool"
	"tutti/project"
)

// Track is the sound that joins the pictures: a WAV file of ours, and how it is encoded.
type Track struct {
	Path string // absolute
	Kbps int    // of AAC
}

// Film is what becomes one file.
type Film struct {
	Scenes []Scene
	Rate   Rate     // of every scene
	Sound  *Track   // nil for a silent film
	Tags   []string // arguments that set the tags
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

// Join writes scenes one after another into one MP4, the pictures copied as they are. The list of scenes is written beside
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
	args := []string{"-protocol_whitelist", "file", "-f", "concat", "-safe", "0", "-i", "file:" + list}
	// One directory to read, not one rule a scene: a film may have a thousand.
	inputs := []string{filepath.Dir(f.Scenes[0].Path)}
	if f.Sound != nil {
		args = append(args, "-protocol_whitelist", "file", "-f", "wav", "-i", "file:"+f.Sound.Path)
		inputs = append(inputs, f.Sound.Path)
	}
	args = append(append(args, "-map", "0:v", "-c:v", "copy"), f.soundArgs()...)
	args = append(append(append(args, bitexact()...), f.Tags...), "-movflags", "+faststart", "-f", "mp4", "file:"+out)
	_, err := e.ffmpeg(ctx, tool.Job{Args: args, Inputs: inputs}, f.Rate.Seconds(f.Pictures()), out)
	return ours(err, "joining the scenes")
}

// soundArgs encode the sound. The fast coder takes half of the time; at this rate nobody hears which one it was.
func (f Film) soundArgs() []string {
	if f.Sound == nil {
		return nil
	}
	return []string{"-map", "1:a", "-c:a", "aac", "-aac_coder", "fast", "-b:a", fmt.Sprintf("%dk", f.Sound.Kbps)}
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
