package main

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"tutti/project"
)

// stem is one generated file; it lies in the directory under its sha256, which here is only a name.
type stem struct {
	name, sha256, format string
	place                project.Place
}

func (s stem) input() project.Input {
	return project.Input{Key: s.name, Delivery: project.DeliveryID("dlv_" + s.name), Place: s.place, Credit: project.Credit{Name: s.name},
		Files: []project.FileFacts{{Name: s.name, SHA256: s.sha256, Audio: &project.AudioFacts{PeakDBFS: -3, TruePeakDBTP: -3}}}}
}

// forms are what sellers send: rates, depths, channels and formats in turn.
func forms() []struct {
	format, rate, channels string
	args                   []string
} {
	return []struct {
		format, rate, channels string
		args                   []string
	}{
		{"wav", "48000", "2", []string{"-c:a", "pcm_s24le"}},
		{"wav", "44100", "1", []string{"-c:a", "pcm_s16le"}},
		{"flac", "48000", "2", []string{"-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24"}},
		{"flac", "44100", "2", []string{"-c:a", "flac", "-sample_fmt", "s16"}},
		{"mp3", "44100", "2", []string{"-c:a", "libmp3lame", "-b:a", "320k", "-compression_level", "9"}},
		{"ogg", "48000", "2", []string{"-c:a", "libvorbis", "-q:a", "5"}},
		{"aiff", "48000", "1", []string{"-c:a", "pcm_s24be"}},
		{"wav", "48000", "2", []string{"-c:a", "pcm_s16le"}},
	}
}

func generate(ctx context.Context, dir string, n, seconds int) ([]stem, error) {
	var stems []stem
	all := forms()
	for i := range n {
		f := all[i%len(all)]
		s := stem{name: fmt.Sprintf("stem-%02d.%s", i, f.format), sha256: fmt.Sprintf("%064x", i+1), format: f.format,
			place: project.Place{GainDB: -3 - float64(i%5), Pan: float64(i%7-3) / 4, FadeInMS: 500, FadeOutMS: 4000}}
		args := []string{"-v", "error", "-f", "s16le", "-ar", "48000", "-ac", "2", "-i", "pipe:0", "-ar", f.rate, "-ac", f.channels}
		cmd := exec.CommandContext(ctx, "ffmpeg", append(append(args, f.args...), "-f", f.format, filepath.Join(dir, s.sha256))...)
		in, err := cmd.StdinPipe()
		if err != nil {
			return nil, err
		}
		cmd.Stderr = os.Stderr
		if err := cmd.Start(); err != nil {
			return nil, err
		}
		if err := synth(in, i, seconds); err != nil {
			return nil, err
		}
		in.Close()
		if err := cmd.Wait(); err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		stems = append(stems, s)
	}
	return stems, nil
}

// synth writes notes with decay over a little noise: enough like music for codecs and limiters to have their usual work.
func synth(w io.Writer, voice, seconds int) error {
	out := bufio.NewWriterSize(w, 1<<20)
	seed := uint32(voice + 1)
	var phase, level float64
	step := 0.0
	for k := range seconds * 48000 {
		if k%12000 == 0 {
			seed = seed*1664525 + 1013904223
			step = 2 * math.Pi * 55 * math.Pow(2, float64(voice%4)+float64(seed>>28)/12) / 48000
			level = 0.5
		}
		level *= 0.99995
		phase += step
		seed = seed*1664525 + 1013904223
		noise := float64(int32(seed)) / (1 << 31) * 0.01
		body := level * (math.Sin(phase) + 0.3*math.Sin(3*phase))
		var frame [4]byte
		binary.LittleEndian.PutUint16(frame[:], uint16(int16(30000*(body+noise))))
		binary.LittleEndian.PutUint16(frame[2:], uint16(int16(30000*(0.8*body-noise))))
		if _, err := out.Write(frame[:]); err != nil {
			return err
		}
	}
	return out.Flush()
}

// bareFFmpeg does by hand what a final does, as well as one can with the command line alone.
func bareFFmpeg(ctx context.Context, dir string, stems []stem) error {
	args := []string{"-hide_banner", "-nostats", "-y", "-nostdin"}
	var graph, labels strings.Builder
	for i, s := range stems {
		args = append(args, "-f", s.format, "-i", filepath.Join(dir, s.sha256))
		left, right := math.Cos(max(0, s.place.Pan)*math.Pi/2), math.Cos(max(0, -s.place.Pan)*math.Pi/2)
		fmt.Fprintf(&graph, "[%d:a]aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo,volume=%gdB:precision=float,"+
			"pan=stereo|c0=%.6f*c0|c1=%.6f*c1,afade=t=in:d=0.5,afade=t=out:st=206:d=4[a%d];", i, s.place.GainDB, left, right, i)
		fmt.Fprintf(&labels, "[a%d]", i)
	}
	fmt.Fprintf(&graph, "%samix=inputs=%d:normalize=0:dropout_transition=0:duration=longest,asplit=2[o][x];[x]ebur128=framelog=verbose[m]", labels.String(), len(stems))
	mix := filepath.Join(dir, "bare.wav")
	args = append(args, "-filter_complex", graph.String(), "-map", "[o]", "-c:a", "pcm_f32le", "-rf64", "auto", mix, "-map", "[m]", "-f", "null", "-")
	log, err := exec.CommandContext(ctx, "ffmpeg", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, log[max(0, len(log)-2000):])
	}
	_, after, _ := strings.Cut(string(log), "Integrated loudness:")
	words := strings.Fields(after)
	if len(words) < 2 {
		return fmt.Errorf("no loudness in %s", log[max(0, len(log)-2000):])
	}
	lufs, err := strconv.ParseFloat(words[1], 64)
	if err != nil {
		return err
	}
	chain := fmt.Sprintf("volume=%gdB:precision=double,aresample=192000,alimiter=level=disabled:limit=0.881:attack=5:release=50:latency=1,aresample=48000", -14-lufs)
	log, err = exec.CommandContext(ctx, "ffmpeg", "-v", "error", "-y", "-nostdin", "-i", mix, "-af", chain,
		"-c:a", "flac", "-compression_level", "5", "-sample_fmt", "s32", "-bits_per_raw_sample", "24", filepath.Join(dir, "bare.flac")).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, log)
	}
	return nil
}
