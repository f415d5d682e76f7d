package picture

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"strings"
)

// maxSegment bounds what is read of one segment, in bytes.
const maxSegment = 1 << 20

// maxSegments bounds how many segments or chunks are looked at.
const maxSegments = 1000

// meta is what stands beside the pixels.
type meta struct {
	dpi         float64
	orientation int // EXIF; 0 when not said
	profile     string
	bits        int
}

// readMeta reads as far as it understands. It never fails: this is what a file says, not what it is.
func readMeta(format string, r io.ReaderAt, size int64) meta {
	var m meta
	switch format {
	case "jpeg":
		m.jpeg(r)
	case "png":
		m.png(r)
	case "webp":
		m.webp(r)
	case "tiff":
		m.tiff(io.NewSectionReader(r, 0, size))
	}
	return m
}

// jpeg reads the segments before the pixels: JFIF, EXIF, the profile and the frame.
func (m *meta) jpeg(r io.ReaderAt) {
	jfif := 0.0
	for at, n := int64(2), 0; n < maxSegments; n++ {
		head := make([]byte, 4)
		if _, err := r.ReadAt(head, at); err != nil || head[0] != 0xff || head[1] == 0xda || head[1] == 0xd9 {
			break
		}
		length := int64(binary.BigEndian.Uint16(head[2:]))
		body := section(r, at+4, length-2)
		switch marker := head[1]; {
		case marker == 0xe0 && bytes.HasPrefix(body, []byte("JFIF\x00")) && len(body) >= 12:
			jfif = perInch(float64(binary.BigEndian.Uint16(body[8:])), body[7])
		case marker == 0xe1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")):
			m.tiff(bytes.NewReader(body[6:]))
		case marker == 0xe2 && bytes.HasPrefix(body, []byte("ICC_PROFILE\x00")) && len(body) > 14 && body[12] == 1:
			m.profile = profileName(body[14:])
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc && len(body) > 0:
			m.bits = int(body[0])
		}
		at += 2 + max(length, 2)
	}
	if jfif > 0 {
		m.dpi = jfif
	}
}

// perInch reads a density in one of JFIF's units: 1 is an inch, 2 a centimetre, 0 only a ratio.
func perInch(density float64, unit byte) float64 {
	switch unit {
	case 1:
		return density
	case 2:
		return density * 2.54
	}
	return 0
}

// png reads the chunks: header, physical size, profile and EXIF.
func (m *meta) png(r io.ReaderAt) {
	for at, n := int64(8), 0; n < maxSegments; n++ {
		head := make([]byte, 8)
		if _, err := r.ReadAt(head, at); err != nil {
			return
		}
		length := int64(binary.BigEndian.Uint32(head))
		switch name := string(head[4:]); name {
		case "IEND":
			return
		case "IHDR", "pHYs", "iCCP", "eXIf":
			m.chunk(name, section(r, at+8, length))
		}
		at += 12 + length
	}
}

func (m *meta) chunk(name string, body []byte) {
	switch {
	case name == "IHDR" && len(body) > 8:
		m.bits = int(body[8])
	case name == "pHYs" && len(body) >= 9 && body[8] == 1:
		m.dpi = math.Round(float64(binary.BigEndian.Uint32(body))*0.0254*100) / 100
	case name == "iCCP":
		named, _, _ := bytes.Cut(body, []byte{0})
		m.profile = nameOr(string(named))
	case name == "eXIf":
		m.tiff(bytes.NewReader(body))
	}
}

// webp reads the chunks of the container.
func (m *meta) webp(r io.ReaderAt) {
	for at, n := int64(12), 0; n < maxSegments; n++ {
		head := make([]byte, 8)
		if _, err := r.ReadAt(head, at); err != nil {
			return
		}
		length := int64(binary.LittleEndian.Uint32(head[4:]))
		switch string(head[:4]) {
		case "EXIF":
			m.tiff(bytes.NewReader(bytes.TrimPrefix(section(r, at+8, length), []byte("Exif\x00\x00"))))
		case "ICCP":
			m.profile = profileName(section(r, at+8, length))
		}
		at += 8 + length + length&1
	}
}

