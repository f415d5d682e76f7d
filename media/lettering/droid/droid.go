// Package droid holds Droid Sans Fallback, a font of Chinese, Japanese and Korean letters: 20,902 ideographs, both kana and all
// syllables of Hangul, in 3.4 MB. Copyright 2006-2010 Google Corp., under the Apache License 2.0 that stands beside it; from Debian's
// fonts-droid-fallback 1:6.0.1r16. Droid is a trademark of Google Corp.
package droid

import _ "embed"

// TTF is the font.
//
//go:embed DroidSansFallback.ttf
var TTF []byte
