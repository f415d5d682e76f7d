package video

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"tutti/media/tool"
	"tutti/project"
)

// Stretch is a part of a video, in seconds.
type Stretch struct {
	From float64
	To   float64
}

// Scan is what one look through all pictures finds.
type Scan struct {
	Pictures int64     // decoded
	Seconds  float64   // from the first picture to the end of the last
	Black    []Stretch // nearly black for half a second and longer
	Frozen   []Stretch // without any movement for two seconds and longer
	Cuts     []float64 // where the picture changes as a whole; only from Scenes
	Damage   []string  // what the decoder complained about, at most maxDamage lines

	Used project.Area // the part of the picture that is not black from the first picture to the last; empty when all of it is
}

const (
	maxDamage    = 20
	maxStretches = 1000
)

// The pictures that are looked at are small, which takes a tenth of the time.
const (
	lookWidth  = 320
	mostHeight = 2048
)

// lookHeight keeps the shape of a film, as far as there is room.
func lookHeight(f Facts) int {
	height := math.Round(float64(lookWidth)*float64(f.Height)/float64(max(1, f.Width))/2) * 2
	return int(min(mostHeight, max(2, height)))
}

// lookFilter finds black and frozen stretches, and the part of the picture that is ever used: cropdetect never forgets what it saw.
func lookFilter(f Facts) string {
	return fmt.Sprintf("scale=%d:%d:flags=fast_bilinear,format=yuv420p,blackdetect=d=0.5:pix_th=0.10,freezedetect=n=0.003:d=2,cropdetect=limit=24:round=2:reset=0:skip=0",
		lookWidth, lookHeight(f))
}

// tellEvents writes what the filters before it found to the second pipe.
const tellEvents = `metadata=mode=print:file='pipe\:3'`

// Scan decodes a source once, looks for trouble, and writes a proxy on the way: at most 360 lines, MP4, with sound, for people
// to look at. words stand across its pictures, unless they are empty. Errors: those of tool.Run, where Invalid and Limited judge the source.
func (e *Editor) Scan(ctx context.Context, s Source, words, proxy string) (Scan, error) {
	mark, err := newWatermark(words, s.Facts)
	if err != nil {
		return Scan{}, err
	}
	graph := fmt.Sprintf("[0:V:0]split=2[a][b];[a]%s,%s[look];[b]%s%s[small]", lookFilter(s.Facts), tellEvents, proxyFilter(s.Facts), mark.filter())
	// The first output counts the pictures as they are decoded; the proxy has a rate of its own.
	args := slices.Concat(s.input(), mark.input(), []string{"-filter_complex", graph, "-map", "[look]", "-fps_mode", "passthrough", "-f", "null", "-", "-map", "[small]"})
	if s.Facts.Sound != nil {
		args = append(args, "-map", "0:a:0", "-af", "aresample=48000:async=1:first_pts=0,aformat=channel_layouts=stereo", "-c:a", "aac", "-aac_coder", "fast", "-b:a", "96k")
	}
	args = append(args, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "30", "-threads", encoderThreads, "-pix_fmt", "yuv420p", "-g", "60")
	args = append(append(args, bitexact()...), "-movflags", "+faststart", "-f", "mp4", "file:"+proxy)
	return e.scan(ctx, s, args, mark.pixels(), proxy)
}

// proxyHeight is the greatest height of a proxy, in pixels.
const proxyHeight = 360

func proxyFilter(f Facts) string {
	rate := "fps=30"
	if r := f.Rate.PerSecond(); r > 0 && r <= 30 {
		rate = "fps=" + f.Rate.String()
	}
	return rate + fmt.Sprintf(",scale=trunc(iw*sar/2)*2:ih,scale=-2:'min(%d,trunc(ih/2)*2)',setsar=1,format=yuv420p", proxyHeight)
}

// Scenes looks for the places where the picture changes as a whole, and decodes the source once for it.
func (e *Editor) Scenes(ctx context.Context, s Source) (Scan, error) {
	args := append(s.input(), "-an", "-sn", "-dn", "-filter_complex", "[0:V:0]scale=320:-2:flags=fast_bilinear,format=yuv420p,scdet=t=10,"+tellEvents+"[look]",
		"-map", "[look]", "-fps_mode", "passthrough", "-f", "null", "-")
	return e.scan(ctx, s, args, nil, "")
}

func (e *Editor) scan(ctx context.Context, s Source, args []string, stdin io.Reader, out string) (Scan, error) {
	var count progress
	var events events
	// cropdetect tells every picture in the log too, whose end is kept: what the decoder complained about would be lost.
	job := tool.Job{Args: append([]string{"-v", "level+warning", "-progress", "pipe:1"}, args...), Inputs: []string{s.Path}, Stdin: stdin, Outputs: count.outputs(&events)}
	report, err := e.ffmpeg(ctx, job, s.effort(), out)
	if err != nil {
		return Scan{Damage: complaints(report.Log)}, err
	}
	pictures, err := count.pictures()
	if err != nil {
		return Scan{}, err
	}
	seconds := s.Facts.Seconds
	if s.Facts.Rate.Num > 0 {
		seconds = s.Facts.Rate.Seconds(pictures)
	}
	found := events.end(seconds)
	found.Used = events.used(lookHeight(s.Facts))
	found.Pictures, found.Seconds, found.Damage = pictures, seconds, complaints(report.Log)
	return found, nil
}

