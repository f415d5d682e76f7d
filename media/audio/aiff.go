package audio

import (
	"encoding/binary"
	"fmt"
	"math"
)

// readAIFF reads AIFF and AIFF-C files.
func readAIFF(s source, start int64) (Header, error) {
	h := Header{Format: AIFF, Type: "audio/aiff"}
	known := false
	at := start + 12
	for range maxChunks {
		head, err := s.at(at, 8)
		if err != nil {
			return h, err
		}
		if len(head) < 8 {
			return h, &DamagedError{AIFF, "it has no sound chunk"}
		}
		size := int64(binary.BigEndian.Uint32(head[4:]))
		switch string(head[:4]) {
		case "COMM":
			if err := readCOMM(s, at+8, size, &h); err != nil {
				return h, err
			}
			known = true
		case "SSND":
			if known {
				if there := s.size - at - 8; size > there {
					h.Truncated = fmt.Sprintf("its header promises %d bytes of sound, %d are there", size-8, max(0, there-8))
				}
				return h, nil
			}
		}
		at += 8 + size + size&1
	}
	return h, &DamagedError{AIFF, "it has too many chunks"}
}

// readCOMM reads the common chunk.
func readCOMM(s source, at, size int64, h *Header) error {
	b, err := s.at(at, int(min(size, 22)))
	if err != nil {
		return err
	}
	if len(b) < 18 {
		return &DamagedError{AIFF, "its common chunk is too short"}
	}
	h.Channels = int(binary.BigEndian.Uint16(b))
	h.Frames = int64(binary.BigEndian.Uint32(b[2:]))
	h.BitDepth = int(binary.BigEndian.Uint16(b[6:]))
	h.Rate = extended(b[8:18])
	compression := "NONE"
	if len(b) == 22 {
		compression = string(b[18:22])
	}
	h.Codec = aiffCodec(compression, h)
	if h.Codec == "" {
		return &CodecError{AIFF, fmt.Sprintf("compression %q with %d bits", compression, h.BitDepth)}
	}
	return nil
}

func aiffCodec(compression string, h *Header) string {
	switch compression {
	case "NONE", "twos":
		return map[int]string{8: "pcm_s8", 16: "pcm_s16be", 24: "pcm_s24be", 32: "pcm_s32be"}[h.BitDepth]
	case "sowt":
		return map[int]string{16: "pcm_s16le"}[h.BitDepth]
	case "fl32", "FL32":
		h.BitDepth = 32
		return "pcm_f32be"
	case "fl64", "FL64":
		h.BitDepth = 64
		return "pcm_f64be"
	}
	return ""
}

// extended reads the 80-bit float of a sample rate; what cannot be a rate is 0.
func extended(b []byte) int {
	exponent := int(binary.BigEndian.Uint16(b)) - 16383 - 63
	rate := math.Ldexp(float64(binary.BigEndian.Uint64(b[2:])), exponent)
	if !(rate >= 0 && rate < 1e7) {
		return 0
	}
	return int(math.Round(rate))
}
