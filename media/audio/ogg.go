package audio

import (
	"bytes"
	"encoding/binary"
)

// lastPageReach is how far from its end the last page of an Ogg file is looked for; a page has at most 65,307 bytes.
const lastPageReach = 128 << 10

// readOGG reads Vorbis, Opus and FLAC in Ogg.
func readOGG(s source, start int64) (Header, error) {
	h := Header{Format: OGG, Type: "audio/ogg"}
	b, err := s.at(start, 128)
	if err != nil {
		return h, err
	}
	if len(b) < 28 || len(b) < 27+int(b[26])+19 {
		return h, &DamagedError{OGG, "its first page is cut"}
	}
	early, err := h.readOggCodec(b[27+int(b[26]):])
	if err != nil {
		return h, err
	}
	return h, h.readOggEnd(s, early)
}

// readOggCodec reads the identification of the first packet and gives the frames that are dropped at the start.
func (h *Header) readOggCodec(p []byte) (int64, error) {
	switch {
	case bytes.HasPrefix(p, []byte("\x01vorbis")):
		h.Codec, h.Channels, h.Rate = "vorbis", int(p[11]), int(binary.LittleEndian.Uint32(p[12:]))
		// The encoder's own delay may be left in or taken out of the count.
		h.Slack = 4096
		return 0, nil
	case bytes.HasPrefix(p, []byte("OpusHead")):
		h.Codec, h.Channels, h.Rate = "opus", int(p[9]), 48000
		h.Slack = 960
		return int64(binary.LittleEndian.Uint16(p[10:])), nil
	case bytes.HasPrefix(p, []byte("\x7fFLAC")) && len(p) >= 51:
		h.Codec = "flac"
		h.fillStreamInfo(p[17:51])
		return 0, nil
	}
	return 0, &CodecError{OGG, "something other than Vorbis, Opus or FLAC"}
}

// readOggEnd reads the length from the last page, which is marked as the last unless the file was cut.
func (h *Header) readOggEnd(s source, early int64) error {
	from := max(0, s.size-lastPageReach)
	b, err := s.at(from, lastPageReach)
	if err != nil {
		return err
	}
	at := bytes.LastIndex(b, []byte("OggS"))
	if at < 0 || len(b) < at+27 {
		h.Truncated = "its last page is missing"
		return nil
	}
	page := b[at:]
	length := 27 + int(page[26])
	if len(page) >= length {
		for _, n := range page[27:length] {
			length += int(n)
		}
	}
	granule := int64(binary.LittleEndian.Uint64(page[6:]))
	switch {
	case len(page) < length || page[5]&4 == 0:
		h.Truncated = "its last page is not marked as the end"
	case granule > early:
		h.Frames = granule - early
	}
	return nil
}