// The TIFF tags that are read; EXIF is a TIFF directory too.
const (
	tagBits        = 258
	tagOrientation = 274
	tagXResolution = 282
	tagUnit        = 296
	tagProfile     = 34675
)

// tiff reads the first directory.
func (m *meta) tiff(r io.ReaderAt) {
	head := section(r, 0, 8)
	if len(head) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if head[0] == 'M' {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(head[4:]))
	count := section(r, at, 2)
	if len(count) < 2 {
		return
	}
	unit, density := byte(2), 0.0
	for n := range int64(min(order.Uint16(count), maxSegments)) {
		entry := section(r, at+2+12*n, 12)
		if len(entry) < 12 {
			break
		}
		value := int64(order.Uint32(entry[8:]))
		switch order.Uint16(entry) {
		case tagOrientation:
			m.orientation = int(order.Uint16(entry[8:]))
		case tagBits:
			if bits := section(r, value, 2); order.Uint32(entry[4:]) > 2 && len(bits) == 2 {
				m.bits = int(order.Uint16(bits))
			} else if order.Uint32(entry[4:]) <= 2 {
				m.bits = int(order.Uint16(entry[8:]))
			}
		case tagUnit:
			unit = byte(order.Uint16(entry[8:]))
		case tagXResolution:
			if q := section(r, value, 8); len(q) == 8 && order.Uint32(q[4:]) != 0 {
				density = float64(order.Uint32(q)) / float64(order.Uint32(q[4:]))
			}
		case tagProfile:
			m.profile = profileName(section(r, value, int64(order.Uint32(entry[4:]))))
		}
	}
	if d := perInch(density, unit-1); unit >= 2 && d > 0 { // TIFF counts its units one higher than JFIF
		m.dpi = d
	}
}

// profileName reads the description of an ICC profile.
func profileName(icc []byte) string {
	const header, entry = 128, 12
	if len(icc) < header+4 {
		return nameOr("")
	}
	for n := range int(min(binary.BigEndian.Uint32(icc[header:]), 100)) {
		at := header + 4 + entry*n
		if at+entry > len(icc) {
			break
		}
		if string(icc[at:at+4]) != "desc" {
			continue
		}
		from, size := int64(binary.BigEndian.Uint32(icc[at+4:])), int64(binary.BigEndian.Uint32(icc[at+8:]))
		return nameOr(description(section(bytes.NewReader(icc), from, size)))
	}
	return nameOr("")
}

// description reads the text of a tag of version 2, in ASCII, or of version 4, in UTF-16.
func description(tag []byte) string {
	switch {
	case len(tag) > 12 && string(tag[:4]) == "desc":
		length := int(min(binary.BigEndian.Uint32(tag[8:]), uint32(len(tag)-12)))
		return string(tag[12 : 12+length])
	case len(tag) >= 28 && string(tag[:4]) == "mluc":
		var out strings.Builder
		text := section(bytes.NewReader(tag), int64(binary.BigEndian.Uint32(tag[24:])), int64(binary.BigEndian.Uint32(tag[20:])))
		for i := 0; i+1 < len(text); i += 2 {
			out.WriteRune(rune(binary.BigEndian.Uint16(text[i:])))
		}
		return out.String()
	}
	return ""
}

// nameOr cleans a name of a stranger: short, printable, never empty.
func nameOr(s string) string {
	s = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 127 || r == '\ufffd' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "")))
	if s == "" {
		return "unnamed"
	}
	if runes := []rune(s); len(runes) > 60 {
		s = string(runes[:60])
	}
	return s
}

// section reads size bytes at a place, fewer where the file ends, at most maxSegment.
func section(r io.ReaderAt, at, size int64) []byte {
	if at < 0 || size <= 0 {
		return nil
	}
	b := make([]byte, min(size, maxSegment))
	n, err := r.ReadAt(b, at)
	if err != nil && err != io.EOF {
		return nil
	}
	return b[:n]
}
