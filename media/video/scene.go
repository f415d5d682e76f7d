package video

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"tutti/media/tool"
	"tutti/project"
)

// Normalise writes the pictures of a source in a profile, without sound, as MP4 that Join can copy, and gives their number.
// A picture that starts late in its file is shown from the start. The directory of out is the caller's alone.
//
// Errors: those of tool.Run, where Invalid judges the source; Invalid when there is not a single picture.
func (e *Editor) Normalise(ctx context.Context, s Source, p Profile, out string) (int64, error) {
	args := append(s.input(), "-map", "0:V:0", "-an", "-sn", "-dn", "-vf", p.fit(s.Facts))
	n, err := e.encode(ctx, tool.Job{Args: args, Inputs: []string{s.Path}}, p, s.effort()+p.effort(s.limit()), out)
	if err == nil && n == 0 {
		return 0, project.Errorf(project.Invalid, "the video has no pictures")
	}
	return n, err
}

// encode runs a job that ends in pictures of a profile, and counts them.
func (e *Editor) encode(ctx context.Context, job tool.Job, p Profile, effort time.Duration, out string) (int64, error) {
	var count progress
	job.Args = append(append(job.Args, p.encoder()...), "-progress", "pipe:1", "-f", "mp4", "file:"+out)
	job.Outputs = count.outputs()
	if _, err := e.ffmpeg(ctx, job, effort, out); err != nil {
		return 0, err
	}
	return count.pictures()
}

// Still writes one picture, shown for so many pictures, in a profile. pixels are RGBA of the profile's size.
func (e *Editor) Still(ctx context.Context, pixels io.Reader, p Profile, pictures int64, out string) error {
	args := []string{"-f", "rawvideo", "-pixel_format", "rgba", "-video_size", fmt.Sprintf("%dx%d", p.Width, p.Height), "-framerate", p.Rate.String(), "-i", "pipe:0",
		"-vf", fmt.Sprintf("scale=out_color_matrix=bt709:out_range=tv,%s,loop=loop=%d:size=1", p.finish(), pictures-1), "-frames:v", strconv.FormatInt(pictures, 10)}
	n, err := e.encode(ctx, tool.Job{Args: args, Stdin: pixels}, p, p.effort(p.Rate.Seconds(pictures)), out)
	if err == nil && n != pictures {
		err = project.Errorf(project.Internal, "%d pictures were made of %d", n, pictures)
	}
	return ours(err, "making a still picture")
}