// events reads what the filters tell, a line at a time. A line that tells nothing of interest is passed over.
type events struct {
	Scan
	line  []byte
	black *float64 // start of a stretch that has no end yet
	still *float64
	edges edges
}

// edges are the first and last columns and rows, counted from 0, that are not black in all pictures so far.
type edges struct{ left, right, top, bottom float64 }

// used is the part of a picture between the edges. What is black has its last column before its first.
func (e *events) used(height int) project.Area {
	if e.edges.right <= e.edges.left || e.edges.bottom <= e.edges.top {
		return project.Area{}
	}
	across, down := float64(lookWidth), float64(height)
	return project.AreaBetween(e.edges.left/across, e.edges.top/down, (e.edges.right+1)/across, (e.edges.bottom+1)/down)
}

const maxLine = 1 << 10

func (e *events) Write(p []byte) (int, error) {
	all := len(p)
	for len(p) > 0 {
		end := bytes.IndexByte(p, '\n')
		if end < 0 {
			e.line = append(e.line, p[:min(len(p), maxLine-min(len(e.line), maxLine))]...)
			break
		}
		e.take(string(append(e.line, p[:min(end, maxLine)]...)))
		e.line, p = e.line[:0], p[end+1:]
	}
	return all, nil
}

func (e *events) take(line string) {
	key, value, _ := strings.Cut(line, "=")
	at := number(value)
	switch key {
	case "lavfi.black_start":
		e.black = &at
	case "lavfi.black_end":
		e.Black, e.black = closed(e.Black, e.black, at), nil
	case "lavfi.freezedetect.freeze_start":
		e.still = &at
	case "lavfi.freezedetect.freeze_end":
		e.Frozen, e.still = closed(e.Frozen, e.still, at), nil
	case "lavfi.cropdetect.x1":
		e.edges.left = at
	case "lavfi.cropdetect.x2":
		e.edges.right = at
	case "lavfi.cropdetect.y1":
		e.edges.top = at
	case "lavfi.cropdetect.y2":
		e.edges.bottom = at
	case "lavfi.scd.time":
		if at > 0 && len(e.Cuts) < maxStretches {
			e.Cuts = append(e.Cuts, at)
		}
	}
}

// closed ends a stretch that was begun.
func closed(list []Stretch, from *float64, to float64) []Stretch {
	if from == nil || to <= *from || len(list) == maxStretches {
		return list
	}
	return append(list, Stretch{*from, to})
}

// end closes what lasts to the end of the video, which the filters do not tell.
func (e *events) end(seconds float64) Scan {
	e.Black, e.Frozen = closed(e.Black, e.black, seconds), closed(e.Frozen, e.still, seconds)
	return e.Scan
}

// complaints picks the errors out of a log.
func complaints(log string) []string {
	var out []string
	lines := bufio.NewScanner(strings.NewReader(log))
	for lines.Scan() {
		_, text, found := strings.Cut(lines.Text(), "[error] ")
		if !found {
			_, text, found = strings.Cut(lines.Text(), "[fatal] ")
		}
		if found && len(out) < maxDamage && !strings.Contains(text, "not on whitelist") {
			out = append(out, strings.TrimSpace(text))
		}
	}
	return out
}

// Poster writes one picture of a video as JPEG, from a moment in seconds.
func (e *Editor) Poster(ctx context.Context, s Source, at float64, out string) error {
	args := append([]string{"-ss", strconv.FormatFloat(at, 'f', 3, 64)}, s.input()...)
	args = append(args, "-map", "0:V:0", "-frames:v", "1", "-vf", "setsar=1,format=yuvj420p", "-c:v", "mjpeg", "-q:v", "4", "-update", "1")
	_, err := e.ffmpeg(ctx, tool.Job{Args: append(append(args, bitexact()...), "-f", "image2", "file:"+out), Inputs: []string{s.Path}}, s.effort(), out)
	return err
}

// IsBlack reports whether hardly any picture shows anything.
func (s Scan) IsBlack() bool {
	var black float64
	for _, b := range s.Black {
		black += b.To - b.From
	}
	return black >= 0.98*s.Seconds
}

// Moment chooses a moment for a poster: a third into the film, or later when it is black there.
func (s Scan) Moment() float64 {
	at := s.Seconds / 3
	for _, b := range s.Black {
		if at >= b.From && at < b.To && b.To < s.Seconds {
			at = b.To
		}
	}
	return at
}
