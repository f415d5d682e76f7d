package video

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// The formats, as a project.Spec names them.
const (
	MP4  = "mp4"
	MOV  = "mov"
	MKV  = "mkv"
	WebM = "webm"
)

// ErrNotVideo says that a file is none of the formats.
var ErrNotVideo = errors.New("not an MP4, MOV, MKV or WebM file")

// CodecError says that the container is one of ours and its content is not.
type CodecError struct {
	Format string
	Codec  string
}

func (e *CodecError) Error() string {
	return fmt.Sprintf("the %s file holds %s, which is not accepted", e.Format, e.Codec)
}

// DamagedError says that a file cannot be read.
type DamagedError struct {
	Format string
	Why    string
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("the %s file is damaged: %s", e.Format, e.Why)
}

// Sniff gives the format of a file by its first bytes, never by its name. ErrNotVideo judges the file; other errors are ours.
func Sniff(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return "", err
	}
	return formatOf(head[:n])
}

func formatOf(head []byte) (string, error) {
	switch {
	case len(head) < 12:
		return "", ErrNotVideo
	case string(head[4:8]) == "ftyp" && string(head[8:12]) == "qt  ":
		return MOV, nil
	case string(head[4:8]) == "ftyp":
		return MP4, nil
	case string(head[4:8]) == "moov", string(head[4:8]) == "mdat", string(head[4:8]) == "wide":
		return MOV, nil // QuickTime before it had a file type
	case string(head[:4]) == "\x1aE\xdf\xa3" && bytes.Contains(head[:min(len(head), 64)], []byte("webm")):
		return WebM, nil
	case string(head[:4]) == "\x1aE\xdf\xa3" && bytes.Contains(head[:min(len(head), 64)], []byte("matroska")):
		return MKV, nil
	}
	return "", ErrNotVideo
}

// mediaType is the type by content.
func mediaType(format string) string {
	return map[string]string{MP4: "video/mp4", MOV: "video/quicktime", MKV: "video/x-matroska", WebM: "video/webm"}[format]
}

// pictureCodecs are the codecs that are decoded; everything else is refused, since every decoder is a way in.
func pictureCodecs() []string {
	return []string{"h264", "hevc", "vp8", "vp9", "av1", "prores", "dnxhd", "mjpeg"}
}

// soundCodecs are the codecs of sound within a video.
func soundCodecs() []string {
	return []string{"aac", "mp3", "opus", "vorbis", "flac", "alac", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_s16be", "pcm_s24be"}
}

// bystanders are codecs of streams that nobody asked for, subtitles and covers. They are opened to see what they are, and left
// out of everything else; a file with any other stream is refused.
func bystanders() []string {
	return []string{"mov_text", "subrip", "srt", "ass", "ssa", "webvtt", "png"}
}

// decoders are the names by which ffmpeg knows those of all lists.
func decoders() []string {
	return slices.Concat(pictureCodecs(), []string{"libdav1d", "mp3float", "libopus"}, soundCodecs(), bystanders())
}
