package assemble

import (
	"cmp"
	"fmt"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tutti/media/archive"
	"tutti/media/slug"
)

// maxName bounds a file name in bytes, short of the 255 that file systems and stores take.
const maxName = 120

// slugOf turns a title into a file name that is safe everywhere; a title without a Latin letter gives "result".
func slugOf(title string) string {
	return cmp.Or(slug.Of(title, maxName), "result")
}

// safeName makes one path element out of a seller's file name. It keeps letters of every script and drops what some
// system reads as something else: separators, controls, quotes, wildcards, leading dots and dashes.
func safeName(name string) string {
	name = norm.NFC.String(strings.ToValidUTF8(name, "_"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	name = strings.TrimRight(strings.TrimLeft(name, " .-_"), " .")
	if name == "" {
		name = "file"
	}
	return shorten(name)
}

// ownName keeps the folder and the name of a file as they are where an archive may hold them so, else it makes them safe.
// Letters that turn the direction of writing are never kept: they make an ending look like another.
func ownName(folder, name string) (string, string) {
	turns := func(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }
	full := strings.TrimPrefix(folder+"/"+name, "/")
	if strings.Contains(name, "/") || strings.HasPrefix(folder, "/") || path.Clean("/"+full) != "/"+full || !archive.Keeps(full) || strings.ContainsFunc(full, turns) {
		return folderOf(folder), safeName(name)
	}
	return folder, name
}

// shorten keeps the extension and cuts the rest at a whole rune.
func shorten(name string) string {
	ext := filepath.Ext(name)
	if len(name) <= maxName || len(ext) > 20 {
		ext = ""
	}
	stem := strings.TrimSuffix(name, ext)
	for len(stem)+len(ext) > maxName {
		runes := []rune(stem)
		stem = string(runes[:len(runes)-1])
	}
	return stem + ext
}

// names gives each path once, also where only the case differs: a second one becomes "take (2).wav".
type names map[string]bool

func (n names) unique(folder, name string) string {
	ext := filepath.Ext(name)
	for i := 1; ; i++ {
		full := path.Join(folder, name)
		if i > 1 {
			full = path.Join(folder, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), i, ext))
		}
		if key := strings.ToLower(full); !n[key] {
			n[key] = true
			return full
		}
	}
}

// folderOf cleans each element of a folder's path.
func folderOf(p string) string {
	var out []string
	for _, element := range strings.Split(p, "/") {
		if element != "" && element != "." && element != ".." {
			out = append(out, safeName(element))
		}
	}
	return strings.Join(out, "/")
}

// oneLine keeps a text from breaking out of its line.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))), " ")
}
