package pdf

import (
	"fmt"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// stamp writes a copy with a text across each page; pages bounds the copy, 0 for all.
func stamp(path, target, words string, pages int) error {
	ctx, err := read(path)
	if err != nil {
		return err
	}
	if pages <= 0 || pages > ctx.PageCount {
		pages = ctx.PageCount
	}
	numbers := make([]int, 0, pages)
	chosen := types.IntSet{}
	for n := 1; n <= pages; n++ {
		numbers, chosen[n] = append(numbers, n), true
	}
	part, err := pdfcpu.ExtractPages(ctx, numbers, false)
	if err != nil {
		return err
	}
	part.PageCount = pages // the library leaves it at 0, and would stamp none
	quiet(part)
	words = latin(words)
	if words != "" {
		mark, err := pdfcpu.ParseTextWatermarkDetails(words, "font:Helvetica, points:48, scale:0.8 rel, color:.6 .6 .6, opacity:.35, rotation:45", true, types.POINTS)
		if err != nil {
			return fmt.Errorf("the watermark: %w", err)
		}
		if err := pdfcpu.AddWatermarks(part, chosen, mark); err != nil {
			return fmt.Errorf("the watermark: %w", err)
		}
	}
	return write(part, target, properties(ctx.Title, ctx.Author))
}

// latin keeps the letters that the built-in fonts of every reader have.
func latin(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r >= ' ' && r < 127 || r >= 0xa1 && r <= 0xff {
			return r
		}
		return -1
	}, s))
}
