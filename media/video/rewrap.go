package video

import (
	"context"
	"slices"
	"time"

	"tutti/media/tool"
	"tutti/project"
)

// Form is how a film is written. What it shows is not changed.
type Form struct {
	Format string // MP4, MOV, MKV or WebM
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
	held, work := f.holds(), s.effort()
	args := append(s.input(), "-map", "0:V:0", "-map", "0:a:0?", "-sn", "-dn")
	if f.Rate.Num == 0 && slices.Contains(held.pictures, s.Facts.Codec) {
		args = append(args, "-c:v", "copy")
	} else {
		args = append(args, f.pictures()...)
		work *= held.effort // slow and good, and every picture of it
	}
	if sound := s.Facts.Sound; sound != nil && slices.Contains(held.sound, sound.Codec) {
		args = append(args, "-c:a", "copy")
	} else {
		args = append(args, held.encodeSound...)
	}
	args = slices.Concat(args, bitexact(), f.muxer(), []string{"file:" + out})
	_, err := e.ffmpeg(ctx, tool.Job{Args: args, Inputs: []string{s.Path}}, work, out)
	return err
}

// holding is what goes into a form as it is, and how the rest is made to.
type holding struct {
	pictures, sound             []string      // codecs that are copied
	encodePictures, encodeSound []string      // arguments of the encoders whose loss is not seen or heard
	effort                      time.Duration // of encoding a picture, as a multiple of showing it
}

// holds gives what players expect in a form: H.264 and AAC, and in WebM, which may hold neither, VP9 and Opus.
func (f Form) holds() holding {
	if f.Format == WebM {
		return holding{
			pictures: []string{"vp8", "vp9", "av1"}, sound: []string{"opus", "vorbis"},
			encodePictures: []string{"-c:v", "libvpx-vp9", "-crf", "18", "-b:v", "0", "-deadline", "good", "-cpu-used", "3", "-row-mt", "0"},
			encodeSound:    []string{"-c:a", "libopus", "-b:a", "192k"}, effort: 40,
		}
	}
	return holding{
		pictures: []string{"h264"}, sound: []string{"aac"},
		encodePictures: []string{"-c:v", "libx264", "-preset", "medium", "-crf", "16"},
		encodeSound:    []string{"-c:a", "aac", "-b:a", "256k"}, effort: 8,
	}
}

// pictures gives the arguments of the encoder.
func (f Form) pictures() []string {
	args := append(f.holds().encodePictures, "-threads", encoderThreads, "-pix_fmt", "yuv420p")
	if f.Rate.Num > 0 {
		args = append(args, "-vf", "fps="+f.Rate.String())
	}
	return args
}

func (f Form) muxer() []string {
	switch f.Format {
	case MKV:
		return []string{"-f", "matroska"}
	case WebM:
		return []string{"-f", "webm"}
	}
	return []string{"-movflags", "+faststart", "-f", f.Format}
}

// check refuses a form that is not written.
func (f Form) check() error {
	if !slices.Contains([]string{MP4, MOV, MKV, WebM}, f.Format) {
		return project.Errorf(project.Internal, "films are not written as %q", f.Format)
	}
	return nil
}
