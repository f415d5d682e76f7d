package audio

import (
	"encoding/binary"
	"fmt"
	"math"
)

// maxChunks bounds the walk through a RIFF or IFF file.
const maxChunks = 1000

// readWAV reads RIFF and RF64 files.
func readWAV(s source, start int64) (Header, error) {
	h := Header{Format: WAV, Type: "audio/vnd.wave"}
	var block, data64 int64
	at := start + 12
	for range maxChunks {
		head, err := s.at(at, 8)
		if err != nil {
			return h, err
		}
		if len(head) < 8 {
			return h, &DamagedError{WAV, "it has no data chunk"}
		}
		size := int64(binary.LittleEndian.Uint32(head[4:]))
		switch string(head[:4]) {
		case "ds64":
			data64, err = readDS64(s, at+8)
		case "fmt ":
			block, err = readFmt(s, at+8, size, &h)
		case "data":
			if block == 0 {
				return h, &DamagedError{WAV, "its data comes before its format"}
			}
			h.measureData(s.size-at-8, size, data64, block)
			return h, nil
		}
		if err != nil {
			return h, err
		}
		at += 8 + size + size&1
	}
	return h, &DamagedError{WAV, "it has too many chunks"}
}

// readDS64 reads the 64-bit size of the data chunk of an RF64 file.
func readDS64(s source, at int64) (int64, error) {
	b, err := s.at(at, 16)
	if err != nil || len(b) < 16 {
		return 0, err
	}
	return int64(binary.LittleEndian.Uint64(b[8:])), nil
}

// readFmt reads the format chunk and gives the bytes of a frame.
func readFmt(s source, at, size int64, h *Header) (int64, error) {
	b, err := s.at(at, int(min(size, 40)))
	if err != nil {
		return 0, err
	}
	if len(b) < 16 {
		return 0, &DamagedError{WAV, "its format chunk is too short"}
	}
	tag := binary.LittleEndian.Uint16(b)
	if tag == 0xfffe && len(b) >= 26 {
		tag = binary.LittleEndian.Uint16(b[24:])
	}
	h.Channels = int(binary.LittleEndian.Uint16(b[2:]))
	h.Rate = int(binary.LittleEndian.Uint32(b[4:]))
	h.BitDepth = int(binary.LittleEndian.Uint16(b[14:]))
	codecs := map[[2]int]string{{1, 8}: "pcm_u8", {1, 16}: "pcm_s16le", {1, 24}: "pcm_s24le", {1, 32}: "pcm_s32le",
		{3, 32}: "pcm_f32le", {3, 64}: "pcm_f64le"}
	h.Codec = codecs[[2]int{int(tag), h.BitDepth}]
	if h.Codec == "" {
		return 0, &CodecError{WAV, fmt.Sprintf("format 0x%04x with %d bits", tag, h.BitDepth)}
	}
	return int64(h.Channels) * int64(h.BitDepth) / 8, nil
}

// measureData compares the promised size of the data with what is there. Recorders that write to a pipe leave the size
// at 0 or at the maximum; such a file promises nothing.
func (h *Header) measureData(there, size, data64, frame int64) {
	if frame == 0 {
		return // no channels: check refuses it
	}
	if size == math.MaxUint32 && data64 > 0 {
		size = data64
	}
	if size == 0 && there > 0 || size >= math.MaxUint32-(1<<16) && data64 == 0 {
		h.Frames = there / frame
		return
	}
	h.Frames = size / frame
	if size > there {
		h.Truncated = fmt.Sprintf("its header promises %d bytes of sound, %d are there", size, there)
	}
}
