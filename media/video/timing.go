package video

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"tutti/media/tool"
	"tutti/project"
)

// Timing is when the pictures of a video are shown.
type Timing struct {
	Keys []float64 // seconds from its start, rising: there it can be cut without encoding
	Rate Rate      // even rate at which every picture has a place of its own; 0/0 when the video does not say its own
}

// Timing reads when the pictures of a video are shown. Errors: those of tool.Run, where Invalid judges the file.
func (e *Editor) Timing(ctx context.Context, s Source) (Timing, error) {
	var out bytes.Buffer
	_, err := e.Tools.Run(ctx, tool.Job{
		Tool: tool.FFprobe, Inputs: []string{s.Path}, Outputs: []io.Writer{&out},
		Args: []string{"-v", "error", "-protocol_whitelist", "file", "-format_whitelist", s.Facts.Demuxer(), "-codec_whitelist", strings.Join(decoders(), ","),
			"-max_pixels", strconv.Itoa(maxPixels), "-f", s.Facts.Demuxer(), "-select_streams", "V:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", "file:" + s.Path},
		Limits: tool.Limits{CPU: time.Minute + time.Duration(s.limit()/20)*time.Second, OutputBytes: maxPackets, MemoryBytes: memoryBytes},
	})
	if err != nil {
		return Timing{}, err
	}
	var keys, pictures []float64
	lines := bufio.NewScanner(&out)
	for lines.Scan() {
		at, flags, _ := strings.Cut(lines.Text(), ",")
		seconds, err := strconv.ParseFloat(at, 64)
		if err != nil {
			continue
		}
		seconds -= s.Facts.Start
		// Pictures that come behind a key picture and are shown before it lean on what stands before the cut: that key is none to cut at.
		if n := len(keys); n > 0 && seconds < keys[n-1] {
			keys = keys[:n-1]
		}
		if strings.HasPrefix(flags, "K") && seconds >= 0 {
			keys = append(keys, seconds)
		}
		pictures = append(pictures, seconds)
	}
	slices.Sort(keys)
	slices.Sort(pictures)
	return Timing{Keys: keys, Rate: evenRate(s.Facts.Rate, pictures)}, lines.Err()
}

// maxPackets bounds the list of a film's packets: 3 hours with 240 pictures a second.
const maxPackets = 128 << 20

// evenRate is the rate at which no two pictures fall on one place: the average of the video when its pictures are evenly spaced, and
// otherwise the least usual one that is fast enough for its fastest stretch. A telephone films as fast as the light allows, and who
// records a screen or cuts for the web leaves pictures out; at their average rate every faster stretch would lose some.
// pictures are their times, rising. Where no rate will do, it is the average.
func evenRate(average Rate, pictures []float64) Rate {
	if average.Num == 0 || len(pictures) < 2 || onBeat(average, pictures) {
		return average
	}
	for _, usual := range usualRates() {
		// The average is a little off where the last picture is shown for longer, or one is missing.
		if usual.PerSecond() > 0.97*average.PerSecond() && (onBeat(usual, pictures) || apart(usual, pictures)) {
			return usual
		}
	}
	return average
}

// usualRates are those of cameras and programs, rising, up to project.MaxFrameRate.
func usualRates() []Rate {
	return []Rate{{5, 1}, {10, 1}, {12, 1}, {15, 1}, {20, 1}, {24000, 1001}, {24, 1}, {25, 1}, {30000, 1001}, {30, 1}, {48, 1}, {50, 1},
		{60000, 1001}, {60, 1}, {100, 1}, {120000, 1001}, {project.MaxFrameRate, 1}}
}

// onBeat reports whether each picture stands where one of an even rate would, and no two at the same; but for what a clock of milliseconds
// rounds.
func onBeat(r Rate, pictures []float64) bool {
	const off = 0.25 // of the time of a picture: a cut may begin the count at one that is off, too, and half is the next place
	last := math.Inf(-1)
	for _, seconds := range pictures {
		at := (seconds - pictures[0]) * r.PerSecond()
		beat := math.Round(at)
		if beat <= last || math.Abs(at-beat) > off {
			return false
		}
		last = beat
	}
	return true
}

// apart reports whether no two pictures are closer to one another than the places of an even rate.
func apart(r Rate, pictures []float64) bool {
	const exact = 2e-6 // seconds: times are told to the microsecond
	for i := range len(pictures) - 1 {
		if pictures[i+1]-pictures[i]+exact < 1/r.PerSecond() {
			return false
		}
	}
	return true
}
