package main

import (
	"bytes"
	"context"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"tutti/media/tool"
)

// askFor bounds how long a program may take to say its version.
const askFor = 5 * time.Second

// toolchain looks for Go, which only building needs.
func toolchain(ctx context.Context) []finding {
	ctx, cancel := context.WithTimeout(ctx, askFor)
	defer cancel()
	out, err := exec.CommandContext(ctx, "go", "env", "GOVERSION").Output()
	if err != nil {
		return []finding{{What: "go", Verdict: noted, Text: "not found; only building Tutti needs it", Remedy: "https://go.dev/dl"}}
	}
	text := string(bytes.TrimSpace(out))
	if text != runtime.Version() {
		text += " (this program was built with " + runtime.Version() + ")"
	}
	return []finding{found("go", "%s", text)}
}

// mediaTools tries ffmpeg, ffprobe, the tools of Poppler and the sandbox in which they run.
func mediaTools(ctx context.Context) []finding {
	tools := tool.New(tool.Options{})
	var out []finding
	for _, one := range []struct{ name, comesWith string }{{tool.FFmpeg, "ffmpeg"}, {tool.FFprobe, "ffmpeg"}, {tool.PDFToPPM, "poppler-utils"}, {tool.PDFToText, "poppler-utils"}} {
		version, err := tools.Version(ctx, one.name)
		if err != nil {
			out = append(out, lacks(one.name, err.Error(), "scripts/setup demo, or install the package "+one.comesWith))
			continue
		}
		out = append(out, found(one.name, "%s", strings.TrimPrefix(version, one.name+" ")))
	}
	level, err := tools.Level(ctx)
	switch {
	case err != nil:
		out = append(out, lacks("sandbox", err.Error(), "a Linux kernel with Landlock (5.13 or later) and seccomp"))
	case !level.Confined():
		out = append(out, lacks("sandbox", level.String(), "a Linux kernel with Landlock (5.13 or later) and seccomp"))
	case !level.Namespaces:
		out = append(out, warns("sandbox", level.String(), "allow unprivileged user namespaces for the full sandbox"))
	default:
		out = append(out, found("sandbox", "%s", level))
	}
	return out
}

// testServers looks for the real servers of the tests. A Debian machine keeps PostgreSQL's programs off the PATH.
func testServers() []finding {
	var out []finding
	for _, name := range []string{"redis-server", "postgres"} {
		path, err := exec.LookPath(name)
		if err != nil {
			path = inFolders(name)
		}
		if path == "" {
			out = append(out, finding{What: name, Verdict: noted, Text: "not found; only the tests on real components need it", Remedy: "scripts/setup test"})
			continue
		}
		out = append(out, found(name, "%s", path))
	}
	return out
}

func inFolders(name string) string {
	for _, pattern := range []string{"/usr/lib/postgresql/*/bin/", "/usr/sbin/"} {
		paths, err := filepath.Glob(pattern + name)
		if err == nil && len(paths) > 0 {
			return slices.Max(paths)
		}
	}
	return ""
}
