package assemble

import (
	"bytes"
	"fmt"
	"math"
	"strings"
)

// chaptersName is the file from which ffmpeg reads the chapters of what it encodes.
const chaptersName = "chapters.part"

// chapters is ffmpeg's text form of chapters.
type chapters struct{ out bytes.Buffer }

func newChapters() *chapters {
	c := &chapters{}
	c.out.WriteString(";FFMETADATA1\n")
	return c
}

// add appends a chapter; its times are in seconds.
func (c *chapters) add(from, to float64, title string) {
	// ffmpeg takes a backslash at the end of a line for an escaped line break, also where it is escaped itself: it becomes a slash.
	escaped := strings.NewReplacer(`\`, "/", "=", `\=`, ";", `\;`, "#", `\#`, "\n", " ").Replace(title)
	fmt.Fprintf(&c.out, "[CHAPTER]\nTIMEBASE=1/1000\nSTART=%d\nEND=%d\ntitle=%s\n", int64(math.Round(from*1000)), int64(math.Round(to*1000)), escaped)
}

func (c *chapters) text() []byte { return c.out.Bytes() }
