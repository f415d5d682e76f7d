package project

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
)

// maxFileName bounds a file name in bytes, short of the 255 that file systems take: a number may be added.
const maxFileName = 120

// fileName makes one path element out of somebody's file name. It keeps letters of every script and takes away what some
// system reads as something else: separators, controls, quotes, wildcards, leading dots and dashes, names of devices.
func fileName(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	name = strings.TrimRight(strings.TrimLeft(name, " .-_"), " .")
	if device, _, _ := strings.Cut(strings.ToLower(name), "."); name == "" || isDevice(strings.TrimSpace(device)) {
		name = "file-" + name
	}
	return shortened(strings.TrimRight(name, "-"))
}

// isDevice reports whether Windows opens a device under this name, whatever its ending.
func isDevice(name string) bool {
	if slices.Contains([]string{"con", "prn", "aux", "nul"}, name) {
		return true
	}
	stem, number := strings.TrimRight(name, "0123456789¹²³"), strings.TrimLeft(name, "comlpt")
	return (stem == "com" || stem == "lpt") && len([]rune(number)) == 1
}

// shortened keeps the ending and cuts the rest at a whole rune.
func shortened(name string) string {
	ext := path.Ext(name)
	if len(name) <= maxFileName || len(ext) > 20 {
		ext = ""
	}
	stem := []rune(strings.TrimSuffix(name, ext))
	for len(string(stem))+len(ext) > maxFileName {
		stem = stem[:len(stem)-1]
	}
	return strings.TrimRight(string(stem), " .") + ext
}

// paths gives each path once, also where only the case differs: a second one becomes "take (2).wav".
type paths map[string]bool

func (p paths) take(folder, name string) string {
	name = fileName(name)
	ext := path.Ext(name)
	for i := 1; ; i++ {
		full := path.Join(folder, name)
		if i > 1 {
			full = path.Join(folder, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), i, ext))
		}
		if key := strings.ToLower(full); !p[key] {
			p[key] = true
			return full
		}
	}
}
