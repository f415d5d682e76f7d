package video

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"tutti/media/tool"
)

// The sound of a film cannot simply be copied up to where its pictures are cut. Each packet of a lossy codec leans on those before it,
// and lasts some 20 ms. And a file holds its packets in the order in which they are needed: a picture that others are made from is needed
// before it is shown, so by that order the sound of a piece would begin up to some pictures before its first picture, and end as much too
// soon.
//
// An MP4 or MOV can say that what stands before the first picture is not heard. So each piece takes all packets that it needs, also
// those that its neighbour has too, and is heard from its first picture on. Matroska has no times before 0: there the sound is decoded
// once from start to end, dealt out on the sample, and kept without loss as FLAC, which WebM may not hold.

const (
	cutCodec    = "pcm_s24le" // 24 bits, of which a lossy codec has none too few
	cutFormat   = "s24le"
	sampleBytes = 3
	pieceWall   = 2 * time.Second // of one piece, beside what copying takes
	runUp       = 0.3             // seconds of packets before a piece; MP3 leans furthest back, over a quarter of a second
)

// deal says which samples go to which piece.
type deal struct {
	rate   int     // samples a second
	skip   int64   // samples before the first piece
	lead   float64 // seconds by which the sound of the first piece begins before its pictures: whole pictures
	pieces []int64 // samples of each piece but the last, which has all the rest
}

// dealSound cuts where a picture begins at the even rate of the timing, so that what is joined by pictures has no gap. What sounds before the
// first picture for less than the length of one is left out: a film cannot show less than a picture, and packets of sound begin with what
// their codec needs to get going.
func (s Source) dealSound(timing Timing, at []float64) deal {
	first, rate := timing.Keys[0], timing.Rate
	if rate.Num == 0 {
		rate = Rate{Num: 1000, Den: 1} // it does not say: to the millisecond
	}
	before := int64(math.Floor(first*rate.PerSecond() + 0.01))
	d := deal{rate: s.Facts.Sound.Rate, lead: rate.Seconds(before)}
	d.skip = int64(math.Round((first - d.lead) * float64(d.rate)))
	var last int64
	for _, border := range at {
		picture := before + int64(math.Round((border-first)*rate.PerSecond()))
		end := picture * int64(d.rate) * rate.Den / rate.Num
		d.pieces, last = append(d.pieces, end-last), end
	}
	return d
}

// leadOf is how much later than its sound the pictures of a piece begin.
func (d deal) leadOf(piece int) float64 {
	if piece > 0 {
		return 0
	}
	return d.lead
}

// soundByPackets puts the packets beside the pictures of each piece that are heard with them.
func (e *Editor) soundByPackets(ctx context.Context, s Source, d deal, pictures []string, dir string) ([]string, error) {
	var paths []string
	at := d.skip
	for i, path := range pictures {
		from, length := float64(at)/float64(d.rate), s.limit()
		if i < len(d.pieces) {
			length = float64(d.pieces[i]) / float64(d.rate)
			at += d.pieces[i]
		}
		out := filepath.Join(dir, filepath.Base(path))
		if err := e.packetsBeside(ctx, s, path, from, length, d.leadOf(i), out); err != nil {
			return nil, err
		}
		paths = append(paths, out)
	}
	return paths, nil
}

// packetsBeside moves everything behind 0 by the run-up, because what stands before 0 would be dropped there or kept as far back as the key
// picture before, and back again as it is written.
func (e *Editor) packetsBeside(ctx context.Context, s Source, pictures string, from, length, lead float64, out string) error {
	back := min(runUp, from)
	args := []string{"-itsoffset", decimal(back + lead), "-protocol_whitelist", "file", "-f", "mov", "-i", "file:" + pictures}
	var drop []string
	if back > 0 {
		args = append(args, "-ss", decimal(from-back))
		drop = []string{"-copypriorss:1", "0", "-output_ts_offset", decimal(-back)}
	}
	args = slices.Concat(args, s.inputFor(back+length), []string{"-map", "0:v", "-map", "1:a:0", "-c", "copy", "-avoid_negative_ts", "disabled"}, drop,
		bitexact(), []string{"-f", s.Facts.Format, "file:" + out})
	_, err := e.ffmpeg(ctx, tool.Job{Args: args, Inputs: []string{pictures, s.Path}}, s.effort(), out)
	return err
}

func decimal(seconds float64) string { return fmt.Sprintf("%.6f", seconds) }

// soundBySamples decodes the sound as one stream and gives each piece as many samples of it as its pictures last. Nothing of the stream
// is ever kept.
func (e *Editor) soundBySamples(ctx context.Context, s Source, d deal, pictures []string, dir string) ([]string, error) {
	stream, decoded := io.Pipe()
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		err := e.decodeSound(ctx, s, decoded, time.Duration(len(pictures))*pieceWall)
		decoded.CloseWithError(err)
		return err
	})
	var paths []string
	group.Go(func() (err error) {
		paths, err = e.dealOut(ctx, s, d, pictures, stream, dir)
		stream.CloseWithError(err)
		return err
	})
	return paths, group.Wait()
}

// decodeSound writes all samples on the times of the pictures: silence where there is none, nothing before 0.
func (e *Editor) decodeSound(ctx context.Context, s Source, to io.Writer, more time.Duration) error {
	args := append(s.input(), "-map", "0:a:0", "-af", "aresample=async=1:first_pts=0", "-c:a", cutCodec, "-f", cutFormat, "pipe:1")
	_, err := e.ffmpeg(ctx, tool.Job{Args: args, Inputs: []string{s.Path}, Outputs: []io.Writer{to}}, s.effort()+more, "")
	return err
}

// dealOut puts its samples from the stream beside the pictures of each piece. A sound that ends before the film is silent from there on.
func (e *Editor) dealOut(ctx context.Context, s Source, d deal, pictures []string, stream io.Reader, dir string) ([]string, error) {
	sound, frame := bufio.NewReader(stream), int64(s.Facts.Sound.Channels*sampleBytes)
	if _, err := io.CopyN(io.Discard, sound, d.skip*frame); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var paths []string
	for i, path := range pictures {
		part := io.Reader(sound)
		if i < len(d.pieces) {
			part = io.LimitReader(io.MultiReader(sound, silence{}), d.pieces[i]*frame)
		} else if _, err := sound.Peek(1); errors.Is(err, io.EOF) {
			part = io.LimitReader(silence{}, int64(d.rate)*frame)
		}
		out := filepath.Join(dir, filepath.Base(path))
		if err := e.samplesBeside(ctx, s, path, part, d.leadOf(i), out); err != nil {
			return nil, err
		}
		paths = append(paths, out)
	}
	return paths, nil
}

func (e *Editor) samplesBeside(ctx context.Context, s Source, pictures string, samples io.Reader, lead float64, out string) error {
	sound := s.Facts.Sound
	args := []string{"-itsoffset", decimal(lead), "-protocol_whitelist", "file", "-f", "matroska", "-i", "file:" + pictures,
		"-f", cutFormat, "-ar", strconv.Itoa(sound.Rate), "-ac", strconv.Itoa(sound.Channels), "-i", "pipe:0",
		"-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24"}
	args = slices.Concat(args, bitexact(), []string{"-f", "matroska", "file:" + out})
	_, err := e.ffmpeg(ctx, tool.Job{Args: args, Inputs: []string{pictures}, Stdin: samples}, s.effort(), out)
	return ours(err, "putting the sound beside a piece")
}

// silence never ends.
type silence struct{}

func (silence) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
