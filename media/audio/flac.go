package audio

import "encoding/binary"

// readFLAC reads the STREAMINFO block of a FLAC file.
func readFLAC(s source, start int64) (Header, error) {
	h := Header{Format: FLAC, Type: "audio/flac", Codec: "flac"}
	b, err := s.at(start, 42)
	if err != nil {
		return h, err
	}
	if len(b) < 42 || b[4]&0x7f != 0 {
		return h, &DamagedError{FLAC, "it has no stream information"}
	}
	h.fillStreamInfo(b[8:42])
	return h, nil
}

// fillStreamInfo reads rate, channels, bits and length, which are packed into 8 bytes.
func (h *Header) fillStreamInfo(b []byte) {
	packed := binary.BigEndian.Uint64(b[10:])
	h.Rate = int(packed >> 44)
	h.Channels = int(packed>>41&7) + 1
	h.BitDepth = int(packed>>36&31) + 1
	h.Frames = int64(packed & (1<<36 - 1))
}
