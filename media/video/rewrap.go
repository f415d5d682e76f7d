package video

import (
	"context"
	"slices"

	"tutti/media/tool"
	"tutti/project"
)

// Form is how a film is written. What it shows is not changed.
type Form struct {
	Format string // MP4, MOV or MKV
	Rate   Rate   // pictures a second; 0/0 for its own
}

// Rewrap writes a film in another form, whole, pictures and sound. What the form can hold as it is, is copied; pictures of
// another codec or rate are encoded once, so that nobody sees a difference. The directory of out is the caller's alone.
//
// Errors: those of tool.Run, where Invalid and Limited judge the source.
func (e *Editor) Rewrap(ctx context.Context, s Source, f Form, out string) error {
	if err := f.check(); err != nil {
		return err
	}
	work := s.effort()
	args := append(s.input(), "-map", "0:V:0", "-map", "0:a:0?", "-sn", "-dn")
	if s.Facts.Codec == "h264" && f.Rate.Num == 0 {
		args = append(args, "-c:v", "copy")
	} else {
		args = append(args, f.pictures()...)
		work *= 8 // slow and good, and every picture of it
	}
	if sound := s.Facts.Sound; sound != nil && sound.Codec == "aac" {
		args = append(args, "-c:a", "copy")
	} else {
		args = append(args, "-c:a", "aac", "-b:a", "256k")
	}
	args = slices.Concat(args, bitexact(), f.muxer(), []string{"file:" + out})
	_, err := e.ffmpeg(ctx, tool.Job{Args: args, Inputs: []string{s.Path}}, work, out)
	return err
}

// pictures gives the arguments of an encoder whose loss is not seen.
func (f Form) pictures() []string {
	args := []string{"-c:v", "libx264", "-preset", "medium", "-crf", "16", "-threads", encoderThreads, "-pix_fmt", "yuv420p"}
	if f.Rate.Num > 0 {
		args = append(args, "-vf", "fps="+f.Rate.String())
	}
	return args
}

func (f Form) muxer() []string {
	if f.Format == MKV {
		return []string{"-f", "matroska"}
	}
	return []string{"-movflags", "+faststart", "-f", f.Format}
}

// check refuses a form that is not written.
func (f Form) check() error {
	if !slices.Contains([]string{MP4, MOV, MKV}, f.Format) {
		return project.Errorf(project.Internal, "films are not written as %q", f.Format)
	}
	return nil
}
