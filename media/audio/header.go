// Package audio reads what an audio file says of itself, decodes it in the sandbox and measures it.
//
// The header is read here, by content and never by name, before any tool sees the file: the tool is then told which
// demuxer and which codecs it may use, and what the header claims is compared with what came out. A WAV file whose samples
// are plain numbers needs no tool and is read here.
package audio

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// The formats, as a project.Spec names them.
const (
	WAV  = "wav"
	FLAC = "flac"
	MP3  = "mp3"
	OGG  = "ogg"
	AIFF = "aiff"
)

// Header is what a file says of itself.
type Header struct {
	Format    string // WAV, FLAC, MP3, OGG or AIFF
	Type      string // media type
	Codec     string // as ffmpeg names it: pcm_s24le, flac, vorbis
	Rate      int    // Hz
	BitDepth  int    // 0 for lossy codecs
	Channels  int
	Frames    int64  // frames at Rate that it promises; 0 when it does not say
	Slack     int64  // frames by which a sound file may miss the promise
	Truncated string // how the file ends before its promise, "" when it does not
}

// Seconds is the duration that the header promises, 0 when it does not say.
func (h Header) Seconds() float64 {
	if h.Rate == 0 {
		return 0
	}
	return float64(h.Frames) / float64(h.Rate)
}

// Lossy reports whether the codec throws sound away.
func (h Header) Lossy() bool { return h.BitDepth == 0 }

// ErrNotAudio says that a file is none of the formats.
var ErrNotAudio = errors.New("not a WAV, FLAC, MP3, Ogg or AIFF file")

// CodecError says that the container is one of ours and its content is not.
type CodecError struct {
	Format string
	Codec  string
}

func (e *CodecError) Error() string {
	return fmt.Sprintf("the %s file holds %s, which is not accepted", e.Format, e.Codec)
}

// DamagedError says that a header contradicts itself.
type DamagedError struct {
	Format string
	Why    string
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("the %s file is damaged: %s", e.Format, e.Why)
}

// MaxChannels and the rates bound what is decoded.
const (
	MaxChannels = 8
	MinRate     = 8000
	MaxRate     = 192000
)

// ReadHeader reads the header of a file. ErrNotAudio, *CodecError and *DamagedError judge the file; any other error is
// ours.
func ReadHeader(path string) (Header, error) {
	f, err := os.Open(path)
	if err != nil {
		return Header{}, err
	}
	defer f.Close()
	stat, err := f.Stat()
	if err != nil {
		return Header{}, err
	}
	return parse(source{f, stat.Size()})
}

// source is a file with its size; reading past the end gives fewer bytes and no error.
type source struct {
	r    io.ReaderAt
	size int64
}

// at reads up to n bytes from an offset.
func (s source) at(offset int64, n int) ([]byte, error) {
	if offset < 0 || offset >= s.size {
		return nil, nil
	}
	buf := make([]byte, min(int64(n), s.size-offset))
	got, err := s.r.ReadAt(buf, offset)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return buf[:got], err
}

func parse(s source) (Header, error) {
	start, err := skipID3(s)
	if err != nil {
		return Header{}, err
	}
	head, err := s.at(start, 12)
	if err != nil {
		return Header{}, err
	}
	read := readerOf(head)
	if read == nil {
		return Header{}, ErrNotAudio
	}
	h, err := read(s, start)
	if err != nil {
		return Header{}, err
	}
	return h, h.check()
}

// readerOf chooses by magic; MPEG audio has hardly one and comes last.
func readerOf(head []byte) func(source, int64) (Header, error) {
	switch {
	case len(head) == 12 && (string(head[:4]) == "RIFF" || string(head[:4]) == "RF64") && string(head[8:]) == "WAVE":
		return readWAV
	case len(head) == 12 && string(head[:4]) == "FORM" && (string(head[8:]) == "AIFF" || string(head[8:]) == "AIFC"):
		return readAIFF
	case len(head) >= 4 && string(head[:4]) == "fLaC":
		return readFLAC
	case len(head) >= 4 && string(head[:4]) == "OggS":
		return readOGG
	case len(head) >= 4 && head[0] == 0xff && head[1]&0xe0 == 0xe0:
		return readMP3
	}
	return nil
}

func (h Header) check() error {
	switch {
	case h.Channels < 1 || h.Channels > MaxChannels:
		return &DamagedError{h.Format, fmt.Sprintf("it claims %d channels, 1 to %d are possible", h.Channels, MaxChannels)}
	case h.Rate < MinRate || h.Rate > MaxRate:
		return &DamagedError{h.Format, fmt.Sprintf("it claims %d Hz, %d to %d are possible", h.Rate, MinRate, MaxRate)}
	case h.Frames < 0:
		return &DamagedError{h.Format, "it claims a negative length"}
	}
	return nil
}

// skipID3 gives the offset behind an ID3v2 tag, which may stand before MPEG audio and FLAC.
func skipID3(s source) (int64, error) {
	b, err := s.at(0, 10)
	if err != nil || len(b) < 10 || string(b[:3]) != "ID3" {
		return 0, err
	}
	size := int64(b[6]&0x7f)<<21 | int64(b[7]&0x7f)<<14 | int64(b[8]&0x7f)<<7 | int64(b[9]&0x7f)
	return 10 + size, nil
}
