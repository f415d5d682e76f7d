package score

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
)

// WriteWAV writes p as a WAV file with 16 or 24 bits.
func WriteWAV(w io.Writer, p PCM, bits int) error {
	if err := p.check(bits); err != nil {
		return err
	}
	frame := p.Channels * bits / 8
	size := p.Frames() * frame
	var h bytes.Buffer
	h.WriteString("RIFF")
	little(&h, uint32(36+size+size%2))
	h.WriteString("WAVEfmt ")
	little(&h, uint32(16), uint16(1), uint16(p.Channels), uint32(p.Rate), uint32(p.Rate*frame), uint16(frame), uint16(bits))
	h.WriteString("data")
	little(&h, uint32(size))
	return write(w, h.Bytes(), p, bits, false)
}

// WriteAIFF writes p as an AIFF file with 16 or 24 bits.
func WriteAIFF(w io.Writer, p PCM, bits int) error {
	if err := p.check(bits); err != nil {
		return err
	}
	size := p.Frames() * p.Channels * bits / 8
	var h bytes.Buffer
	h.WriteString("FORM")
	big(&h, uint32(4+26+16+size+size%2))
	h.WriteString("AIFFCOMM")
	big(&h, uint32(18), uint16(p.Channels), uint32(p.Frames()), uint16(bits))
	h.Write(extended(p.Rate))
	h.WriteString("SSND")
	big(&h, uint32(8+size), uint32(0), uint32(0))
	return write(w, h.Bytes(), p, bits, true)
}

func (p PCM) check(bits int) error {
	if bits != 16 && bits != 24 {
		return fmt.Errorf("score: %d bits: only 16 and 24 are written", bits)
	}
	if p.Channels < 1 || p.Channels > 2 || p.Rate <= 0 {
		return fmt.Errorf("score: sound with %d channels at %d Hz", p.Channels, p.Rate)
	}
	return nil
}

func little(b *bytes.Buffer, values ...any) { order(b, binary.LittleEndian, values) }
func big(b *bytes.Buffer, values ...any)    { order(b, binary.BigEndian, values) }

func order(b *bytes.Buffer, o binary.ByteOrder, values []any) {
	for _, v := range values {
		_ = binary.Write(b, o, v) // fixed-size values into memory cannot fail
	}
}

// extended is the sample rate as the 80-bit floating-point number AIFF asks for.
func extended(rate int) []byte {
	_, exponent := math.Frexp(float64(rate))
	out := binary.BigEndian.AppendUint16(nil, uint16(16382+exponent))
	return binary.BigEndian.AppendUint64(out, uint64(rate)<<(64-exponent))
}

// write writes the header, the samples and the pad byte of an odd chunk.
func write(w io.Writer, header []byte, p PCM, bits int, bigEndian bool) error {
	out := bufio.NewWriterSize(w, 1<<16)
	out.Write(header) // bufio keeps the first error until Flush
	scale := float64(int(1)<<(bits-1)) - 1
	bytesPer := bits / 8
	for _, x := range p.Samples {
		v := int32(math.RoundToEven(float64(max(-1, min(1, x))) * scale))
		for k := range bytesPer {
			shift := 8 * k
			if bigEndian {
				shift = 8 * (bytesPer - 1 - k)
			}
			out.WriteByte(byte(v >> shift))
		}
	}
	if len(p.Samples)*bytesPer%2 == 1 {
		out.WriteByte(0)
	}
	return out.Flush()
}

// Encode writes a take as dir/<key>.<ext> in the container of the part and returns the file's name. WAV and AIFF are
// written directly; FLAC, MP3 and OGG by the program at ffmpegPath, bit-exact, so that the same sound gives the same
// bytes. A file of that name is replaced.
func Encode(ctx context.Context, ffmpegPath, dir string, part Part, pcm PCM) (string, error) {
	file := filepath.Join(dir, part.Key+"."+part.Format.Container.Ext())
	var err error
	switch part.Format.Container {
	case WAV16:
		err = create(file, func(w io.Writer) error { return WriteWAV(w, pcm, 16) })
	case WAV24:
		err = create(file, func(w io.Writer) error { return WriteWAV(w, pcm, 24) })
	case AIFF:
		err = create(file, func(w io.Writer) error { return WriteAIFF(w, pcm, 24) })
	default:
		err = compress(ctx, ffmpegPath, file, part.Format.Container, pcm)
	}
	if err != nil {
		return "", fmt.Errorf("score: encode %s: %w", part.Key, err)
	}
	return file, nil
}

// create writes a file and reports the error of closing it too.
func create(name string, fill func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := fill(f); err != nil {
		f.Close() // the first error is the one to tell
		return err
	}
	return f.Close()
}

// compress sends the sound through ffmpeg.
func compress(ctx context.Context, ffmpegPath, file string, c Container, pcm PCM) error {
	codec, err := codecArgs(c)
	if err != nil {
		return err
	}
	args := []string{"-v", "error", "-nostdin", "-y", "-threads", "1", "-f", "wav", "-i", "pipe:0", "-map_metadata", "-1"}
	args = append(args, codec...)
	args = append(args, "-fflags", "+bitexact", "-flags:a", "+bitexact", "file:"+file)
	var wav, stderr bytes.Buffer
	if err := WriteWAV(&wav, pcm, 24); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, ffmpegPath, args...)
	cmd.Stdin, cmd.Stderr = &wav, &stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("ffmpeg: %w: %s", err, bytes.TrimSpace(stderr.Bytes()))
	}
	return nil
}

// codecArgs chooses encoders that are quick and good enough for a stem.
func codecArgs(c Container) ([]string, error) {
	switch c {
	case FLAC:
		return []string{"-c:a", "flac", "-compression_level", "3", "-sample_fmt", "s32", "-bits_per_raw_sample", "24", "-f", "flac"}, nil
	case MP3:
		return []string{"-c:a", "libmp3lame", "-b:a", "256k", "-compression_level", "7", "-f", "mp3"}, nil
	case OGG:
		return []string{"-c:a", "libvorbis", "-q:a", "6", "-f", "ogg"}, nil
	}
	return nil, fmt.Errorf("container %q is not known", c)
}
