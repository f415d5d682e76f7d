package audio

import (
	"bytes"
	"encoding/binary"
)

// mpegFrame is the header of one MPEG audio frame.
type mpegFrame struct {
	rate, channels int
	samples        int64 // in a frame
	bytes          int64
	side           int64 // of side information, where the Xing header stands behind
}

// readMP3 reads MPEG-1 and MPEG-2 layer III. Two frames in a row are asked for: one sync word stands in many files.
func readMP3(s source, start int64) (Header, error) {
	b, err := s.at(start, 4096)
	if err != nil {
		return Header{}, err
	}
	first, ok := parseMPEG(b)
	if !ok {
		return Header{}, ErrNotAudio
	}
	second, err := s.at(start+first.bytes, 4)
	if err != nil {
		return Header{}, err
	}
	if next, ok := parseMPEG(second); len(second) == 4 && (!ok || next.rate != first.rate) {
		return Header{}, ErrNotAudio
	}
	h := Header{Format: MP3, Type: "audio/mpeg", Codec: "mp3", Rate: first.rate, Channels: first.channels, Slack: 2 * first.samples}
	h.readXing(b, first)
	return h, nil
}

// parseMPEG reads a frame header of layer III.
func parseMPEG(b []byte) (mpegFrame, bool) {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 || b[1]>>1&3 != 1 {
		return mpegFrame{}, false
	}
	version, bitrate, rate := b[1]>>3&3, b[2]>>4, b[2]>>2&3
	if version == 1 || bitrate == 0 || bitrate == 15 || rate == 3 {
		return mpegFrame{}, false
	}
	f := mpegFrame{rate: [3]int{44100, 48000, 32000}[rate], channels: 2, samples: 1152, side: 32}
	kbits := [15]int64{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}[bitrate]
	if version != 3 { // MPEG-2 and 2.5
		f.rate >>= 1 + (2-version)/2 // version 2 is MPEG-2, 0 is 2.5
		f.samples, f.side = 576, 17
		kbits = [15]int64{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}[bitrate]
	}
	if b[3]>>6 == 3 {
		f.channels = 1
		f.side = map[int64]int64{32: 17, 17: 9}[f.side]
	}
	f.bytes = f.samples/8*kbits*1000/int64(f.rate) + int64(b[2]>>1&1)
	return f, true
}

// readXing reads the number of frames, and the encoder's delay and padding, which the decoder takes out.
func (h *Header) readXing(b []byte, f mpegFrame) {
	at := 4 + f.side
	if int64(len(b)) < at+120+36 {
		return
	}
	x := b[at:]
	if !bytes.HasPrefix(x, []byte("Xing")) && !bytes.HasPrefix(x, []byte("Info")) {
		return
	}
	flags := binary.BigEndian.Uint32(x[4:])
	if flags&1 == 0 {
		return
	}
	h.Frames = int64(binary.BigEndian.Uint32(x[8:])) * f.samples
	tag := x[8+4:]
	for bit, size := range map[uint32]int{2: 4, 4: 100, 8: 4} {
		if flags&bit != 0 {
			tag = tag[size:]
		}
	}
	if len(tag) >= 24 && (bytes.HasPrefix(tag, []byte("LA")) || bytes.HasPrefix(tag, []byte("La"))) {
		gap := int64(tag[21])<<16 | int64(tag[22])<<8 | int64(tag[23])
		h.Frames = max(0, h.Frames-gap>>12-gap&0xfff)
	}
}
