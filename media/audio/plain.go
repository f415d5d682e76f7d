package audio

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"

	"tutti/project"
)

// plain is the sound of a WAV file that needs no decoder: its samples lie there one after another. It is read here, to the very floats
// that ffmpeg makes of it, because starting a tool and moving its floats through a pipe costs more than everything that is asked of
// them. What is in any way unusual is left to ffmpeg, so that its judgement of odd files stays the one that counts.
type plain struct {
	path    string
	from    int64 // of the first sample
	bytes   int64
	size    int // bytes of a sample
	convert func(dst []float32, src []byte)
}

// plainBuffer is how much is read at once; a multiple of every frame times pieceFrames.
const plainBuffer = 3 << 16

// findPlain gives the samples of a source, nil where ffmpeg has to decode it.
func findPlain(s Source) (*plain, error) {
	convert := plainCodecs()[s.Header.Codec]
	if s.Header.Format != WAV || convert == nil || s.Header.Channels > 2 || s.Timed {
		return nil, nil
	}
	f, err := os.Open(s.Path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	stat, err := f.Stat()
	if err != nil {
		return nil, err
	}
	p := &plain{path: s.Path, size: s.Header.BitDepth / 8, convert: convert}
	found, err := p.walk(source{f, stat.Size()}, s.Header)
	if err != nil || !found {
		return nil, err
	}
	frame := int64(p.size * s.Header.Channels)
	p.bytes = min(p.bytes, int64((s.limit()+0.1)*float64(s.Header.Rate))*frame)
	return p, nil
}

func plainCodecs() map[string]func([]float32, []byte) {
	return map[string]func([]float32, []byte){"pcm_s16le": fromS16, "pcm_s24le": fromS24, "pcm_s32le": fromS32, "pcm_f32le": fromF32}
}

// walk goes through all chunks of a RIFF file: one format, then one piece of data, and nothing besides that changes their meaning.
func (p *plain) walk(s source, h Header) (bool, error) {
	head, err := s.at(0, 4)
	if err != nil || string(head) != "RIFF" {
		return false, err
	}
	formats := 0
	at := int64(12)
	for range maxChunks {
		head, err := s.at(at, 8)
		if err != nil || len(head) < 8 {
			return p.bytes > 0, err
		}
		from, size := at+8, int64(binary.LittleEndian.Uint32(head[4:]))
		if from+size > s.size {
			return false, nil
		}
		usual := true
		switch string(head[:4]) {
		case "fmt ":
			formats++
			usual, err = usualFormat(s, from, size, h)
		case "data":
			usual, err = p.usualData(s, from, size, h)
		case "ds64", "SMV0", "XMA2":
			usual = false
		}
		if err != nil || !usual || formats > 1 {
			return false, err
		}
		at = from + size + size&1
	}
	return false, nil
}

// usualFormat reports whether a format chunk says nothing but what the header knows.
func usualFormat(s source, at, size int64, h Header) (bool, error) {
	b, err := s.at(at, int(min(size, 40)))
	if err != nil || len(b) < 16 {
		return false, err
	}
	if int(binary.LittleEndian.Uint16(b[12:])) != h.Channels*h.BitDepth/8 {
		return false, nil
	}
	if binary.LittleEndian.Uint16(b) != 0xfffe {
		return true, nil
	}
	const tail = "\x00\x00\x00\x00\x10\x00\x80\x00\x00\xaa\x00\x38\x9b\x71" // of the ids of all formats that have a number
	if len(b) < 40 || string(b[26:]) != tail || int(binary.LittleEndian.Uint16(b[18:])) != h.BitDepth {
		return false, nil
	}
	const left, right, centre = 1, 2, 4
	speakers := binary.LittleEndian.Uint32(b[20:])
	return speakers == 0 || h.Channels == 1 && speakers == centre || h.Channels == 2 && speakers == left|right, nil
}

// usualData keeps where the samples lie, where they are whole frames and no other sound in disguise.
func (p *plain) usualData(s source, at, size int64, h Header) (bool, error) {
	if p.bytes > 0 || size == 0 || size%int64(p.size*h.Channels) != 0 {
		return false, nil
	}
	p.from, p.bytes = at, size
	if h.Codec != "pcm_s16le" {
		return true, nil
	}
	head, err := s.at(at, int(min(size, disguiseReach)))
	return !disguised(head), err
}

// disguiseReach is how far ffmpeg looks for another sound in disguise, and more.
const disguiseReach = 256 << 10

// disguised reports whether 16-bit samples may be the frames of a surround codec, as discs and digital cables carry them.
func disguised(head []byte) bool {
	for _, mark := range []string{
		"\x72\xf8\x1f\x4e", "\xf8\x72\x4e\x1f", // IEC 61937, in both orders
		"\x7f\xfe\x80\x01", "\xfe\x7f\x01\x80", "\x1f\xff\xe8\x00", "\xff\x1f\x00\xe8", // DTS, of 16 and 14 bits
	} {
		if bytes.Contains(head, []byte(mark)) {
			return true
		}
	}
	return false
}

// read hands on all samples: always a multiple of pieceFrames, except for the last.
func (p *plain) read(ctx context.Context, take func([]float32) error) error {
	f, err := os.Open(p.path)
	if err != nil {
		return err
	}
	defer f.Close()
	sound := io.NewSectionReader(f, p.from, p.bytes)
	buf := make([]byte, 1+plainBuffer) // a byte ahead lets fromS24 read four at a time
	floats := make([]float32, blockSamples)
	for {
		n, err := io.ReadFull(sound, buf[1:])
		if handed := p.hand(buf[:1+n], floats, take); handed != nil {
			return handed
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil
		}
		if err := errors.Join(err, ctx.Err()); err != nil {
			return project.Because(err, project.Unavailable, "the reading of a file was stopped before its end")
		}
	}
}

// hand converts and hands on, a block at a time. Before the samples stands one byte of no meaning.
func (p *plain) hand(src []byte, floats []float32, take func([]float32) error) error {
	for len(src) > 1 {
		block := floats[:min(len(floats), (len(src)-1)/p.size)]
		p.convert(block, src)
		if err := take(block); err != nil {
			return err
		}
		src = src[len(block)*p.size:]
	}
	return nil
}

func fromS16(dst []float32, src []byte) {
	src = src[1:]
	for i := range dst {
		dst[i] = float32(int16(binary.LittleEndian.Uint16(src[2*i:]))) / (1 << 15)
	}
}

func fromS24(dst []float32, src []byte) {
	for ; len(dst) >= 4; dst, src = dst[4:], src[12:] {
		four := (*[13]byte)(src)
		dst[0], dst[1], dst[2], dst[3] = s24(four[0:]), s24(four[3:]), s24(four[6:]), s24(four[9:])
	}
	for i := range dst {
		dst[i] = s24(src[3*i:])
	}
}

// s24 is the sample behind a byte of no meaning.
func s24(b []byte) float32 { return float32(int32(binary.LittleEndian.Uint32(b))>>8) / (1 << 23) }

func fromS32(dst []float32, src []byte) {
	src = src[1:]
	for i := range dst {
		dst[i] = float32(int32(binary.LittleEndian.Uint32(src[4*i:]))) / (1 << 31)
	}
}

func fromF32(dst []float32, src []byte) {
	src = src[1:]
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(src[4*i:]))
	}
}
